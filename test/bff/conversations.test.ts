/** Conversations over a store that takes its time, as a durable or shared one will. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createServiceStatus } from '../../bff/assist/service-status.ts'
import { createConversations } from '../../bff/conversations/conversations.ts'
import { systemClock } from '../../bff/deadline.ts'
import { createMetrics } from '../../bff/observe/metrics.ts'
import type { ConversationStore } from '../../bff/ports.ts'
import { createMemoryConversations } from '../../bff/store/memory-conversations.ts'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'

/** Pauses of different lengths, always the same ones. */
const createPauses = (): (() => Promise<void>) => {
  let state = 12_345
  return async () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    await sleep(state % 3)
  }
}

const slow = (store: ConversationStore): ConversationStore => {
  const pause = createPauses()
  const late =
    <A extends readonly unknown[], R>(act: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await pause()
      const result = await act(...args)
      await pause()
      return result
    }
  return {
    find: late(store.find),
    create: late(store.create),
    addAliases: late(store.addAliases),
    setAgent: late(store.setAgent),
    setHeard: late(store.setHeard),
    setScores: late(store.setScores),
    append: late(store.append),
    remove: late(store.remove),
    onDropped: store.onDropped,
  }
}

const createSlowConversations = () => {
  const sent: AssistEnvelope[] = []
  let ids = 0
  const newId = () => `id-${ids++}`
  const conversations = createConversations({
    store: slow(createMemoryConversations(newId)),
    push: { send: (_room, envelope) => void sent.push(envelope), rejoin: () => undefined, followed: () => [] },
    status: createServiceStatus(systemClock),
    clock: systemClock,
    metrics: createMetrics(),
    newId,
  })
  const seqsOf = (id: string) => sent.filter(({ conversationId }) => conversationId === id).map(({ seq }) => seq)
  return { conversations, sent, seqsOf }
}
const upTo = (last: number): number[] => Array.from({ length: last }, (_, n) => n + 1)
const said = (text: string, channel: 'webhook' | 'stream' = 'stream') =>
  ({ channel, speaker: 'customer', text }) as const

describe('over a slow store', () => {
  it('events of one conversation are numbered and sent one after the other', async () => {
    const { conversations, seqsOf } = createSlowConversations()
    await conversations.identify(['conv_1'])
    await Promise.all(upTo(20).map((n) => conversations.hear('conv_1', said(`line ${n}`))))
    expect(seqsOf('conv_1')).toEqual(upTo(20))
  })

  it('strangers who name the same new conversation at once make one', async () => {
    const { conversations, seqsOf } = createSlowConversations()
    const named = await Promise.all(upTo(10).map(() => conversations.identify(['conv_1', 'sess_1'])))
    expect(new Set(named)).toEqual(new Set(['conv_1']))
    await conversations.hear('sess_1', said('hello'))
    expect(seqsOf('conv_1')).toEqual([1])
  })

  it('a conversation that nobody named before is made once, however many speak in it at once', async () => {
    const { conversations, seqsOf } = createSlowConversations()
    await Promise.all(upTo(10).map((n) => conversations.hear('conv_1', said(`line ${n}`))))
    expect(seqsOf('conv_1')).toEqual(upTo(10))
  })

  it('what waits for a conversation while it becomes part of another is sent there, in order', async () => {
    const { conversations, sent, seqsOf } = createSlowConversations()
    await conversations.identify(['conv_1'])
    await conversations.identify(['int_1'])
    await conversations.hear('int_1', said('before'))
    const work = [
      ...upTo(15).map((n) => conversations.hear('int_1', said(`stream ${n}`))),
      conversations.identify(['conv_1', 'int_1']),
      ...upTo(15).map((n) => conversations.hear('conv_1', said(`webhook ${n}`, 'webhook'))),
      ...upTo(15).map((n) => conversations.hear('int_1', said(`late ${n}`))),
    ]
    await Promise.all(work)
    expect(seqsOf('conv_1')).toEqual(upTo(46))
    const texts = sent.flatMap((event) =>
      event.conversationId === 'conv_1' && event.type === 'transcript' ? [event.data.text] : [],
    )
    expect(new Set(texts).size).toBe(46)
  })

  it('an utterance that both channels deliver while two conversations become one is shown once', async () => {
    const { conversations, sent } = createSlowConversations()
    await conversations.identify(['conv_1'])
    await conversations.identify(['int_1'])
    await Promise.all([
      conversations.hear('int_1', said('my bill')),
      conversations.identify(['conv_1', 'int_1']),
      conversations.hear('conv_1', said('my bill', 'webhook')),
      conversations.hear('int_1', said('please')),
      conversations.hear('conv_1', said('please', 'webhook')),
    ])
    const texts = sent.flatMap((event) =>
      event.conversationId === 'conv_1' && event.type === 'transcript' ? [event.data.text] : [],
    )
    expect(texts.toSorted()).toEqual(['my bill', 'please'])
  })
})
