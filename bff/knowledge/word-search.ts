/** Finds passages and replies by their words: MiniSearch, over words folded, stemmed and without those that tell nothing. */
import MiniSearch, { type AsPlainObject, type Options } from 'minisearch'
import SearchableMap from 'minisearch/SearchableMap'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'
import type { WordHit } from '../../shared/domain/knowledge/rank.ts'
import { primaryLanguage, wordsIn } from '../../shared/domain/knowledge/words.ts'
import { IndexError } from '../index-files.ts'
import { languageOf, stemmingLanguage, stems } from './stemming.ts'

/** Fields hold stems with blanks between them: whoever puts an entry in has stemmed it by its own language. */
interface Indexed {
  readonly id: number
  readonly title: string
  readonly text: string
}
const OPTIONS: Options<Indexed> = {
  fields: ['title', 'text'],
  tokenize: (field) => (field === '' ? [] : field.split(' ')),
  processTerm: (term) => term,
}

const TITLE_COUNTS = 2
/** Typing errors are forgiven in words of so many letters. */
const TYPO_FROM = 5
/** More words of a question tell nothing more, and cost time. */
const MOST_WORDS = 40

export interface WordSearchOptions {
  /** Whether the last word may be unfinished. */
  readonly isTyping?: boolean
  /** Of the question, where it is known: else each language of the index has its say. */
  readonly language?: string | undefined
}

export interface WordSearch {
  /** Best first. */
  readonly search: (question: string, most: number, options?: WordSearchOptions) => readonly WordHit[]
  readonly toJSON: () => AsPlainObject
}

interface QueryWord {
  /** As it was typed, folded. */
  readonly word: string
  /** Stems, and the word itself. */
  readonly forms: readonly string[]
  readonly isLast: boolean
}

/** Fewer letters begin too many words to mean one; a sign of an unspaced script is a word already. */
const PREFIX_FROM = 3
const beginsWords = (word: string): boolean => word.length >= PREFIX_FROM || /[^\p{Script=Latin}\p{N}]/u.test(word)

const wordsOf = (question: string, names: readonly string[]): readonly QueryWord[] => {
  const words = wordsIn(question)
  const known = names.map(languageOf)
  const telling = (word: string): boolean => known.every((language) => language.telling(word))
  const kept = words.some(telling) ? words.filter(telling) : words
  const last = words.at(-1)
  return [...new Set(kept)].slice(-MOST_WORDS).map((word) => ({
    word,
    forms: [...new Set([...known.map(({ stem }) => stem(word)), word])],
    isLast: word === last,
  }))
}

/** How many entries each term of the index stands in. */
type Counts = SearchableMap<number>

/** What an unfinished or mistyped word may be: so many, the most frequent ones. */
const MOST_GUESSES = 20
/**
 * So many entries hold one of the rarer words of a question, and what holds only commoner ones is not looked at: it would
 * hardly be among the first, and costs most of the time.
 */
const ENOUGH_CANDIDATES = 1000

/** What a guess counts, of a word that was found as it is: less, the more it differs. */
const GUESSED = { ending: { most: 0.4, each: 0.3 }, typo: { most: 0.3, each: 1 } }
const weightOf = ({ most, each }: { readonly most: number; readonly each: number }, term: string, differs: number) =>
  (most * term.length) / (term.length + each * differs)

interface Looked {
  weight: number
  /** Indexes of the question's words that it may stand for. */
  readonly of: Set<number>
}

type Guess = readonly [term: string, count: number, weight: number]

const mostFrequent = (guesses: readonly Guess[]): readonly Guess[] =>
  guesses.length <= MOST_GUESSES ? guesses : guesses.toSorted(([, a], [, b]) => b - a).slice(0, MOST_GUESSES)

const endingsOf = (word: string, counts: Counts): readonly Guess[] =>
  mostFrequent(
    Array.from(counts.atPrefix(word), ([term, count]) => [
      term,
      count,
      weightOf(GUESSED.ending, term, term.length - word.length),
    ]),
  )

const typosOf = (word: string, counts: Counts): readonly Guess[] =>
  mostFrequent(
    Array.from(counts.fuzzyGet(word, 1), ([term, [count, distance]]) => [
      term,
      count,
      weightOf(GUESSED.typo, term, distance),
    ]),
  )

