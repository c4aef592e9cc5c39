/** What the replayed bot does about how its customers feel. */
import { describe, expect, it } from 'vitest'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import type { SentimentAnswer } from '../../shared/wire/webhooks.ts'
import { SENTIMENT_PATH } from '../../simulator/replay/answers.ts'
import type { Dialogue } from '../../simulator/replay/dialogues.ts'
import type { AnsweredSentiment, LiveFacts, ReplayObserver } from '../../simulator/replay/events.ts'
import { createNarrator } from '../../simulator/replay/narrator.ts'
import type { WebhookNode, WebhookResult } from '../../simulator/replay/webhook-node.ts'
import { dialogue, once, says, setUp } from './replay-stage.ts'

const answer = (escalationLevel: EscalationLevel, frustrationScore: number): SentimentAnswer => ({
  status: 'success',
  escalationLevel,
  frustrationScore,
  targetFlow: `${escalationLevel}_escalation`,
  targetNode: 'start',
  cognigyApiResult: { updated: true },
})
const CALM = answer('standard', 0.1)
const UPSET = answer('supervisor', 0.41)
const FURIOUS = answer('manager', 0.72)

const ANGRY = dialogue(
  'angry',
  says('bot', 0, 'hello'),
  says('customer', 2, 'where is my order'),
  says('bot', 4, 'pardon?'),
  says('customer', 6, 'my ORDER', 0.4),
  says('bot', 8, 'pardon?'),
  says('customer', 10, 'this is a joke', 0.93),
  says('customer', 20, 'are you there'),
)

interface Seen {
  readonly facts: LiveFacts
  readonly sentiment: AnsweredSentiment
}

const play = async (script: Dialogue, ...given: readonly (SentimentAnswer | WebhookResult)[]) => {
  const posts: { readonly path: string; readonly body: unknown }[] = []
  const lines: string[] = []
  const seen: Seen[] = []
  const changes: LiveFacts[] = []
  let turn = 0
  const node: WebhookNode = {
    post: async (path, body) => {
      posts.push({ path, body })
      if (path === '/webhook/fallback') return { status: 404, body: {}, attempts: 1 }
      if (path === SENTIMENT_PATH) {
        const next = given[turn++] ?? CALM
        return 'attempts' in next ? next : { status: 200, body: next, attempts: 1 }
      }
      const isUnderstood = JSON.stringify(body).includes('"score":0.93')
      const routed = isUnderstood ? { routedTo: 'Billing Support' } : { status: 'low_confidence' }
      return { status: 200, attempts: 1, body: routed }
    },
  }
  const watcher: ReplayObserver = {
    sentimentAnswered: (facts, sentiment) => void seen.push({ facts, sentiment }),
    changed: (facts) => void changes.push(facts),
  }
  const narrator = createNarrator((line) => lines.push(line))
  const stage = setUp(once(script), { node, observers: [narrator.observer, watcher] })
  await stage.clock.pass(60_000)
  const bodies = posts.filter(({ path }) => path === SENTIMENT_PATH).map(({ body }) => body)
  return { ...stage, posts, bodies, lines, seen, changes }
}

describe('what a customer writes', () => {
  it('what a customer writes to the bot goes to the sentiment webhook with what was written before, as Cognigy keeps it', async () => {
    const { bodies } = await play(ANGRY)
    expect(bodies).toEqual([
      {
        session: { id: 'sess_0001', history: [] },
        userInput: 'where is my order',
        platform: 'webchat',
        language: 'en',
      },
      {
        session: { id: 'sess_0001', history: [{ userInput: 'where is my order' }] },
        userInput: 'my ORDER',
        platform: 'webchat',
        language: 'en',
      },
      {
        session: { id: 'sess_0001', history: [{ userInput: 'where is my order' }, { userInput: 'my ORDER' }] },
        userInput: 'this is a joke',
        platform: 'webchat',
        language: 'en',
      },
    ])
  })

  it('what a customer writes to the bot goes there after the other webhooks of the same utterance, and no more once a person is to take over', async () => {
    const { posts } = await play(ANGRY)
    expect(posts.map(({ path }) => path.split('/').at(-1))).toEqual([
      'sentiment-escalation',
      'routing',
      'fallback',
      'sentiment-escalation',
      'routing',
      'sentiment-escalation',
    ])
  })

  it('what a customer writes to the bot goes there in the language of the dialogue', async () => {
    const { bodies } = await play({ ...ANGRY, language: 'de' })
    expect(bodies[0]).toMatchObject({ language: 'de' })
  })
})

