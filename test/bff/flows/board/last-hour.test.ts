/** What of the last hour a board is told: of its own conversations, whoever wrote them down. */
import { describe, expect, it } from 'vitest'
import { lastHourOn } from '../../../../bff/flows/board/last-hour.ts'
import type { Spell } from '../../../../shared/domain/board/needed.ts'
import { BoardView } from '../../../../shared/domain/board/view.ts'
import type { BoardRow } from '../../../../shared/wire/board.ts'

const NOW = Date.parse('2026-01-31T09:30:00.000Z')
const ago = (minutes: number): number => NOW - minutes * 60_000
const isoAgo = (minutes: number): string => new Date(ago(minutes)).toISOString()
const spell = (since: number, until?: number): Spell =>
  until === undefined ? { since: ago(since) } : { since: ago(since), until: ago(until) }

describe('the last hour of a board', () => {
  const row = (changes: Partial<BoardRow> = {}): BoardRow => ({
    conversationId: 'c',
    state: 'active',
    startedAt: isoAgo(5),
    trend: 'steady',
    misunderstood: 0,
    suggestionsUsed: 0,
    ...changes,
  })
  const board = new BoardView(({ skill }) => skill !== 'another', 1, new Map())

  it('the last hour of a board is of the conversations that it shows, those that ended among them', () => {
    const rows = [
      { ...row({ escalation: { level: 'manager', at: isoAgo(2.5) } }), needed: [spell(2.5)] },
      { ...row({ state: 'ended', endedAt: isoAgo(1.5) }), needed: [spell(4.5, 1.5)] },
      { ...row({ skill: 'another', startedAt: isoAgo(50) }), needed: [spell(45)] },
    ]
    expect(lastHourOn(board, rows, NOW)).toEqual([1, 1, 2, 2, 1])
    expect(lastHourOn(board, [], NOW)).toEqual([0])
  })

  it('the last hour of a board has no need that nobody has any more, though nobody wrote down its end', () => {
    expect(lastHourOn(board, [{ ...row(), needed: [spell(4.5)] }], NOW)).toEqual([1, 0, 0, 0, 0])
  })
})
