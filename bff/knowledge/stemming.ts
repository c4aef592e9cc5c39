/** Words as they are compared: stemmed by their language, and without those that tell nothing. */
import { LRUCache } from 'lru-cache'
import { newStemmer } from 'snowball-stemmers'
import * as stopword from 'stopword'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'
import { folded, languageOfScript, primaryLanguage, wordsIn } from '../../shared/domain/knowledge/words.ts'

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

/** A few words make up most of what is said, and a stemmer takes microseconds for each. */
const REMEMBERED_STEMS = 20_000

const stemBy = (name: string, algorithm: string): ((word: string) => string) => {
  const stemmer = newStemmer(algorithm)
  const remembered = new LRUCache<string, string>({
    max: REMEMBERED_STEMS,
    memoMethod: (word) => folded(stemmer.stem(accented[name]?.(word) ?? word)),
  })
  return (word) => remembered.memo(word)
}

const languages = new Map<string, Language>()
export const languageOf = (name: string): Language => {
  const known = languages.get(name)
  if (known !== undefined) return known
  const algorithm = STEMMERS[name]
  const stops = new Set((STOP_WORDS[name] ?? []).flatMap((word) => [folded(word), folded(word).replace(/['’]/gu, '')]))
  const language: Language = {
    stem: algorithm === undefined ? (word) => word : stemBy(name, algorithm),
    telling: (word) => !stops.has(word),
  }
  languages.set(name, language)
  return language
}

/** The language that the words of an entry are stemmed by. */
export const stemmingLanguage = ({ language, title = '', text }: Omit<KnowledgeEntry, 'id' | 'of'>): string =>
  language === undefined ? languageOfScript(`${title} ${text}`) : primaryLanguage(language)

export const stems = (text: string, name: string): readonly string[] => {
  const language = languageOf(name)
  return wordsIn(text).flatMap((word) => (language.telling(word) ? [language.stem(word)] : []))
}