describe('the answer on sentiment', () => {
  it('the answer of the sentiment webhook is noted with where the flow goes on, and observers are told only when the level is another', async () => {
    const { changes, seen } = await play(ANGRY, UPSET, UPSET, FURIOUS)
    expect(changes.map(({ status, escalation }) => [status, escalation?.level])).toEqual([
      ['bot', 'supervisor'],
      ['queued', 'supervisor'],
      ['queued', 'manager'],
      ['active', 'manager'],
      ['ended', 'manager'],
    ])
    expect(changes.at(-1)?.escalation).toEqual({ level: 'manager', flow: 'manager_escalation', node: 'start' })
    expect(
      seen.map(({ facts, sentiment }) => [sentiment.text, sentiment.answer?.status, facts.escalation?.level]),
    ).toEqual([
      ['where is my order', 'success', 'supervisor'],
      ['my ORDER', 'success', 'supervisor'],
      ['this is a joke', 'success', 'manager'],
    ])
  })

  it('the answer of the sentiment webhook changes nothing of what is said or who has the conversation', async () => {
    const { frames, world } = await play(ANGRY, FURIOUS, FURIOUS, FURIOUS)
    expect(frames.map(({ transcript }) => transcript)).toEqual(ANGRY.turns.map(({ text }) => text))
    expect(world.slice(2)).toEqual(['conv_0001 to Robin', 'conv_0001 ended'])
  })

  it('the answer of the sentiment webhook is told when the level becomes another, up or down', async () => {
    expect((await play(ANGRY, CALM, FURIOUS, CALM)).lines).toEqual([
      'Customer angry: not understood (billing_inquiry, 0.4), and the fallback webhook got 404',
      'Customer angry: the bot goes on in manager_escalation/start (manager)',
      'Customer angry: billing_inquiry → Billing Support',
      'Customer angry: the bot goes on in standard_escalation/start (standard)',
    ])
  })

  it.each([
    [{ status: 502, body: {}, attempts: 3 }, 'the sentiment webhook got 502'],
    [{ status: 200, body: { status: 'odd' }, attempts: 1 }, 'the sentiment webhook got 200'],
    [{ status: undefined, body: undefined, attempts: 3 }, 'the sentiment webhook got no answer'],
    [
      { status: 'error' as const, message: 'the API key was refused', escalationLevel: 'standard' as const },
      'Cognigy was not told how frustrated: the API key was refused',
    ],
  ])(
    'the answer of the sentiment webhook leaves the level as it is when it is no figure, and that is said: %j',
    async (given, told) => {
      const { lines, changes } = await play(ANGRY, UPSET, given, UPSET)
      expect(lines).toContain(`Customer angry: ${told}`)
      expect(lines.filter((text) => text.includes('goes on'))).toHaveLength(1)
      expect(new Set(changes.map(({ escalation }) => escalation?.level))).toEqual(new Set(['supervisor']))
    },
  )
})

describe('the narrator', () => {
  it('the narrator says when agents see another level, and nothing while they see the same', () => {
    const lines: string[] = []
    const narrator = createNarrator((line) => lines.push(line))
    const facts: LiveFacts = {
      conversationId: 'c1',
      customerName: 'Ana',
      interactionId: 'i1',
      sessionId: 's1',
      channel: 'webchat',
      startedAt: '2026-01-31T09:30:00.000Z',
      status: 'active',
      skill: undefined,
      agentId: undefined,
      escalation: undefined,
    }
    const see = (score: number, level: EscalationLevel) => narrator.frustration(facts, { score, level })
    see(0.1, 'standard')
    see(0.714, 'manager')
    see(0.66, 'manager')
    see(0.2, 'standard')
    expect(lines).toEqual([
      'Ana: frustration 71 of 100, standard → manager',
      'Ana: frustration 20 of 100, manager → standard',
    ])
  })
})
