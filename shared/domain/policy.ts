/** What no suggestion may say, however it is written (CONTRACT section 4). */
import type { Withheld } from '../wire/assist.ts'
import { ambiguousSigns, lookAlikes, unfoldedLookAlikes } from './look-alikes.ts'
import { wordForms } from './word-forms.ts'

export interface PhraseRules {
  readonly prohibitedPhrases: readonly string[]
  /** By phrase: what agents are told was withheld (never the phrase), and how many words may stand between its words. */
  readonly phraseDetails: Readonly<
    Record<string, { readonly label?: string | undefined; readonly filler?: number | undefined }>
  >
}

export interface PolicyRules extends PhraseRules {
  /** A suggestion with less confidence, or none, is withheld. In [0, 1]. */
  readonly minConfidence: number
  /** UTF-16 code units. */
  readonly longestText: number
}

/** What an upstream or a rules file suggests, text and source as agents would read them; a confidence is one in [0, 1]. */
export interface Candidate {
  readonly text: string
  readonly confidence: number | undefined
  readonly source: string
}

export type WithheldReason = 'prohibited_phrase' | 'low_confidence' | 'no_confidence' | 'too_long' | 'empty'

export interface Verdict {
  readonly reason: WithheldReason
  readonly rule: string
}

export interface Policy {
  /** `undefined`: it may be shown. */
  judge(candidate: Candidate): Verdict | undefined
}

/** Where a text can be read in two ways, which one is taken. */
interface Reading {
  /** Letters are what they look like as they stand (a Greek capital nu is an N), not what their small form looks like. */
  readonly byLooks: boolean
  /** Signs that look like letters are letters, not punctuation. */
  readonly signs: boolean
}

/** As phrases are read, whose words are in lower case and without signs. */
const PLAIN: Reading = { byLooks: false, signs: true }
const READINGS: readonly Reading[] = [
  PLAIN,
  { byLooks: true, signs: true },
  { byLooks: false, signs: false },
  { byLooks: true, signs: false },
]

const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu

/** What stands between a right-to-left override and its end is shown backwards. */
const inShownOrder = (text: string): string =>
  text.replace(/\u202e([^\u202c]*)\u202c?/gu, (_, backwards: string) => Array.from(backwards).reverse().join(''))

/**
 * Text as a reader sees it: compatibility forms, diacritics, invisible characters, case and look-alike letters undone.
 * Letters that look alike among themselves (i, l, 1; o, 0; m, rn) become one. Everything else is a single space.
 */
const asSeen = (text: string, { byLooks, signs }: Reading): string => {
  const written = Array.from(text, (letter) => {
    if (!signs && ambiguousSigns.has(letter)) return ' '
    return (byLooks ? unfoldedLookAlikes.get(letter) : undefined) ?? letter
  }).join('')
  const plain = written.normalize('NFKD').replace(INVISIBLE, '').toLowerCase()
  const latin = Array.from(plain, (letter) => lookAlikes.get(letter) ?? letter).join('')
  return (
    latin
      .toLowerCase()
      .replace(/[i1|]/g, 'l')
      .replace(/0/g, 'o')
      .replace(/m/g, 'rn')
      // Letters by name only: apostrophes, colons and strokes that modify the letter before them.
      .replace(/\p{Lm}/gu, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .replace(/([^l])\1{2,}/gu, '$1$1$1')
      .trim()
  )
}

const readings = (text: string): ReadonlySet<string> => {
  const shown = inShownOrder(text)
  return new Set(READINGS.map((reading) => asSeen(shown, reading)))
}

/** How often a letter may be repeated; without a bound, a text of little else would take long to read. */
const LONGEST_STRETCH = 2

/**
 * A word, stretched or spelled out: `r e e f u n d` is read as `refund`. Not so `l`, which stands for `i` too: stretched,
 * `illegal` would be read as `legal`.
 */
const spelled = (word: string): string =>
  Array.from(word.replace(/([^l])\1+/gu, '$1'), (letter) =>
    letter === 'l' ? letter : `${letter}(?: ?${letter}){0,${LONGEST_STRETCH}}`,
  ).join(' ?')

const BEFORE = '(?<![\\p{L}\\p{N}])'
const AFTER = '(?![\\p{L}\\p{N}])'

const compile = (phrase: string, filler: number): RegExp => {
  const words = phrase
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => `(?:${[...wordForms(word)].map((form) => spelled(asSeen(form, PLAIN))).join('|')})`)
  const between = filler === 0 ? ' ?' : `(?: ?| (?:[\\p{L}\\p{N}]+ ){1,${filler}})`
  return new RegExp(`${BEFORE}${words.join(between)}${AFTER}`, 'u')
}

/** What agents are told of a phrase that has no label, or one that would give a phrase away. */
const ANY_PHRASE = 'prohibited phrase'

/** Finds the label of the first phrase that a text contains, disguised or not. */
const createPhraseFinder = ({
  prohibitedPhrases,
  phraseDetails,
}: PhraseRules): ((text: string) => string | undefined) => {
  const compiled = prohibitedPhrases.map((phrase) => {
    const { label = ANY_PHRASE, filler = 0 } = Object.hasOwn(phraseDetails, phrase) ? (phraseDetails[phrase] ?? {}) : {}
    return { label, pattern: compile(phrase, filler) }
  })
  const find = (text: string) => {
    const seen = [...readings(text)]
    return compiled.find(({ pattern }) => seen.some((reading) => pattern.test(reading)))
  }
  const told = new Map(compiled.map(({ label }) => [label, find(label) === undefined ? label : ANY_PHRASE]))
  return (text) => told.get(find(text)?.label ?? '')
}

/** The test cases a policy carries that its own phrases fail. */
export const failedCases = (
  rules: PhraseRules & { readonly mustBlock: readonly string[]; readonly mustPass: readonly string[] },
): readonly { readonly list: 'mustBlock' | 'mustPass'; readonly index: number }[] => {
  const find = createPhraseFinder(rules)
  const failing = (list: 'mustBlock' | 'mustPass', wantsFound: boolean) =>
    rules[list].flatMap((text, index) => ((find(text) !== undefined) === wantsFound ? [] : [{ list, index }]))
  return [...failing('mustBlock', true), ...failing('mustPass', false)]
}

const isConfidence = (given: number | undefined): given is number => given !== undefined && given >= 0 && given <= 1

export const createPolicy = (rules: PolicyRules): Policy => {
  const { minConfidence, longestText } = rules
  const find = createPhraseFinder(rules)

  return {
    judge: ({ text, confidence, source }) => {
      if (text.replace(INVISIBLE, '').trim() === '') return { reason: 'empty', rule: 'empty text' }
      if (text.length > longestText) return { reason: 'too_long', rule: 'text length' }
      const label = find(text) ?? find(source)
      if (label !== undefined) return { reason: 'prohibited_phrase', rule: label }
      if (!isConfidence(confidence)) return { reason: 'no_confidence', rule: 'minimum confidence' }
      if (confidence < minConfidence) return { reason: 'low_confidence', rule: 'minimum confidence' }
      return undefined
    },
  }
}

/** Verdicts counted by reason and rule, as agents are told. */
export const countWithheld = (verdicts: readonly Verdict[]): Withheld[] => {
  const counted = new Map<string, Withheld>()
  for (const { reason, rule } of verdicts) {
    const key = `${reason} ${rule}`
    counted.set(key, { reason, rule, count: (counted.get(key)?.count ?? 0) + 1 })
  }
  return [...counted.values()]
}
