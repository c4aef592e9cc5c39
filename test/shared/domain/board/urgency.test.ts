import { describe, expect, it } from 'vitest'
import { byUrgency, needsSomeone, urgencyOf } from '../../../../shared/domain/board/urgency.ts'
import type { BoardRow } from '../../../../shared/wire/board.ts'

const at = (minute: number): string => `2026-01-31T09:${String(minute).padStart(2, '0')}:00.000Z`
const row = (changes: Partial<BoardRow> = {}): BoardRow => ({
  conversationId: 'c',
  state: 'active',
  startedAt: at(0),
  trend: 'steady',
  misunderstood: 0,
  suggestionsUsed: 0,
  ...changes,
})
const isBefore = (one: BoardRow, other: BoardRow): boolean => byUrgency(urgencyOf(one), urgencyOf(other)) < 0

const escalated = row({ escalation: { level: 'supervisor', at: at(5) } })
const angry = row({ level: 'manager', unansweredSince: at(5), frustration: 0.9 })
const rising = row({ trend: 'rising', frustration: 0.4 })

describe('the urgency of a conversation', () => {
  it('an escalation that nobody has taken comes before everything else', () => {
    expect(urgencyOf(escalated)).toEqual({ reason: 'escalated', weight: 1, since: at(5) })
    for (const other of [angry, rising, row()]) expect(isBefore(escalated, other)).toBe(true)
  })

  it('an escalation to a manager comes before one to a supervisor, and among equals the older one', () => {
    expect(isBefore(row({ escalation: { level: 'manager', at: at(9) } }), escalated)).toBe(true)
    expect(isBefore(row({ escalation: { level: 'supervisor', at: at(4) } }), escalated)).toBe(true)
  })

  it('an escalation that somebody has taken, or that went back to the standard level, is none any more', () => {
    expect(urgencyOf(row({ escalation: { level: 'manager', at: at(5), takenBy: 'sup_1' } })).reason).toBe('rest')
    expect(urgencyOf(row({ escalation: { level: 'standard', at: at(5) } })).reason).toBe('rest')
  })

  it('an angry customer is urgent while nobody answers, the longer the more, and not once somebody has', () => {
    expect(urgencyOf(angry).reason).toBe('angry')
    expect(isBefore(row({ ...angry, unansweredSince: at(1) }), angry)).toBe(true)
    expect(urgencyOf(row({ level: 'manager' })).reason).toBe('rest')
    expect(urgencyOf(row({ level: 'supervisor', unansweredSince: at(1) })).reason).toBe('rest')
    expect(isBefore(angry, rising)).toBe(true)
  })

  it('what gets worse comes before what does not, by tenths, so that a hair moves nothing', () => {
    expect(isBefore(rising, row({ level: 'manager', frustration: 0.9 }))).toBe(true)
    expect(isBefore(row({ trend: 'rising', frustration: 0.52 }), rising)).toBe(true)
    const [one, other] = [0.41, 0.44].map((frustration) => urgencyOf(row({ trend: 'rising', frustration })))
    expect(one).toEqual(other)
  })

  it('the rest stands by mood, then by who waits for an agent, then by age', () => {
    const order = [
      row({ level: 'manager' }),
      row({ level: 'supervisor' }),
      row({ state: 'waiting' }),
      row({ startedAt: at(1) }),
      row({ startedAt: at(2) }),
      row({ state: 'bot' }),
    ]
    expect(order.toReversed().toSorted((a, b) => byUrgency(urgencyOf(a), urgencyOf(b)))).toEqual(order)
  })

  it('what has ended comes last, whatever it was', () => {
    const over = row({ ...angry, state: 'ended', escalation: { level: 'manager', at: at(1) } })
    expect(urgencyOf(over).reason).toBe('over')
    expect(isBefore(row(), over)).toBe(true)
  })

  it('somebody is needed for an escalation and for anger, and for nothing else', () => {
    expect(
      [escalated, angry, rising, row(), row({ state: 'ended' })].map((each) => needsSomeone(urgencyOf(each))),
    ).toEqual([true, true, false, false, false])
  })
})