/** The terms that are looked up for the words of a question, rarest first, guesses at its last word after all others. */
const termsFor = (words: readonly QueryWord[], isTyping: boolean, counts: Counts): ReadonlyMap<string, Looked> => {
  const sure = new Map<string, Looked>()
  const guessed = new Map<string, Looked>()
  const look = (into: Map<string, Looked>, term: string, weight: number, word: number): void => {
    const looked = sure.get(term) ?? into.get(term) ?? { weight: 0, of: new Set() }
    if (!sure.has(term)) into.set(term, looked)
    looked.weight = Math.max(looked.weight, weight)
    looked.of.add(word)
  }
  for (const [n, { word, forms, isLast }] of words.entries()) {
    const known = forms.filter((form) => counts.has(form))
    for (const form of known) look(sure, form, 1, n)
    const stem = forms[0] ?? word
    if (isTyping && isLast && beginsWords(word))
      for (const [term, , weight] of endingsOf(word, counts)) look(guessed, term, weight, n)
    if (known.length === 0 && word.length >= TYPO_FROM)
      for (const [term, , weight] of typosOf(stem, counts)) look(guessed, term, weight, n)
  }
  const rarestFirst = (looked: ReadonlyMap<string, Looked>) =>
    [...looked].sort(([a], [b]) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0))
  return new Map([...rarestFirst(sure), ...rarestFirst(guessed).filter(([term]) => !sure.has(term))])
}

const searcher = (engine: MiniSearch<Indexed>, names: readonly string[], counts: Counts): WordSearch => ({
  search: (question, most, { isTyping = false, language } = {}) => {
    const one = language === undefined ? undefined : primaryLanguage(language)
    const words = wordsOf(question, one !== undefined && names.includes(one) ? [one] : names)
    const terms = termsFor(words, isTyping, counts)
    if (terms.size === 0) return []
    const candidates = new Set<number>()
    const found = engine.search(
      { combineWith: 'OR', queries: [...terms.keys()] },
      {
        boost: { title: TITLE_COUNTS },
        boostTerm: (term) => terms.get(term)?.weight ?? 1,
        boostDocument: (entry) => {
          if (candidates.has(entry)) return 1
          if (candidates.size >= ENOUGH_CANDIDATES) return 0
          candidates.add(entry)
          return 1
        },
      },
    )
    return found
      .map(({ id, score, queryTerms }): WordHit => {
        const matched = new Set(queryTerms.flatMap((term) => [...(terms.get(term)?.of ?? [])])).size
        // The engine multiplies by the terms that were found: of one word, several guesses count once.
        return { entry: id, score: (score / queryTerms.length) * matched, coverage: matched / words.length, matched }
      })
      .sort((a, b) => b.score - a.score || a.entry - b.entry)
      .slice(0, most)
  },
  toJSON: () => engine.toJSON(),
})

export const createWordSearch = (
  entries: readonly KnowledgeEntry[],
): WordSearch & { readonly languages: readonly string[] } => {
  const engine = new MiniSearch<Indexed>(OPTIONS)
  const names = new Set<string>()
  const counts: Counts = new SearchableMap()
  for (const [id, entry] of entries.entries()) {
    const name = stemmingLanguage(entry)
    names.add(name)
    const title = stems(entry.title ?? '', name)
    const text = stems([entry.text, ...(entry.tags ?? [])].join('\n'), name)
    for (const term of new Set([...title, ...text])) counts.update(term, (count = 0) => count + 1)
    engine.add({ id, title: title.join(' '), text: text.join(' ') })
  }
  const languagesThere = [...names].sort()
  return { ...searcher(engine, languagesThere, counts), languages: languagesThere }
}

/** An index as files hold it. */
export interface SavedWords {
  readonly saved: AsPlainObject
  /** How many entries each term stands in. */
  readonly counts: ReadonlyMap<string, number>
}

/**
 * @param names the languages that the index was made with
 * @param entries how many there are
 * @throws IndexError where it is the index of others
 */
export const loadWordSearch = (
  { saved, counts }: SavedWords,
  names: readonly string[],
  entries: number,
): WordSearch => {
  const engine = MiniSearch.loadJS<Indexed>(saved, OPTIONS)
  if (engine.documentCount !== entries) {
    throw new IndexError(`the words are those of ${engine.documentCount} entries, and there are ${entries}`)
  }
  return searcher(engine, names, SearchableMap.from([...counts]))
}
