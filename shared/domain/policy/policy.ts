/** What no suggestion may say, however it is written (docs/contract.md section 4). */
import type { Withheld } from '../../wire/assist.ts'
import { isBlank, type Reading, readings } from './as-seen.ts'
import { createPhraseAutomaton } from './phrase-automaton.ts'

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

type WithheldReason = 'prohibited_phrase' | 'low_confidence' | 'no_confidence' | 'too_long' | 'empty'

export interface Verdict {
  readonly reason: WithheldReason
  readonly rule: string
}

export interface Policy {
  /** `undefined`: it may be shown. */
  judge(candidate: Candidate): Verdict | undefined
}

/** What agents are told of a phrase that has no label, or one that would give a phrase away. */
const ANY_PHRASE = 'prohibited phrase'

/** A text of so many letters, once its characters are read, is still taken for one of `longestText`: Korean ones are three each. */
const LETTERS_A_CHARACTER = 4

/** What is shown beside a suggestion, a label and a case of the policy may be as long as the longest text. */
const LONGEST_TEXT = 10_000

const read = (text: string, longest = LONGEST_TEXT): readonly Reading[] | undefined =>
  readings(text, longest * LETTERS_A_CHARACTER)

/** Finds the label of the first phrase that one of the readings contains. */
const createPhraseFinder = ({
  prohibitedPhrases,
  phraseDetails,
}: PhraseRules): ((seen: readonly Reading[]) => string | undefined) => {
  const phrases = prohibitedPhrases.map((text) => {
    const { label = ANY_PHRASE, filler = 0 } = Object.hasOwn(phraseDetails, text) ? (phraseDetails[text] ?? {}) : {}
    return { text, filler, label }
  })
  const search = createPhraseAutomaton(phrases)
  const findFirst = (seen: readonly Reading[]): number | undefined => {
    const found = seen.flatMap((reading) => search(reading) ?? [])
    return found.length === 0 ? undefined : Math.min(...found)
  }
  const told = phrases.map(({ label }) => (findFirst(read(label) ?? []) === undefined ? label : ANY_PHRASE))
  return (seen) => {
    const first = findFirst(seen)
    return first === undefined ? undefined : told[first]
  }
}

/** The test cases a policy carries that its own phrases fail. */
export const failedCases = (
  rules: PhraseRules & { readonly mustBlock: readonly string[]; readonly mustPass: readonly string[] },
): readonly { readonly list: 'mustBlock' | 'mustPass'; readonly index: number }[] => {
  if (rules.mustBlock.length + rules.mustPass.length === 0) return []
  const find = createPhraseFinder(rules)
  const failing = (list: 'mustBlock' | 'mustPass', wantsFound: boolean) =>
    rules[list].flatMap((text, index) => {
      const seen = read(text)
      const isFound = seen === undefined || find(seen) !== undefined
      return isFound === wantsFound ? [] : [{ list, index }]
    })
  return [...failing('mustBlock', true), ...failing('mustPass', false)]
}

const isConfidence = (given: number | undefined): given is number => given !== undefined && given >= 0 && given <= 1

export const createPolicy = (rules: PolicyRules): Policy => {
  const { minConfidence, longestText } = rules
  const find = createPhraseFinder(rules)

  return {
    judge: ({ text, confidence, source }) => {
      if (isBlank(text)) return { reason: 'empty', rule: 'empty text' }
      const seen = text.length > longestText ? undefined : read(text, longestText)
      const beside = read(source)
      if (seen === undefined || beside === undefined) return { reason: 'too_long', rule: 'text length' }
      const label = find(seen) ?? find(beside)
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

/**
 * What the policy says to the words of a candidate alone: how sure they are was seen by another rule, or is nobody's to say.
 *
 * @returns why it is withheld; `undefined`: it is not
 */
export const judgeWords = (
  { judge }: Pick<Policy, 'judge'>,
  { text, source }: Pick<Candidate, 'text' | 'source'>,
): Verdict | undefined => judge({ text, source, confidence: 1 })
