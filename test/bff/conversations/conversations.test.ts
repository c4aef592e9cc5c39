/** Conversations over a store that takes its time, as a durable or shared one will. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createConversations } from '../../../bff/conversations/conversations.ts'
import { systemClock } from '../../../bff/deadline.ts'
import { createMetrics } from '../../../bff/observe/metrics.ts'
import { createMemoryStore } from '../../../bff/store/memory/store.ts'
import type { AssistEnvelope } from '../../../shared/wire/assist.ts'
import { createAloneStatus } from '../../support/alone-status.ts'
import { slow } from '../../support/slow-store.ts'

const CONTACT = { conversationId: 'conv_1' }
const SESSION = { sessionId: 'sess_1' }
const INTERACTION = { interactionId: 'int_1' }

/** Pauses of different lengths, some of them long, for one seed always the same ones. */
const createPauses = (seed: number): (() => Promise<void>) => {
  let state = seed
  return async () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    await sleep(state % 7 === 0 ? 30 : state % 3)
  }
}

const createSlowConversations = (seed: number) => {
  const sent: AssistEnvelope[] = []
  let ids = 0
  const newId = () => `id-${ids++}`
  const store = createMemoryStore({ newId, clock: systemClock }).conversations
  store.onCommit(({ envelopes }) => void sent.push(...envelopes))
  const conversations = createConversations({
    store: slow(store, createPauses(seed)),
    push: { followed: () => [] },
    status: createAloneStatus(),
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

/** Races show in some orders only, so each case runs in many, all at the same time. */
const inManyOrders = async (
  act: (parts: ReturnType<typeof createSlowConversations>) => Promise<void>,
): Promise<void> => {
  await Promise.all(upTo(24).map((seed) => act(createSlowConversations(seed * 7919))))
}
const textsOf = (sent: readonly AssistEnvelope[], id: string) =>
  sent.flatMap((event) => (event.conversationId === id && event.type === 'transcript' ? [event.data.text] : []))

describe('over a slow store', () => {
  it('events of one conversation are numbered and sent one after the other', () =>
    inManyOrders(async ({ conversations, seqsOf }) => {
      await conversations.identify(CONTACT)
      await Promise.all(upTo(10).map((n) => conversations.hear(CONTACT, said(`line ${n}`))))
      expect(seqsOf('conv_1')).toEqual(upTo(10))
    }))

  it('strangers who name the same new conversation at once make one', () =>
    inManyOrders(async ({ conversations, seqsOf }) => {
      await Promise.all(
        upTo(10).map(async (n) => {
          expect(await conversations.identify({ ...CONTACT, ...SESSION })).toBe('conv_1')
          await conversations.hear(SESSION, said(`line ${n}`))
        }),
      )
      expect(seqsOf('conv_1')).toEqual(upTo(10))
    }))

  it('a conversation that nobody named before is made once, however many speak in it at once', () =>
    inManyOrders(async ({ conversations, seqsOf }) => {
      await Promise.all(upTo(10).map((n) => conversations.hear(CONTACT, said(`line ${n}`))))
      expect(seqsOf('conv_1')).toEqual(upTo(10))
    }))

  it('what waits for a conversation while it becomes part of another is sent there, in order', () =>
    inManyOrders(async ({ conversations, sent, seqsOf }) => {
      await conversations.identify(CONTACT)
      await conversations.identify(INTERACTION)
      await conversations.hear(INTERACTION, said('before'))
      await Promise.all([
        ...upTo(8).map((n) => conversations.hear(INTERACTION, said(`stream ${n}`))),
        conversations.identify({ ...CONTACT, ...INTERACTION }),
        ...upTo(8).map((n) => conversations.hear(CONTACT, said(`webhook ${n}`, 'webhook'))),
        ...upTo(8).map((n) => conversations.hear(INTERACTION, said(`late ${n}`))),
      ])
      expect(seqsOf('conv_1')).toEqual(upTo(25))
      expect(new Set(textsOf(sent, 'conv_1')).size).toBe(25)
    }))

  it('an utterance that both channels deliver while two conversations become one is shown once', () =>
    inManyOrders(async ({ conversations, sent }) => {
      await conversations.identify(CONTACT)
      await conversations.identify(INTERACTION)
      await Promise.all([
        conversations.hear(INTERACTION, said('my bill')),
        conversations.identify({ ...CONTACT, ...INTERACTION }),
        conversations.hear(CONTACT, said('my bill', 'webhook')),
        conversations.hear(INTERACTION, said('please')),
        conversations.hear(CONTACT, said('please', 'webhook')),
      ])
      expect(textsOf(sent, 'conv_1').toSorted()).toEqual(['my bill', 'please'])
    }))
})
