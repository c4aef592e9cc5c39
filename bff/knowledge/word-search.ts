/** Finds passages and replies by their words: MiniSearch, over words folded, stemmed and without those that tell nothing. */
import MiniSearch, { type AsPlainObject, type Options } from 'minisearch'
import { newStemmer } from 'snowball-stemmers'
import * as stopword from 'stopword'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'
import type { WordHit } from '../../shared/domain/knowledge/rank.ts'
import { folded, languageOfScript, primaryLanguage, wordsIn } from '../../shared/domain/knowledge/words.ts'
import { IndexError } from '../index-files.ts'

/** What is known of a language beyond its letters. */
interface Language {
  readonly stem: (word: string) => string
  readonly telling: (word: string) => boolean
}

const STEMMERS: Readonly<Record<string, string>> = {
  ar: 'arabic',
  da: 'danish',
  de: 'german',
  en: 'english',
  es: 'spanish',
  fi: 'finnish',
  fr: 'french',
  hu: 'hungarian',
  it: 'italian',
  nl: 'dutch',
  no: 'norwegian',
  nb: 'norwegian',
  pt: 'portuguese',
  ro: 'romanian',
  ru: 'russian',
  sv: 'swedish',
  tr: 'turkish',
}
const STOP_WORDS: Readonly<Record<string, readonly string[]>> = {
  ar: stopword.ara,
  de: stopword.deu,
  en: stopword.eng,
  es: stopword.spa,
  fr: stopword.fra,
  it: stopword.ita,
  ja: stopword.jpn,
  nl: stopword.nld,
  pt: stopword.por,
  zh: stopword.zho,
}

/** Stemmers know some endings by an accent that folding took, and that people leave out. */
const accented: Readonly<Record<string, (word: string) => string>> = {
  es: (word) => word.replace(/([cs])ion$/u, '$1ión'),
}

const languages = new Map<string, Language>()
const languageOf = (name: string): Language => {
  const known = languages.get(name)
  if (known !== undefined) return known
  const algorithm = STEMMERS[name]
  const stemmer = algorithm === undefined ? undefined : newStemmer(algorithm)
  const stops = new Set((STOP_WORDS[name] ?? []).flatMap((word) => [folded(word), folded(word).replace(/['’]/gu, '')]))
  const language: Language = {
    stem: (word) => (stemmer === undefined ? word : folded(stemmer.stem(accented[name]?.(word) ?? word))),
    telling: (word) => !stops.has(word),
  }
  languages.set(name, language)
  return language
}

/** The language that the words of an entry are stemmed by. */
const stemmingLanguage = ({ language, title = '', text }: Omit<KnowledgeEntry, 'id' | 'of'>): string =>
  language === undefined ? languageOfScript(`${title} ${text}`) : primaryLanguage(language)

const stems = (text: string, name: string): readonly string[] => {
  const language = languageOf(name)
  return wordsIn(text).flatMap((word) => (language.telling(word) ? [language.stem(word)] : []))
}

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

/** @param known the terms of the index: what stands there as it was typed is no typing error */
const searcher = (engine: MiniSearch<Indexed>, names: readonly string[], known: ReadonlySet<string>): WordSearch => ({
  search: (question, most, { isTyping = false, language } = {}) => {
    const one = language === undefined ? undefined : primaryLanguage(language)
    const words = wordsOf(question, one !== undefined && names.includes(one) ? [one] : names)
    if (words.length === 0) return []
    const wordOf = new Map(words.flatMap(({ forms }, n) => forms.map((form) => [form, n] as const)))
    const unfinished = words.find(({ isLast, word }) => isTyping && isLast && beginsWords(word))?.word
    const mistyped = new Set(
      words.flatMap(({ word, forms }) =>
        word.length < TYPO_FROM || forms.some((form) => known.has(form)) ? [] : forms.slice(0, 1),
      ),
    )
    const results = engine.search(
      { combineWith: 'OR', queries: words.flatMap(({ forms }) => forms) },
      {
        boost: { title: TITLE_COUNTS },
        prefix: (term) => term === unfinished,
        fuzzy: (term) => (mistyped.has(term) ? 1 : false),
        weights: { fuzzy: 0.3, prefix: 0.4 },
        maxFuzzy: 1,
      },
    )
    return results.slice(0, most).map(({ id, score, queryTerms }) => ({
      entry: id,
      score,
      coverage: new Set(queryTerms.map((term) => wordOf.get(term))).size / words.length,
    }))
  },
  toJSON: () => engine.toJSON(),
})

export const createWordSearch = (
  entries: readonly KnowledgeEntry[],
): WordSearch & { readonly languages: readonly string[] } => {
  const engine = new MiniSearch<Indexed>(OPTIONS)
  const names = new Set<string>()
  const known = new Set<string>()
  for (const [id, entry] of entries.entries()) {
    const name = stemmingLanguage(entry)
    names.add(name)
    const field = (text: string): string => {
      const terms = stems(text, name)
      for (const term of terms) known.add(term)
      return terms.join(' ')
    }
    engine.add({ id, title: field(entry.title ?? ''), text: field([entry.text, ...(entry.tags ?? [])].join('\n')) })
  }
  const languagesThere = [...names].sort()
  return { ...searcher(engine, languagesThere, known), languages: languagesThere }
}

/**
 * @param names the languages that the index was made with
 * @param entries how many there are
 * @throws IndexError where it is the index of others
 */
export const loadWordSearch = (saved: AsPlainObject, names: readonly string[], entries: number): WordSearch => {
  const engine = MiniSearch.loadJS<Indexed>(saved, OPTIONS)
  if (engine.documentCount !== entries) {
    throw new IndexError(`the words are those of ${engine.documentCount} entries, and there are ${entries}`)
  }
  return searcher(engine, names, new Set(saved.index.map(([term]) => term)))
}
