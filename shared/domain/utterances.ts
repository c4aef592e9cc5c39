/** One utterance often reaches us twice: in Cognigy's webhook and on its stream. Agents must see it once. */
import type { Speaker } from '../wire/vocabulary.ts'

/** Longest text of one utterance that is kept and shown, in UTF-16 code units. */
export const LONGEST_UTTERANCE = 10_000

/** How far apart the two deliveries of one utterance may be, in milliseconds. */
export const SAME_UTTERANCE_WINDOW_MS = 30_000

export type Channel = 'webhook' | 'stream'

export interface HeardUtterance {
  readonly utteranceId: string
  readonly channel: Channel
  readonly speaker: Speaker
  readonly text: string
  /** Milliseconds since 1970. */
  readonly heardAt: number
  /** The other channel has delivered it too, so it can match nothing more. */
  readonly matched: boolean
  /** The id that the other channel gave it, where it gave one. */
  readonly otherId?: string | undefined
}

const normalise = (text: string): string => text.normalize('NFKC').trim().replace(/\s+/gu, ' ')

/**
 * The oldest recent utterance that `candidate` repeats over the *other* channel, if any. Equal texts over the same
 * channel are two utterances: customers do say "yes" twice.
 */
export const findRepeated = (
  heard: readonly HeardUtterance[],
  candidate: Omit<HeardUtterance, 'utteranceId' | 'matched'>,
): HeardUtterance | undefined => {
  const text = normalise(candidate.text)
  return heard.find(
    (earlier) =>
      !earlier.matched &&
      earlier.channel !== candidate.channel &&
      earlier.speaker === candidate.speaker &&
      candidate.heardAt - earlier.heardAt <= SAME_UTTERANCE_WINDOW_MS &&
      normalise(earlier.text) === text,
  )
}
