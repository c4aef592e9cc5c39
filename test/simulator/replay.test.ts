import { describe, expect, it } from 'vitest'
import type { Dialogue } from '../../simulator/replay/dialogues.ts'
import { endedWebhook } from '../../simulator/replay/ended-webhook.ts'
import type { ReplayObserver } from '../../simulator/replay/events.ts'
import { forever } from '../../simulator/replay/replay.ts'
import type { WebhookResult } from '../../simulator/replay/webhook-node.ts'
import { dialogue, once, says, setUp } from './replay-stage.ts'

const BILLING = dialogue(
  'billing',
  says('agent', 0, 'how can I help?'),
  says('customer', 2, 'money thing', 0.4),
  says('agent', 4, 'pardon?'),
  says('customer', 10, 'my bill is wrong', 0.93),
  says('agent', 20, 'let me see'),
  says('customer', 30, 'thanks'),
)

describe('one conversation', () => {
  it('one conversation is said turn by turn, at the pace of the dialogue', async () => {
    const { clock, replay, frames } = setUp(once(BILLING))
    await clock.pass(60_000)
    expect(frames.map(({ at, transcript }) => [Math.round(at), transcript])).toEqual(
      BILLING.turns.map(({ t, text }) => [t, text]),
    )
    expect(new Set(frames.map(({ utteranceId }) => utteranceId)).size).toBe(6)
    expect(new Set(frames.map(({ conversationId, interactionId }) => `${conversationId} ${interactionId}`))).toEqual(
      new Set(['conv_0001 int_0001']),
    )
    expect(await replay.done).toEqual({ conversations: 1 })
  })

  it('one conversation is faster by the speed factor', async () => {
    const { clock, frames } = setUp(once(BILLING), { speed: 10 })
    await clock.pass(60_000)
    expect(frames.map(({ at }) => Math.round(at * 10) / 10)).toEqual([0, 0.2, 0.4, 1, 2, 3])
  })

  it('one conversation has a bot until it is routed and an agent afterwards, whose id comes with each frame', async () => {
    const { clock, frames } = setUp(once(BILLING))
    await clock.pass(60_000)
    expect(frames.map(({ speaker, agentId }) => [speaker, agentId])).toEqual([
      ['bot', undefined],
      ['customer', undefined],
      ['bot', undefined],
      ['customer', undefined],
      ['agent', 'agent-7'],
      ['customer', 'agent-7'],
    ])
  })

  it('one conversation is told to all three worlds, and to the observers in order', async () => {
    const { clock, world, log } = setUp(once(BILLING))
    await clock.pass(60_000)
    expect(world).toEqual(['conv_0001 of Customer billing', 'sess_0001', 'conv_0001 to Robin', 'conv_0001 ended'])
    expect(log).toEqual([
      'started conv_0001',
      'bot: how can I help?',
      'customer: money thing',
      'webhook 0.4',
      'webhook 0.4',
      'bot: pardon?',
      'customer: my bill is wrong',
      'queued',
      'webhook 0.93',
      'active',
      'agent: let me see',
      'customer: thanks',
      'ended',
      'ended conv_0001',
    ])
  })

  it('one conversation posts a webhook right after the utterance that was understood, with the same text', async () => {
    const { clock, posts } = setUp(once(BILLING))
    await clock.pass(60_000)
    const routings = posts.filter(({ path }) => path.startsWith('/webhook/cognigy'))
    expect(routings.map(({ at }) => Math.round(at))).toEqual([2, 10])
    expect(routings[1]).toMatchObject({
      path: '/webhook/cognigy/routing',
      body: {
        session: {
          id: 'sess_0001',
          user: { id: 'user_0001', name: 'Customer billing' },
          cxone: { conversationId: 'conv_0001', channel: 'webchat' },
        },
        intent: { name: 'billing_inquiry', score: 0.93 },
        text: 'my bill is wrong',
      },
    })
  })

  it('one conversation posts one webhook at a time and ends only when each was answered', async () => {
    const waiting: ((result: WebhookResult) => void)[] = []
    const paths: string[] = []
    const post = (path: string) => {
      paths.push(path.split('/').at(-1) ?? '')
      return new Promise<WebhookResult>((resolve) => void waiting.push(resolve))
    }
    const { clock, log } = setUp(once(BILLING), { node: { post } })
    await clock.pass(60_000)
    expect(log.at(-1)).toBe('customer: thanks')
    const low: WebhookResult = { status: 200, body: { status: 'low_confidence' }, attempts: 1 }
    const answers = [low, { ...low, status: 404 }, { ...low, status: 404 }, { ...low, status: undefined }, low, low]
    for (const [n, given] of answers.entries()) {
      expect(waiting).toHaveLength(n + 1)
      waiting[n]?.(given)
      await clock.pass(1)
    }
    expect(paths).toEqual([
      'routing',
      'fallback',
      'sentiment-escalation',
      'routing',
      'sentiment-escalation',
      'sentiment-escalation',
    ])
    expect(log.slice(-3)).toEqual(['webhook 0.93', 'ended', 'ended conv_0001'])
  })

  it('one conversation stays with the bot when nobody routes it', async () => {
    const node = { post: async () => ({ status: 502, body: {}, attempts: 3 }) }
    const { clock, frames } = setUp(once(BILLING), { node })
    await clock.pass(60_000)
    expect(frames.map(({ speaker }) => speaker)).toEqual(['bot', 'customer', 'bot', 'customer', 'bot', 'customer'])
  })

  it('one conversation begins only when every observer is ready', async () => {
    let ready: () => void = () => undefined
    const slow: ReplayObserver = { started: () => new Promise((resolve) => (ready = resolve)) }
    const { clock, frames } = setUp(once(BILLING), { observers: [slow] })
    await clock.pass(5000)
    expect(frames).toEqual([])
    ready()
    await clock.pass(1000)
    expect(frames).toHaveLength(1)
  })

  it('one conversation takes what the agent writes, once an agent has it and until it ends', async () => {
    const { clock, replay, frames, log } = setUp(once(BILLING))
    await clock.pass(5000)
    expect(replay.agentSays('conv_0001', 'too early')).toBeUndefined()
    await clock.pass(10_000)
    expect(replay.agentSays('conv_0001', 'hi, me again')).toMatchObject({ speaker: 'agent', text: 'hi, me again' })
    expect(frames.at(-1)).toMatchObject({ speaker: 'agent', agentId: 'agent-7', transcript: 'hi, me again' })
    expect(log.at(-1)).toBe('agent: hi, me again')
    expect(replay.agentSays('conv_9', 'hello?')).toBeUndefined()
    await clock.pass(60_000)
    expect(replay.agentSays('conv_0001', 'too late')).toBeUndefined()
  })

  it('one conversation is ended by its agent before its dialogue is through, and not before it is theirs', async () => {
    const { clock, replay, log, frames } = setUp(once(BILLING))
    await clock.pass(5000)
    expect([replay.agentEnds('conv_0001'), replay.agentEnds('conv_9')]).toEqual([false, false])
    await clock.pass(10_000)
    const said = frames.length
    expect(replay.agentEnds('conv_0001')).toBe(true)
    await clock.pass(1)
    expect(log.slice(-2)).toEqual(['ended', 'ended conv_0001'])
    expect(replay.agentEnds('conv_0001')).toBe(false)
    await clock.pass(60_000)
    expect(frames).toHaveLength(said)
  })

  describe('while somebody sits at the desk', () => {
    const agents = (frames: readonly { readonly speaker?: string | undefined; readonly transcript: string }[]) =>
      frames.filter(({ speaker }) => speaker === 'agent').map(({ transcript }) => transcript)
    const TALK = dialogue(
      'talk',
      says('customer', 0, 'my bill is wrong', 0.92),
      says('agent', 5, 'scripted answer'),
      says('customer', 10, 'and the fee?'),
      says('agent', 15, 'another scripted answer'),
    )

    it('one conversation while somebody sits at the desk leaves the answers to them, and goes on once they are there', async () => {
      const { clock, replay, frames } = setUp(once(TALK), { handIn: () => 'reading' })
      await clock.pass(12_000)
      expect(agents(frames)).toEqual([])
      expect(replay.agentSays('conv_0001', 'by hand')).toMatchObject({ byHand: true })
      await clock.pass(10_000)
      replay.agentSays('conv_0001', 'by hand too')
      await clock.pass(60_000)
      expect(agents(frames)).toEqual(['by hand', 'by hand too'])
    })

    it('one conversation while somebody sits at the desk answers by the script where they only read, after a while', async () => {
      const { clock, frames, log } = setUp(once(TALK), { handIn: () => 'reading' })
      await clock.pass(24_000)
      expect(agents(frames)).toEqual([])
      await clock.pass(2_500)
      expect(agents(frames)).toEqual(['scripted answer'])
      await clock.pass(60_000)
      expect(log.at(-1)).toMatch(/^ended/u)
    })

    it('one conversation while somebody sits at the desk types nothing over what they write', async () => {
      const { clock, frames } = setUp(once(TALK), { handIn: () => 'writing' })
      await clock.pass(120_000)
      expect(agents(frames)).toEqual([])
    })

    it('one conversation while somebody sits at the desk goes on in the conversations that they do not have open', async () => {
      const { clock, frames } = setUp(once(TALK), { handIn: (id) => (id === 'conv_other' ? 'writing' : 'away') })
      await clock.pass(60_000)
      expect(agents(frames)).toEqual(['scripted answer', 'another scripted answer'])
    })
  })

  it('one conversation tells the BFF that it has ended', async () => {
    const told: unknown[] = []
    const post = async (path: string, body: unknown) => {
      told.push([path, body])
      return { status: 200, body: {}, attempts: 1 }
    }
    const { clock } = setUp(once(BILLING), { observers: [endedWebhook({ post })] })
    await clock.pass(120_000)
    expect(told).toEqual([['/webhook/conversation-ended', { conversationId: 'conv_0001', sessionId: 'sess_0001' }]])
  })
})

