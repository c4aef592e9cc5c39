/** What an utterance encoder sees of a text: which words, word pairs and character runs it holds, and how often. */

import { atOnce, type Steps } from './steps.ts'

/** Characters beyond these do not count: the meaning of a longer utterance is in its beginning, and time is bounded. */
export const READ_CHARACTERS = 2000

/** Counted in one step: a fraction of a millisecond. */
const STEP_CHARACTERS = 250

const SHORTEST_RUN = 2
const LONGEST_RUN = 5
const BOUNDARY = ' '

/** n-gram to the number of its occurrences. */
export type Counts = ReadonlyMap<string, number>

export interface UtteranceFeatures {
  /** Words and pairs of neighbours; the ends of the utterance are neighbours too, as `^` and `$`. */
  readonly words: Counts
  /** Runs of 2 to 5 characters within a word, its boundaries included. */
  readonly characters: Counts
}

const wordPattern = /[\p{L}\p{M}\p{N}_]+/gu

const count = (counts: Map<string, number>, feature: string): void => {
  counts.set(feature, (counts.get(feature) ?? 0) + 1)
}

/** The words of a text as features know them: compatibility forms folded (NFKC), lower case. */
export const wordsOf = (text: string): readonly string[] =>
  text.slice(0, READ_CHARACTERS).normalize('NFKC').toLowerCase().match(wordPattern) ?? []

export const utteranceFeatures = (text: string): UtteranceFeatures => atOnce(featureSteps(text))

/** The same in steps. */
export function* featureSteps(text: string): Steps<UtteranceFeatures> {
  const words = new Map<string, number>()
  const characters = new Map<string, number>()
  let previous = '^'
  let counted = 0
  for (const word of wordsOf(text)) {
    if (counted >= STEP_CHARACTERS) {
      counted = 0
      yield
    }
    counted += word.length
    count(words, word)
    count(words, `${previous} ${word}`)
    previous = word
    const padded = BOUNDARY + word + BOUNDARY
    for (let length = SHORTEST_RUN; length <= LONGEST_RUN; length += 1) {
      // Some scripts have no blanks: a whole text may be one word.
      if (padded.length > STEP_CHARACTERS) yield
      for (let start = 0; start + length <= padded.length; start += 1) {
        count(characters, padded.slice(start, start + length))
      }
    }
  }
  if (previous !== '^') count(words, `${previous} $`)
  return { words, characters }
}
