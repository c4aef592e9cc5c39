import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEvent, emptySnapshot, SNAPSHOT_UTTERANCES } from '../../../../shared/domain/conversation/conversation.ts'
import { type AssistEnvelope, type AssistEvent, conversationSnapshot } from '../../../../shared/wire/assist.ts'

const AT = '2026-01-31T09:30:00.000Z'
const SOME_CONVERSATION = 'conv_1'

const events: fc.Arbitrary<AssistEvent> = fc.oneof(
  fc
    .string()
    .map((text): AssistEvent => ({ type: 'transcript', data: { utteranceId: text, speaker: 'customer', text } })),
  fc
    .constantFrom('billing_inquiry', '__proto__', 'constructor')
    .map((name): AssistEvent => ({ type: 'intent', data: { name, score: 0.9, threshold: 0.85, accepted: true } })),
  fc.string().map((skill): AssistEvent => ({ type: 'routing', data: { outcome: 'routed', skill } })),
  fc.boolean().map((escalated): AssistEvent => ({ type: 'fallback', data: { text: 'x', candidates: [], escalated } })),
  fc.boolean().map(
    (cached): AssistEvent => ({
      type: 'suggestions',
      data: { basedOn: null, suggestions: [], fallback: false, cached, withheld: [] },
    }),
  ),
  fc
    .constantFrom('standard' as const, 'manager' as const)
    .map((level): AssistEvent => ({ type: 'frustration', data: { score: 0.5, level } })),
  fc
    .constantFrom('agent' as const, 'misunderstood' as const)
    .map((cause): AssistEvent => ({ type: 'escalation', data: { level: 'manager', cause } })),
  fc.string().map((summary): AssistEvent => ({ type: 'handover', data: { summary, collected: {}, warnings: [] } })),
  fc
    .constantFrom('live' as const, 'ended' as const)
    .map((state): AssistEvent => ({ type: 'status', data: { state, since: AT } })),
)

const numbered = (list: readonly AssistEvent[]): AssistEnvelope[] =>
  list.map((event, index) => ({ conversationId: SOME_CONVERSATION, seq: index + 1, at: AT, ...event }))

const fold = (envelopes: readonly AssistEnvelope[]) => envelopes.reduce(applyEvent, emptySnapshot(SOME_CONVERSATION))

describe('a folded conversation', () => {
  it('a conversation as the fold of its events counts every event once and stays within the wire schema', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 60 }), (list) => {
        const snapshot = fold(numbered(list))
        expect(snapshot.seq).toBe(list.length)
        expect(conversationSnapshot.safeParse(snapshot).success).toBe(true)
      }),
    )
  })

  it('a conversation as the fold of its events takes no harm from events that come twice, or again after newer ones', () => {
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 40 }), fc.infiniteStream(fc.nat(10)), (list, back) => {
        const envelopes = numbered(list)
        const stuttered = envelopes.flatMap((envelope, index) => {
          const again = envelopes[index - (back.next().value ?? 0)]
          return again === undefined ? [envelope] : [envelope, again, envelope]
        })
        expect(fold(stuttered)).toEqual(fold(envelopes))
      }),
    )
  })

  it('a conversation as the fold of its events shows the newest of each type, with its number', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 60 }), (list) => {
        const envelopes = numbered(list)
        const snapshot = fold(envelopes)
        const newest = (type: AssistEvent['type']) => envelopes.findLast((envelope) => envelope.type === type)
        expect(snapshot.routing?.seq).toBe(newest('routing')?.seq)
        expect(snapshot.routing?.data).toEqual(newest('routing')?.data)
        expect(snapshot.intent?.seq).toBe(newest('intent')?.seq)
        expect(snapshot.suggestions?.data).toEqual(newest('suggestions')?.data)
        expect(snapshot.status?.seq).toBe(newest('status')?.seq)
      }),
    )
  })

  it('a conversation as the fold of its events gives the same whether it is folded at once or continued from a snapshot', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 40 }), fc.nat(40), (list, cut) => {
        const envelopes = numbered(list)
        const early = fold(envelopes.slice(0, cut))
        const kept = structuredClone(early)
        expect(envelopes.slice(cut).reduce(applyEvent, early)).toEqual(fold(envelopes))
        expect(early).toEqual(kept)
      }),
    )
  })

  it(`a conversation as the fold of its events keeps the newest ${SNAPSHOT_UTTERANCES} utterances, oldest first`, () => {
    const list = Array.from({ length: SNAPSHOT_UTTERANCES + 5 }, (_, n): AssistEvent => {
      return { type: 'transcript', data: { utteranceId: `u${n}`, speaker: 'agent', text: `line ${n}` } }
    })
    const { transcript } = fold(numbered(list))
    expect(transcript).toHaveLength(SNAPSHOT_UTTERANCES)
    expect(transcript[0]?.data.utteranceId).toBe('u5')
    expect(transcript.at(-1)?.data.utteranceId).toBe(`u${SNAPSHOT_UTTERANCES + 4}`)
  })
})
