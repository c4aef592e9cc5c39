/** One utterance often reaches us twice: in Cognigy's webhook and on its stream. Agents must see it once. */
import type { Speaker } from '../../wire/vocabulary.ts'
import { cutText } from './cut-text.ts'
import { unicodeForm } from './unicode-form.ts'

/** Longest text of one utterance that is kept and shown, in UTF-16 code units. */
export const LONGEST_UTTERANCE = 10_000

/** How far apart the two deliveries of one utterance may be, in milliseconds. */
export const SAME_UTTERANCE_WINDOW_MS = 30_000

/** Who tells us of an utterance: the routing webhook, one of the other two, the stream, or CXone's event hub. Each tells of it once. */
export type Channel = 'webhook' | 'fallback' | 'sentiment' | 'stream' | 'hub'

export interface HeardUtterance {
  readonly utteranceId: string
  /** The channels that told of it, the first one first. */
  readonly toldBy: readonly [Channel, ...Channel[]]
  readonly speaker: Speaker
  /** Stands for the text: equal where two channels tell the same. Made once, since making it costs more than all comparing. */
  readonly key: string
  /** Milliseconds since 1970. */
  readonly heardAt: number
  /** The id that a later channel gave it, where one did. */
  readonly otherId?: string | undefined
}

/** All but single blanks: most texts hold nothing else, and are not made anew. */
const SPACING = /[^\S ]\s*| \s+/gu

/** A text without what channels differ in: spacing, Unicode form, and what is beyond the longest that is kept. */
export const comparable = (text: string): string =>
  unicodeForm(cutText(text, LONGEST_UTTERANCE), 'NFKC').trim().replace(SPACING, ' ')

/** A bot's flow calls these about what was said just now; another channel may be behind, and pairs off from the oldest on. */
const ABOUT_THE_NEWEST: ReadonlySet<Channel> = new Set(['fallback', 'sentiment'])

/**
 * The recent utterance that `candidate` tells of once more, over another channel than those that told of it already.
 * Equal texts over the same channel are two utterances: customers do say "yes" twice.
 */
export const findRepeated = (
  heard: readonly HeardUtterance[],
  candidate: Omit<HeardUtterance, 'utteranceId' | 'toldBy'> & { readonly channel: Channel },
): HeardUtterance | undefined => {
  const isSame = (earlier: HeardUtterance): boolean =>
    !earlier.toldBy.includes(candidate.channel) &&
    earlier.speaker === candidate.speaker &&
    candidate.heardAt - earlier.heardAt <= SAME_UTTERANCE_WINDOW_MS &&
    earlier.key === candidate.key
  return ABOUT_THE_NEWEST.has(candidate.channel) ? heard.findLast(isSame) : heard.find(isSame)
}
