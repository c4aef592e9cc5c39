/** What an agent finds who looks at a customer that waits: whether the panel has anything for what was said last. */
import type { SuggestionsData, TranscriptData } from '../../shared/wire/assist.ts'

/** What of a widget a look goes by. */
export interface LookedAt {
  readonly transcript: readonly TranscriptData[]
  readonly suggestions: SuggestionsData | undefined
}

/** Looks at customers who wait, and what was found. */
export interface Looks {
  readonly waiting: number
  /** With at least one suggestion for what the customer said last. */
  readonly current: number
  /** Of those: with nothing but the generic replies. */
  readonly generic: number
}

export const NO_LOOKS: Looks = { waiting: 0, current: 0, generic: 0 }

/** Takes one more look. Nobody waits where somebody else than the customer spoke last. */
export const lookAt = (looks: Looks, { transcript, suggestions }: LookedAt): Looks => {
  const last = transcript.at(-1)
  if (last?.speaker !== 'customer') return looks
  const isCurrent = suggestions?.basedOn === last.utteranceId && suggestions.suggestions.length > 0
  return {
    waiting: looks.waiting + 1,
    current: looks.current + (isCurrent ? 1 : 0),
    generic: looks.generic + (isCurrent && suggestions.fallback ? 1 : 0),
  }
}

/** For example `of 120 looks at customers who wait, 108 (90 %) found suggestions for what was said last, 12 of them generic`. */
export const describeLooks = ({ waiting, current, generic }: Looks): string =>
  `of ${waiting.toLocaleString('en')} looks at customers who wait, ${current.toLocaleString('en')} (${Math.floor((current / Math.max(1, waiting)) * 100)} %) found suggestions for what was said last, ${generic.toLocaleString('en')} of them generic`