describe('several conversations', () => {
  it('several conversations start one after the other and live at the same time, never more than wanted', async () => {
    const { clock, log } = setUp(forever([BILLING]), { concurrent: 3 })
    const started = () => log.filter((line) => line.startsWith('started')).length
    await clock.pass(500)
    expect(started()).toBe(1)
    await clock.pass(1500)
    expect(started()).toBe(2)
    await clock.pass(20_000)
    expect(started()).toBe(3)
    await clock.pass(20_000)
    expect(started() - log.filter((line) => line.startsWith('ended conv')).length).toBeLessThanOrEqual(3)
    expect(started()).toBeGreaterThan(3)
  })

  it('several conversations have ids of their own, also when the dialogue is the same again', async () => {
    const { clock, log } = setUp(forever([BILLING]))
    await clock.pass(70_000)
    expect(log.filter((line) => line.startsWith('started'))).toEqual([
      'started conv_0001',
      'started conv_0002',
      'started conv_0003',
    ])
  })

  it('several conversations use both webhook paths', async () => {
    const { clock, posts } = setUp(forever([BILLING]), { concurrent: 3 })
    await clock.pass(25_000)
    const paths = new Set(posts.map(({ path }) => path))
    expect([...paths].sort()).toEqual([
      '/webhook/cognigy',
      '/webhook/cognigy/routing',
      '/webhook/fallback',
      '/webhook/sentiment-escalation',
    ])
  })

  it('several conversations end where they are when the replay is stopped', async () => {
    const { clock, replay, log, frames, abort } = setUp(forever([BILLING]), { concurrent: 2 })
    await clock.pass(5000)
    abort.abort()
    expect(await replay.done).toEqual({ conversations: 2 })
    const said = frames.length
    await clock.pass(60_000)
    expect(frames).toHaveLength(said)
    expect(log.filter((line) => line.startsWith('ended conv'))).toHaveLength(2)
  })

  it('several conversations end, and the replay fails, when the dialogues do', async () => {
    const broken = async function* (): AsyncGenerator<Dialogue, void> {
      yield BILLING
      throw new Error('line 2: not JSON')
    }
    const { clock, replay, log } = setUp(broken(), { concurrent: 2 })
    const failed = expect(replay.done).rejects.toThrow('line 2: not JSON')
    await clock.pass(5000)
    await failed
    expect(log.at(-1)).toBe('ended conv_0001')
  })
})
