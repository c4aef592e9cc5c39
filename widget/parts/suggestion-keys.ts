/** The keys of the suggestions, scoped to their list: hosts have their own everywhere else. */
import type { CardAct } from '../suggestion-desk.ts'

export type KeyMeaning = CardAct | 'next' | 'previous' | 'first' | 'last' | 'keys'

/** As assistive technologies are told. */
export const CARD_KEYS = 'Enter C X Z Plus -'

const MEANINGS = new Map<string, KeyMeaning>([
  ['ArrowDown', 'next'],
  ['ArrowUp', 'previous'],
  ['Home', 'first'],
  ['End', 'last'],
  ['Enter', 'insert'],
  ['c', 'copy'],
  ['x', 'dismiss'],
  ['z', 'undo'],
  ['+', 'helpful'],
  ['-', 'unhelpful'],
  // The sign that the list of keys shows.
  ['\u2212', 'unhelpful'],
  ['?', 'keys'],
])
const MOVES: ReadonlySet<KeyMeaning> = new Set(['next', 'previous', 'first', 'last'])

/** What a key means, pressed on a card or on something in it; `undefined` where it means what it always does. */
export const meaningOf = (event: KeyboardEvent): KeyMeaning | undefined => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined
  const isPressable = event.target instanceof Element && event.target.matches('button, summary')
  if (event.key === 'Enter' && isPressable) return undefined
  const meaning = MEANINGS.get(event.key.length === 1 ? event.key.toLowerCase() : event.key)
  // Held down, a key moves on; it must not insert again and again.
  return meaning !== undefined && event.repeat && !MOVES.has(meaning) ? undefined : meaning
}
