/** What a widget that joins is sent: each event once, in order, from the number it asked for. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type CxoneStandIn, startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { sendJson } from '../../support/http-client.ts'
import { EXAMPLE_ROUTING } from '../../support/routing-webhook.ts'
import { type RunningBff, startBff } from '../../support/start-bff.ts'
import { accepted, connectWidget, type Widget } from '../../support/widget-client.ts'

const CONVERSATION = 'conv_1'

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
  const names = conversations.length === 0 ? [CONVERSATION] : conversations
  const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations: names }))
  open.push(widget)
  return widget
}
let said = 0
const say = async (count = 1, conversationId = CONVERSATION): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const transcript = `line ${said++}`
    await bff.app.hearStream({ interactionId: conversationId, conversationId, transcript, speaker: 'customer' })
  }
}
const upTo = (last: number, from = 1): number[] => Array.from({ length: last - from + 1 }, (_, n) => from + n)

describe('the numbers of events', () => {
  it('the numbers of events begin at 1 and have no gap', async () => {
    const widget = await connect()
    await widget.join(CONVERSATION)
    await say(30)
    await expect.poll(() => widget.seqs()).toEqual(upTo(30))
  })

  it('the numbers of events are each conversation’s own', async () => {
    const widget = await connect('conv_1', 'conv_2')
    await widget.join('conv_1')
    await widget.join('conv_2')
    for (let n = 0; n < 5; n += 1) {
      await say(1, 'conv_1')
      await say(1, 'conv_2')
    }
    await expect.poll(() => widget.seqs()).toHaveLength(10)
    expect(widget.seqs('conv_1')).toEqual(upTo(5))
    expect(widget.seqs('conv_2')).toEqual(upTo(5))
  })

  it('the numbers of events come with a conversation id and a moment in UTC', async () => {
    const widget = await connect()
    await widget.join(CONVERSATION)
    await say()
    await expect.poll(() => widget.events).toHaveLength(1)
    expect(widget.events[0]?.conversationId).toBe(CONVERSATION)
    expect(Math.abs(Date.now() - Date.parse(widget.events[0]?.at ?? ''))).toBeLessThan(5000)
  })
})

describe('a join', () => {
  it('a join is answered with the whole conversation so far', async () => {
    await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    const widget = await connect('conv_abc123')
    const { seq, snapshot } = accepted(await widget.join('conv_abc123'))
    expect(seq).toBe(3)
    expect(snapshot).toMatchObject({
      seq: 3,
      transcript: [{ seq: 1, data: { text: 'I want to check my bill' } }],
      intent: { seq: 2, data: { name: 'billing_inquiry' } },
      routing: { seq: 3, data: { outcome: 'routed', skill: 'Billing Support' } },
      suggestions: null,
    })
    expect(widget.events).toEqual([])
  })

  it.each(['conv_abc123', 'sess_12345', 'int_777'])('a join by %s leads to the same conversation', async (alias) => {
    await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    const ids = { interactionId: 'int_777', conversationId: 'conv_abc123' }
    await bff.app.hearStream({ ...ids, transcript: 'and one more thing', speaker: 'customer' })
    const widget = await connect('conv_abc123')
    expect(accepted(await widget.join(alias))).toMatchObject({ conversationId: 'conv_abc123', seq: 4 })
    await bff.app.hearStream({ interactionId: 'int_777', transcript: 'over the stream', speaker: 'customer' })
    await sendJson(bff.url, '/webhook/cognigy', { ...EXAMPLE_ROUTING, text: 'by webhook' })
    await expect.poll(() => widget.seqs('conv_abc123')).toEqual([5, 6, 7, 8])
  })

  it('a join says whom the token names', async () => {
    const widget = await connect()
    expect(await widget.join(CONVERSATION)).toMatchObject({ ok: true, agentId: 'agent_1' })
    expect(await widget.join(CONVERSATION, { afterSeq: 0 })).toMatchObject({ ok: true, agentId: 'agent_1' })
  })

  it('a join that comes twice shows no event twice', async () => {
    const widget = await connect()
    await widget.join(CONVERSATION)
    await widget.join(CONVERSATION)
    await say(3)
    await expect.poll(() => widget.seqs()).toEqual([1, 2, 3])
  })
})

describe('a join after a number', () => {
  it.each([0, 1, 7, 9])(
    'a join after %d is followed by exactly what was missed, in order, after the acknowledgement',
    async (afterSeq) => {
      await say(10)
      const widget = await connect()
      const seenWhenAnswered = await new Promise<number>((resolve) => {
        const answered = (given: unknown): void => {
          expect(given).toMatchObject({ ok: true, seq: 10 })
          expect(given).not.toHaveProperty('snapshot')
          resolve(widget.events.length)
        }
        widget.socket.emit('conversation:join', { conversationId: CONVERSATION, afterSeq }, answered)
      })
      await expect.poll(() => widget.seqs()).toEqual(upTo(10, afterSeq + 1))
      expect(seenWhenAnswered).toBe(0)
    },
  )

  it('a join after a number is followed by nothing where nothing was missed', async () => {
    await say(10)
    const widget = await connect()
    expect(accepted(await widget.join(CONVERSATION, { afterSeq: 10 })).snapshot).toBeUndefined()
    await say()
    await expect.poll(() => widget.seqs()).toEqual([11])
  })

  it('a join after a number goes on live without a seam', async () => {
    await say(10)
    const widget = await connect()
    await widget.join(CONVERSATION, { afterSeq: 4 })
    await say(5)
    await expect.poll(() => widget.seqs()).toEqual(upTo(15, 5))
  })

  it.each([
    ['that is gone', { afterSeq: 3 }],
    ['from the future', { afterSeq: 9999 }],
    ['of another history', { afterSeq: 300, epoch: 'another' }],
  ])('a join after a number %s is answered with a snapshot instead', async (_what, more) => {
    await say(310)
    const widget = await connect()
    const answer = accepted(await widget.join(CONVERSATION, more))
    expect(answer.snapshot).toMatchObject({ seq: 310 })
    expect(answer.snapshot?.transcript).toHaveLength(200)
    await say()
    await expect.poll(() => widget.seqs()).toEqual([311])
  })

  it('a join after a number of the same history is followed by what was missed', async () => {
    await say(3)
    const first = await connect()
    const { epoch } = accepted(await first.join(CONVERSATION))
    await say(2)
    const again = await connect()
    expect(accepted(await again.join(CONVERSATION, { afterSeq: 3, epoch })).snapshot).toBeUndefined()
    await expect.poll(() => again.seqs()).toEqual([4, 5])
  })
})

describe('a join amid events', () => {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
  /** Leaves the process time to answer in between. */
  const sayWithBreath = async (): Promise<void> => {
    for (let n = 0; n < 50; n += 1) {
      await say(10)
      await turn()
    }
  }

  it.each([undefined, 0])(
    'a join in the middle of 500 events loses none and repeats none (after %s)',
    async (afterSeq) => {
      const widget = await connect()
      const publishing = sayWithBreath()
      const { seq, snapshot } = accepted(await widget.join(CONVERSATION, afterSeq === undefined ? {} : { afterSeq }))
      await publishing
      const from = snapshot === undefined ? 1 : seq + 1
      await expect.poll(() => widget.seqs().length).toBe(500 - from + 1)
      expect(widget.seqs()).toEqual(upTo(500, from))
    },
  )

  it('a join in the middle of 500 events loses none for ten widgets that join at different moments', async () => {
    const widgets = await Promise.all(Array.from({ length: 10 }, () => connect()))
    const publishing = sayWithBreath()
    const joins = widgets.map(async (widget, index) => {
      for (let n = 0; n < index * 3; n += 1) await turn()
      return accepted(await widget.join(CONVERSATION)).seq
    })
    const seqs = await Promise.all(joins)
    await publishing
    for (const [index, widget] of widgets.entries()) {
      const from = (seqs[index] ?? 0) + 1
      await expect.poll(() => widget.seqs().length).toBe(500 - from + 1)
      expect(widget.seqs()).toEqual(upTo(500, from))
    }
    expect(seqs.some((seq) => seq > 0 && seq < 500)).toBe(true)
  })
})

describe('a widget', () => {
  it('a widget in another room receives nothing', async () => {
    const other = await connect('conv_2')
    await other.join('conv_2')
    const widget = await connect()
    await widget.join(CONVERSATION)
    await say(3)
    await expect.poll(() => widget.seqs()).toEqual([1, 2, 3])
    await say(1, 'conv_2')
    await expect.poll(() => other.events.length).toBeGreaterThan(0)
    expect(other.events.map(({ conversationId }) => conversationId)).toEqual(['conv_2'])
  })

  it('a widget that left receives nothing more, by whichever id it left', async () => {
    await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    const widget = await connect('conv_abc123', CONVERSATION)
    await widget.join('conv_abc123')
    await widget.join(CONVERSATION)
    expect(await widget.ask('conversation:leave', { conversationId: 'sess_12345' })).toEqual({ ok: true })
    await sendJson(bff.url, '/webhook/cognigy', EXAMPLE_ROUTING)
    await say()
    await expect.poll(() => widget.seqs(CONVERSATION)).toEqual([1])
    expect(widget.seqs('conv_abc123')).toEqual([])
  })
})
