/** Two conversations that turn out to be one, and one utterance that arrives twice. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { InteractionUpdate } from '../../../shared/wire/stream.ts'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { routingBody } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

let cxone: CxoneStandIn
let bff: RunningBff
const open: Widget[] = []
beforeAll(async () => {
  cxone = await startCxone({ acceptUnknownConversations: true })
})
beforeEach(async () => {
  bff = await startBff(cxone)
})
afterEach(async () => {
  for (const widget of open.splice(0)) widget.close()
  await bff.stop()
})
afterAll(() => cxone.close())

const connect = async (...conversations: readonly string[]): Promise<Widget> => {
  const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations }))
  open.push(widget)
  return widget
}
const hear = (transcript: string, more: Partial<InteractionUpdate> = {}) =>
  bff.app.hearStream({ interactionId: 'int_1', transcript, speaker: 'customer', ...more })
const webhook = (text: string, conversationId = 'conv_1', sessionId = 'sess_1') =>
  sendJson(bff.url, '/webhook/cognigy', routingBody({ conversationId, sessionId, text, score: 0.1 }))
const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)
const snapshotOf = async (id: string) => {
  const widget = await connect(id)
  const { snapshot } = accepted(await widget.join(id))
  return { seq: snapshot?.seq, texts: snapshot?.transcript.map(({ data }) => data.text) ?? [], snapshot }
}

describe('two conversations become one', () => {
  it('two conversations that turn out to be one lose no event, count on without a gap, and are found by every id', async () => {
    await webhook('by webhook')
    for (const text of ['over the stream 1', 'over the stream 2']) await hear(text)
    await hear('now we know', { conversationId: 'conv_1' })
    for (const id of ['conv_1', 'sess_1', 'int_1']) {
      const { seq, texts, snapshot } = await snapshotOf(id)
      expect(seq).toBe(6)
      expect(texts).toEqual(['by webhook', 'over the stream 1', 'over the stream 2', 'now we know'])
      expect(snapshot?.conversationId).toBe('conv_1')
    }
  })

  it('two conversations that turn out to be one show an utterance that both of them held once', async () => {
    await webhook('I want to check my bill')
    await hear('I want to check my bill')
    await hear('please', { conversationId: 'conv_1' })
    expect((await snapshotOf('conv_1')).texts).toEqual(['I want to check my bill', 'please'])
  })

  it('two conversations that turn out to be one keep the agent, whichever of the two knew', async () => {
    await webhook('by webhook')
    await hear('over the stream', { agentId: 'agent_7' })
    await hear('now we know', { conversationId: 'conv_1' })
    const agent = await connectWidget(bff.url, await bff.token({ agentId: 'agent_7' }))
    open.push(agent)
    expect(await agent.join('sess_1')).toMatchObject({ ok: true })
  })

  it('two conversations that turn out to be one send the widgets of the one that ended to the other, where they find everything', async () => {
    await webhook('by webhook')
    await hear('over the stream')
    const widget = await connect('int_1')
    await widget.join('int_1')
    const ended = new Promise((resolve) => widget.socket.once('disconnect', resolve))
    await hear('now we know', { conversationId: 'conv_1' })
    await ended
    const again = await connect('int_1')
    const { conversationId, snapshot } = accepted(await again.join('int_1'))
    expect(conversationId).toBe('conv_1')
    expect(snapshot?.transcript).toHaveLength(3)
  })

  it('two conversations that turn out to be one leave the widgets of the one that stays where they are', async () => {
    await webhook('by webhook')
    const widget = await connect('conv_1')
    await widget.join('conv_1')
    await hear('over the stream')
    await hear('now we know', { conversationId: 'conv_1' })
    await expect.poll(() => widget.seqs()).toEqual([4, 5])
    expect(widget.socket.connected).toBe(true)
  })

  it.each(['identity', '__proto__', 'constructor'])(
    'two conversations that turn out to be one may be called %s',
    async (name) => {
      await webhook('one', name, 'sess_1')
      await hear('two')
      await hear('three', { conversationId: name })
      expect((await snapshotOf(name)).texts).toEqual(['one', 'two', 'three'])
      await webhook('four', 'conv_9', 'sess_9')
      expect((await snapshotOf('conv_9')).texts).toEqual(['four'])
    },
  )

  it('two conversations that turn out to be one lose nothing that is said while they become one', async () => {
    const widget = await connect('conv_1')
    await widget.join('conv_1')
    await webhook('first')
    const stream = Array.from({ length: 150 }, (_, n) => hear(`stream ${n}`))
    const link = hear('now we know', { interactionId: 'int_1', conversationId: 'conv_1' })
    const webhooks = Array.from({ length: 40 }, (_, n) => webhook(`webhook ${n}`))
    const late = Array.from({ length: 150 }, (_, n) => hear(`late ${n}`))
    await Promise.all([...stream, link, ...webhooks, ...late])
    const total = 1 + 150 + 1 + 40 + 150
    const events = total + 2 * 41
    await expect.poll(() => widget.seqs().length).toBe(events)
    expect(widget.seqs()).toEqual(upTo(events))
    const texts = widget.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
    expect(new Set(texts).size).toBe(total)
    expect(texts).toHaveLength(total)
  })
})

describe('one utterance, two channels', () => {
  it.each([
    ['webhook first', async () => [await webhook('my bill'), await hear('my  bill', { conversationId: 'conv_1' })]],
    ['stream first', async () => [await hear('my  bill', { conversationId: 'conv_1' }), await webhook('my bill')]],
  ])('one utterance over webhook and stream is shown once: %s', async (_order, arrive) => {
    await arrive()
    expect((await snapshotOf('conv_1')).texts).toHaveLength(1)
  })

  it('one utterance over webhook and stream is shown once where both arrive in the same moment', async () => {
    await webhook('before')
    await Promise.all([webhook('my bill'), hear('my bill', { conversationId: 'conv_1' })])
    expect((await snapshotOf('conv_1')).texts).toEqual(['before', 'my bill'])
  })

  it('one utterance over webhook and stream is shown once however long it is', async () => {
    const text = 'I have waited. '.repeat(1000)
    await webhook(text)
    await hear(text, { conversationId: 'conv_1' })
    expect((await snapshotOf('conv_1')).texts).toEqual([text.slice(0, 10_000)])
  })

  it('one utterance over webhook and stream is shown twice where the customer said it twice', async () => {
    for (const _again of [1, 2]) await webhook('yes')
    for (const _again of [1, 2]) await hear('yes', { conversationId: 'conv_1' })
    expect((await snapshotOf('conv_1')).texts).toEqual(['yes', 'yes'])
  })

  it('one utterance over webhook and stream is shown once where the stream delivers it again by the same id', async () => {
    for (const _again of [1, 2]) await hear('my bill', { conversationId: 'conv_1', utteranceId: 'u1' })
    expect((await snapshotOf('conv_1')).texts).toEqual(['my bill'])
  })

  it('one utterance over webhook and stream is shown once where the stream delivers again what the webhook was faster with', async () => {
    await webhook('my bill')
    for (const _again of [1, 2]) await hear('my bill', { conversationId: 'conv_1', utteranceId: 'u1' })
    expect((await snapshotOf('conv_1')).texts).toEqual(['my bill'])
  })
})

describe('a session used again', () => {
  it('a Cognigy session that is used again for another contact does not show the first contact what the second one says, nor the other way round', async () => {
    await webhook('first contact', 'conv_1', 'sess_shared')
    const first = await connect('conv_1')
    accepted(await first.join('conv_1'))
    await webhook('second contact', 'conv_2', 'sess_shared')
    expect((await snapshotOf('conv_1')).texts).toEqual(['first contact'])
    expect((await snapshotOf('conv_2')).texts).toEqual(['second contact'])
    expect(first.events).toEqual([])
  })

  it('a Cognigy session that is used again for another contact leads to the newer contact from then on', async () => {
    await webhook('first contact', 'conv_1', 'sess_shared')
    await webhook('second contact', 'conv_2', 'sess_shared')
    expect((await snapshotOf('sess_shared')).texts).toEqual(['second contact'])
    await webhook('more of the first', 'conv_1', 'sess_of_its_own')
    expect((await snapshotOf('conv_1')).texts).toEqual(['first contact', 'more of the first'])
  })

  it('a Cognigy session that is used again leads to the newer contact also where a widget waited for it before anything was known of it', async () => {
    const early = await connect('sess_shared')
    accepted(await early.join('sess_shared'))
    await webhook('first contact', 'conv_1', 'sess_shared')
    await webhook('second contact', 'conv_2', 'sess_shared')
    expect((await snapshotOf('conv_2')).texts).toEqual(['second contact'])
    expect((await snapshotOf('sess_shared')).texts).toEqual(['second contact'])
    const heardEarly = early.events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
    expect(heardEarly).toEqual(['first contact'])
  })
})
