/** Rows of a board, as many as wanted, each of them another. */
import type { BoardRow } from '../../shared/wire/board.ts'
import { START } from './manual-clock.ts'

const NAMES = ['Dana Whitfield', 'Ramón Ortega', 'Aiko Mori', 'Lea Brandt', 'Omar Haddad', 'Jo Okafor', 'Élise Caron']
const SKILLS = ['Billing Support', 'Technical Support', 'Returns', 'Accounts']
const AGENTS = ['kim', 'robin', 'sasha', 'alex']
const TEXTS = [
  'I was charged twice and nobody answers me',
  'The router restarts every ten minutes',
  'Thank you, that helps',
  'When will the refund arrive? I was promised Tuesday',
  'Could you change the address on my order?',
]
const LEVELS = ['standard', 'standard', 'supervisor', 'standard', 'manager'] as const
const TRENDS = ['steady', 'rising', 'falling', 'steady'] as const
const STATES = ['active', 'active', 'bot', 'active', 'waiting', 'active'] as const

export const minutesAgo = (minutes: number): string => new Date(START - minutes * 60_000).toISOString()

const pick = <T>(from: readonly [T, ...T[]] | readonly T[], n: number): T | undefined => from[n % from.length]

/** The `n`th of them; the same `n` gives the same row. */
export const someRow = (n: number, changes: Partial<BoardRow> = {}): BoardRow => {
  const state = pick(STATES, n) ?? 'active'
  const level = pick(LEVELS, n) ?? 'standard'
  const skill = pick(SKILLS, n)
  const agentId = state === 'active' ? pick(AGENTS, n) : undefined
  const lastText = pick(TEXTS, n)
  return {
    conversationId: `conv_${String(n).padStart(5, '0')}`,
    customerName: `${pick(NAMES, n)}${n < NAMES.length ? '' : ` ${n}`}`,
    channel: 'chat',
    state,
    startedAt: minutesAgo(3 + (n % 40)),
    lastCustomerAt: minutesAgo(n % 7),
    trend: pick(TRENDS, n) ?? 'steady',
    level,
    frustration: { standard: 0.12, supervisor: 0.48, manager: 0.84 }[level],
    misunderstood: n % 9 === 0 ? 2 : 0,
    suggestionsUsed: n % 4,
    ...(skill !== undefined && { skill }),
    ...(agentId !== undefined && { agentId }),
    ...(lastText !== undefined && { lastText }),
    ...(n % 3 === 0 && { unansweredSince: minutesAgo(1 + (n % 6)) }),
    ...changes,
  }
}

export const someRows = (count: number): BoardRow[] => Array.from({ length: count }, (_, n) => someRow(n))

/** A row that says nothing but what is asked for: calm, with an agent, answered. */
export const calmRow = (conversationId: string, changes: Partial<BoardRow> = {}): BoardRow => ({
  conversationId,
  customerName: conversationId,
  agentId: 'kim',
  state: 'active',
  startedAt: minutesAgo(10),
  trend: 'steady',
  level: 'standard',
  frustration: 0.1,
  misunderstood: 0,
  suggestionsUsed: 0,
  ...changes,
})
