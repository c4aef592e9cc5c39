/** Texts that say the same in nearly the same words: counted together, shown once. */
import { wordsIn } from './words.ts'

/** Shared words of two texts, of all words of both (Jaccard), from which they count as one. */
const ALIKE = 0.8
/** Words by which candidates are found: the rarest ones of a text. */
const RARE_WORDS = 4

const asNumber = (word: string): string => (/^\p{Nd}+$/u.test(word) ? '0' : word)

/** The words of a text with every number the same number. */
const wordSet = (text: string): ReadonlySet<string> => new Set(wordsIn(text).map(asNumber))

const isAlike = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => {
  const smaller = a.size < b.size ? a : b
  const larger = smaller === a ? b : a
  if (smaller.size < ALIKE * larger.size) return false
  let shared = 0
  for (const word of smaller) if (larger.has(word)) shared += 1
  return shared / (a.size + b.size - shared) >= ALIKE
}

export interface Counted {
  readonly text: string
  readonly count: number
}

/**
 * The group of each text, by the text that the group is known by: the most frequent of it.
 *
 * @param texts distinct
 */
export const nearDuplicates = (texts: readonly Counted[]): ReadonlyMap<string, string> => {
  const sets = new Map(texts.map(({ text }) => [text, wordSet(text)]))
  const seen = new Map<string, number>()
  for (const set of sets.values()) for (const word of set) seen.set(word, (seen.get(word) ?? 0) + 1)
  const rarest = (set: ReadonlySet<string>): readonly string[] =>
    [...set].sort((a, b) => (seen.get(a) ?? 0) - (seen.get(b) ?? 0) || (a < b ? -1 : 1)).slice(0, RARE_WORDS)
  const heads = new Map<string, string[]>()
  const groups = new Map<string, string>()
  for (const { text } of texts.toSorted((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1))) {
    const set = sets.get(text) ?? new Set()
    const rare = rarest(set)
    const near = rare.flatMap((word) => heads.get(word) ?? []).find((head) => isAlike(set, sets.get(head) ?? new Set()))
    groups.set(text, near ?? text)
    if (near !== undefined) continue
    // All words of a head lead to it, since what is rare in one text need not be in the other.
    for (const word of set) {
      const known = heads.get(word)
      if (known === undefined) heads.set(word, [text])
      else known.push(text)
    }
  }
  return groups
}
