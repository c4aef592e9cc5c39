/** The cues of a language, made ready for comparing; and which language a conversation is in. */
import { folded, wordsIn } from '../knowledge/words.ts'
import { arabic } from './cues/ar.ts'
import type { Cues } from './cues/cues.ts'
import { german } from './cues/de.ts'
import { english } from './cues/en.ts'
import { spanish } from './cues/es.ts'
import { french } from './cues/fr.ts'
import { japanese } from './cues/ja.ts'

export type SummaryLanguage = 'en' | 'de' | 'es' | 'fr' | 'ja' | 'ar'

/** Which kind of phrase; those of {@link Cues} that are found in sentences. */
export type CueName =
  | 'asks'
  | 'problems'
  | 'done'
  | 'failed'
  | 'promised'
  | 'immediate'
  | 'later'
  | 'closings'
  | 'offers'
  | 'misunderstood'
  | 'secrets'
  | 'reveals'
  | 'times'

export interface Lexicon {
  readonly language: SummaryLanguage
  readonly isSpaced: boolean
  /** @param comparable as {@link comparableOf} makes it */
  has(cue: CueName, comparable: string): boolean
  /** Longest first, as they are compared. */
  readonly greetings: readonly string[]
  readonly courtesies: ReadonlySet<string>
  readonly questions: ReadonlySet<string>
  readonly generic: ReadonlySet<string>
  readonly stop: ReadonlySet<string>
  readonly labelAfter: ReadonlySet<string>
  readonly labelBefore: ReadonlySet<string>
  readonly labelEnds: ReadonlySet<string>
  readonly auxiliaries: readonly (readonly string[])[]
  readonly isParticiple: (word: string) => boolean
}

const SPACED_WORD = /[\p{L}\p{N}_]+(?:'\p{L}+)*/gu

/** As texts are compared: folded, words apart by one blank, with a blank at both ends. */
export const comparableOf = (text: string, isSpaced: boolean): string =>
  isSpaced ? ` ${spacedWords(text).join(' ')} ` : folded(text)

const spacedWords = (text: string): readonly string[] => folded(text).replaceAll('’', "'").match(SPACED_WORD) ?? []

/** The words of a text, folded; with their apostrophes where the language sets words apart. */
export const wordsOf = (text: string, isSpaced: boolean): readonly string[] =>
  isSpaced ? spacedWords(text) : wordsIn(text)

const compile = (language: SummaryLanguage, cues: Cues): Lexicon => {
  const { isSpaced } = cues
  const comparable = (phrases: readonly string[]) => phrases.map((phrase) => comparableOf(phrase, isSpaced))
  const set = (words: readonly string[]) => new Set(words.flatMap((word) => wordsOf(word, isSpaced)))
  const found: Readonly<Record<CueName, readonly string[]>> = {
    asks: comparable(cues.asks),
    problems: comparable(cues.problems),
    done: comparable(cues.done),
    failed: comparable(cues.failed),
    promised: comparable(cues.promised),
    immediate: comparable(cues.immediate),
    later: comparable(cues.later),
    closings: comparable(cues.closings),
    offers: comparable(cues.offers),
    misunderstood: comparable(cues.misunderstood),
    secrets: comparable(cues.secrets),
    reveals: comparable(cues.reveals),
    times: comparable(cues.times),
  }
  const greetings = comparable(cues.greetings).toSorted((a, b) => b.length - a.length)
  return {
    language,
    isSpaced,
    has: (cue, text) => found[cue].some((phrase) => text.includes(phrase)),
    greetings,
    courtesies: set(cues.courtesies),
    questions: set(cues.questions),
    generic: set(cues.generic),
    stop: set(cues.stop),
    labelAfter: set(cues.labelAfter),
    labelBefore: set(cues.labelBefore),
    labelEnds: set(cues.labelEnds),
    auxiliaries: cues.auxiliaries.map((phrase) => spacedWords(phrase)),
    isParticiple: cues.isParticiple,
  }
}

const LEXICONS: Readonly<Record<SummaryLanguage, Lexicon>> = {
  en: compile('en', english),
  de: compile('de', german),
  es: compile('es', spanish),
  fr: compile('fr', french),
  ja: compile('ja', japanese),
  ar: compile('ar', arabic),
}
const BY_STOP_WORDS: readonly Lexicon[] = [LEXICONS.en, LEXICONS.de, LEXICONS.es, LEXICONS.fr]

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u
const ARABIC = /\p{Script=Arabic}/u
/** No language hides for longer, in characters. */
const TOLD_BY = 4000

/** By script, else by whose common words stand in it most; English where nothing tells. */
export const lexiconFor = (texts: readonly string[]): Lexicon => {
  const beginning = texts.join('\n').slice(0, TOLD_BY)
  if (KANA.test(beginning)) return LEXICONS.ja
  if (ARABIC.test(beginning)) return LEXICONS.ar
  const words = spacedWords(beginning)
  let best = LEXICONS.en
  let most = 0
  for (const lexicon of BY_STOP_WORDS) {
    const count = words.filter((word) => lexicon.stop.has(word)).length
    if (count > most) {
      best = lexicon
      most = count
    }
  }
  return best
}

/** `de-AT` is German; what there are no words in is English. */
export const summaryLanguage = (tag: string | undefined): SummaryLanguage => {
  const primary = tag?.toLowerCase().split('-')[0]
  switch (primary) {
    case 'de':
    case 'es':
    case 'fr':
    case 'ja':
    case 'ar':
      return primary
    default:
      return 'en'
  }
}
