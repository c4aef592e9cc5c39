/** When conversations needed somebody, and how many did so at once in each minute of the last hour. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { noMentions } from '../../../../bff/store/memory/mentioned.ts'
import { lastHourOf, neededOn, neededTogether, type Spell } from '../../../../shared/domain/board/needed.ts'
import { rowOf } from '../../../../shared/domain/board/row.ts'
import { needsSomeoneNow } from '../../../../shared/domain/board/standing.ts'
import { needsSomeone, urgencyOf } from '../../../../shared/domain/board/urgency.ts'
import { applyEvent } from '../../../../shared/domain/conversation/conversation.ts'
import { newRecord } from '../../../../shared/domain/conversation/record.ts'
import type { AssistEnvelope, AssistEvent, FrustrationData } from '../../../../shared/wire/assist.ts'

const MINUTE = 60_000
/** Minutes before the end of the hour that is looked at. */
const NOW = 10_000 * MINUTE
const ago = (minutes: number): number => NOW - minutes * MINUTE
const isoAgo = (minutes: number): string => new Date(ago(minutes)).toISOString()
const spell = (since: number, until?: number): Spell =>
  until === undefined ? { since: ago(since) } : { since: ago(since), until: ago(until) }

const events: fc.Arbitrary<AssistEvent> = fc.oneof(
  fc
    .constantFrom('customer' as const, 'agent' as const, 'bot' as const)
    .map((speaker): AssistEvent => ({ type: 'transcript', data: { utteranceId: speaker, speaker, text: 'a' } })),
  fc
    .record({
      level: fc.constantFrom('standard' as const, 'supervisor' as const, 'manager' as const),
      recent: fc.constantFrom<FrustrationData['recent'][]>(
        undefined,
        [],
        [{ utteranceId: 'a', frustration: 1, score: 1, tone: 'negative' }],
      ),
      unscored: fc.constantFrom(undefined, 'language' as const),
    })
    .map((data): AssistEvent => ({ type: 'frustration', data: { score: 0.5, ...data } })),
  fc
    .record({
      level: fc.constantFrom('standard' as const, 'supervisor' as const, 'manager' as const),
      takenBy: fc.constantFrom(undefined, 'sup_1'),
    })
    .map((data): AssistEvent => ({ type: 'escalation', data: { cause: 'agent', ...data } })),
  fc
    .constantFrom('ended' as const, 'live' as const)
    .map((state): AssistEvent => ({ type: 'status', data: { state, since: isoAgo(0) } })),
)

describe('whether a conversation needs somebody', () => {
  it('whether a conversation needs somebody is what its row on the board says, whatever happened in it', () => {
    let needed = 0
    fc.assert(
      fc.property(fc.array(events, { minLength: 1, maxLength: 6 }), (happened) => {
        const record = newRecord('conv_1', 'epoch', noMentions())
        const replayable = happened.map(
          (event, n): AssistEnvelope => ({ ...event, conversationId: 'conv_1', seq: n + 1, at: isoAgo(10 - n) }),
        )
        const snapshot = replayable.reduce(applyEvent, record.snapshot)
        const row = rowOf({ ...record, replayable, snapshot, activeAt: NOW })
        if (row === undefined) throw new Error('something happened, and there is no row')
        expect(needsSomeoneNow(snapshot)).toBe(needsSomeone(urgencyOf(row)))
        if (needsSomeoneNow(snapshot)) needed += 1
      }),
      { seed: 20, numRuns: 600 },
    )
    expect(needed).toBeGreaterThan(50)
  })
})

describe('the spells in which a conversation needed somebody', () => {
  it('the spells begin and end with the need, and stay as they are while it does', () => {
    const none: readonly Spell[] = []
    expect(neededOn(none, false, ago(9))).toBe(none)
    const begun = neededOn(none, true, ago(9))
    expect(begun).toEqual([spell(9)])
    expect(neededOn(begun, true, ago(8))).toBe(begun)
    const ended = neededOn(begun, false, ago(7))
    expect(ended).toEqual([spell(9, 7)])
    expect(neededOn(ended, true, ago(6))).toEqual([spell(9, 7), spell(6)])
  })

  it('the spells of more than an hour ago are forgotten, and there are never more than thirty', () => {
    expect(neededOn([spell(80, 70), spell(65, 59)], true, NOW)).toEqual([spell(65, 59), spell(0)])
    expect(neededOn([spell(80)], false, NOW)).toEqual([spell(80, 0)])
    let many: readonly Spell[] = []
    for (let n = 0; n < 100; n += 1) many = neededOn(many, n % 2 === 0, ago(10) + n)
    expect(many).toHaveLength(30)
    expect(many.at(-1)).toEqual({ since: ago(10) + 98, until: ago(10) + 99 })
  })

  it('the spells of two conversations that turn out to be one are those in which either needed somebody', () => {
    expect(neededTogether([spell(9, 7), spell(5, 4)], [])).toEqual([spell(9, 7), spell(5, 4)])
    expect(neededTogether([spell(9, 7), spell(5, 4)], [spell(8, 6), spell(3)])).toEqual([
      spell(9, 6),
      spell(5, 4),
      spell(3),
    ])
    expect(neededTogether([spell(9)], [spell(8, 6), spell(3)])).toEqual([spell(9)])
    expect(neededTogether([spell(9, 2)], [spell(5)])).toEqual([spell(9)])
  })
})

describe('the last hour', () => {
  it('the last hour says of each minute how many needed somebody at once when it was worst', () => {
    const counts = lastHourOf(
      [spell(90, 61), spell(200, 58.5), spell(3.5, 2.5), spell(3.2, 1.2), spell(0.5)],
      ago(300),
      NOW,
    )
    expect(counts).toHaveLength(60)
    expect(counts.slice(0, 3)).toEqual([1, 1, 0])
    expect(counts.slice(-5)).toEqual([0, 2, 2, 1, 1])
  })

  it('the last hour counts whom it takes from one to the next once in the minute in which none needed two', () => {
    expect(lastHourOf([spell(0.9, 0.7), spell(0.5, 0.3)], ago(1), NOW)).toEqual([1])
  })

  it('the last hour is as long as something is known, and a minute at least', () => {
    expect(lastHourOf([], NOW, NOW)).toEqual([0])
    expect(lastHourOf([spell(2.5)], ago(2.5), NOW)).toEqual([1, 1, 1])
  })
})
