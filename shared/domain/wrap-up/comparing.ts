/** Whether two texts are about the same, by the words that say something. */
import { type Lexicon, lexiconFor, wordsOf } from './lexicon.ts'

const SHORTEST_STEM = 4
/** How much longer a word may be than what it has in common with another: endings. */
const LONGEST_ENDING = 5

/** "cancel" and "cancellation", "refund" and "refunded". */
const isSameWord = (a: string, b: string): boolean => {
  if (a === b) return true
  const least = Math.min(a.length, b.length)
  let common = 0
  while (common < least && a[common] === b[common]) common += 1
  return common >= SHORTEST_STEM && Math.max(a.length, b.length) - common <= LONGEST_ENDING && common >= least - 1
}

/** The words that say something, each once. */
export const contentOf = (text: string, lexicon: Lexicon = lexiconFor([text])): readonly string[] => {
  const { stop, courtesies } = lexicon
  return [...new Set(wordsOf(text, lexicon.isSpaced).filter((word) => !stop.has(word) && !courtesies.has(word)))]
}

/** How many of these words stand among those. */
export const countShared = (words: readonly string[], among: readonly string[]): number =>
  words.filter((word) => among.some((other) => isSameWord(word, other))).length
