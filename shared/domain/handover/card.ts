/** What the agent is shown of a handover. */
import type { HandoverData } from '../../wire/assist.ts'
import type { HandoverDraft } from '../../wire/handover.ts'
import type { HandoverFinding } from '../../wire/vocabulary.ts'
import { cutText } from '../conversation/cut-text.ts'

/** Keys that have a place of their own on the card. */
const PLACES = {
  intent: 'intent',
  customerName: 'customerName',
  summary: 'botSummary',
  reason: 'transferReason',
} as const
/** A card is read in seconds; who needs more finds it in the conversation. */
const LONGEST_VALUE = 2000
const MOST_COLLECTED = 50

const shownText = (value: unknown): string | undefined => {
  if (value === null || value === undefined) return undefined
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  return trimmed.length > LONGEST_VALUE ? `${cutText(trimmed, LONGEST_VALUE - 1)}…` : trimmed
}

/** @param queue as agents call it; absent where the conversation went to a person. */
export const handoverCard = (
  { contextData = {} }: HandoverDraft,
  queue: string | undefined,
  findings: readonly HandoverFinding[],
): HandoverData => {
  const entries = Object.entries(contextData)
  const textOf = (key: string): string | undefined => shownText(entries.find(([name]) => name === key)?.[1])
  const placed = Object.entries(PLACES).flatMap(([place, key]) => {
    const text = textOf(key)
    return text === undefined ? [] : [[place, text] as const]
  })
  const keysWithPlace: readonly string[] = Object.values(PLACES)
  const collected = entries
    .filter(([key]) => !keysWithPlace.includes(key))
    .flatMap(([key, value]) => {
      const text = shownText(value)
      return text === undefined ? [] : [[key, text] as const]
    })
  return {
    ...Object.fromEntries(placed),
    ...(queue === undefined ? {} : { queue }),
    collected: Object.fromEntries(collected.slice(0, MOST_COLLECTED)),
    warnings: findings.filter(({ severity }) => severity === 'warning'),
  }
}
