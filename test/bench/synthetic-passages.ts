/** Passages of made-up words, as often as words of a language are (Zipf), the same at each run. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'

const WORDS = 30_000
/** The rank from which words are drawn: those before it are a language's stop words. */
const FIRST_RANK = 30
const SYLLABLES = [
  'ba',
  'ce',
  'di',
  'fo',
  'gu',
  'ha',
  'je',
  'ki',
  'lo',
  'mu',
  'na',
  'pe',
  'ri',
  'so',
  'tu',
  've',
  'wi',
  'xo',
  'yu',
  'za',
]

const wordOf = (rank: number): string => {
  let word = ''
  for (let left = rank + SYLLABLES.length; left > 0; left = Math.floor(left / SYLLABLES.length))
    word += SYLLABLES[left % SYLLABLES.length]
  return word
}

export interface SyntheticPassages {
  readonly entries: readonly KnowledgeEntry[]
  /** Four words each, the last one unfinished, one of the others mistyped. */
  readonly queries: readonly string[]
}

export const syntheticPassages = (passages: number, words: number, queries: number): SyntheticPassages => {
  const generator = xoroshiro128plus(7)
  const random = (): number => uniformFloat64(generator)
  const all = Array.from({ length: WORDS }, (_, rank) => wordOf(rank))
  // Of density 1/rank: a rank is uniform in the logarithm.
  const pick = (): string =>
    all[Math.min(WORDS - 1, Math.floor(FIRST_RANK * ((WORDS + FIRST_RANK) / FIRST_RANK) ** random()) - FIRST_RANK)] ??
    ''
  const some = (count: number): string => Array.from({ length: count }, pick).join(' ')
  const entries = Array.from({ length: passages }, (_, n): KnowledgeEntry => {
    const id = `article-${n}`
    return { id, of: id, kind: 'article', title: some(4), text: some(words), language: 'en', audience: 'customer' }
  })
  const typed = (): string => {
    const [a = '', b = '', c = '', d = ''] = [pick(), pick(), pick(), pick()]
    return `${a} ${b} ${c.slice(0, 2)}x${c.slice(3)} ${d.slice(0, 4)}`
  }
  return { entries, queries: Array.from({ length: queries }, typed) }
}
