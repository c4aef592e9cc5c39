/** Whether an utterance is worth asking for suggestions (CONTRACT section 4). */
import type { Rules } from '../rules.ts'
import { unicodeForm } from './unicode-form.ts'
import { wordForms } from './word-forms.ts'

/** `every`: nothing but the rule that every utterance asks; `agent`: somebody at a panel asked. */
export type Trigger = 'keyword' | 'sentiment' | 'every' | 'agent'

export interface TriggerFacts {
  readonly transcript: string
  /** In [-1, 1]: Cognigy's own score or the client-side one; `undefined` where nobody scored it. */
  readonly sentimentScore: number | undefined
}

type TriggerRules = Pick<
  Rules['assist'],
  'suggestOn' | 'keywords' | 'sentimentThreshold' | 'enableKeywordTrigger' | 'enableSentimentTrigger'
>

/** Words without case and diacritics, in order. */
const wordsOf = (text: string): readonly string[] =>
  unicodeForm(text, 'NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** The words of a keyword after its first one, each in all of its forms. */
type Rest = readonly ReadonlySet<string>[]

/** By each form of the first word. */
type Keywords = ReadonlyMap<string, readonly Rest[]>

const compile = (keywords: readonly string[]): Keywords => {
  const compiled = new Map<string, Rest[]>()
  for (const keyword of keywords) {
    const [first, ...rest] = wordsOf(keyword).map(wordForms)
    for (const form of first ?? []) {
      const others = compiled.get(form)
      if (others === undefined) compiled.set(form, [rest])
      else others.push(rest)
    }
  }
  return compiled
}

/** Rules stay the same for thousands of utterances. */
const compiledFrom = new WeakMap<readonly string[], Keywords>()

const compiledOnce = (keywords: readonly string[]): Keywords => {
  const compiled = compiledFrom.get(keywords) ?? compile(keywords)
  compiledFrom.set(keywords, compiled)
  return compiled
}

/** Every word of a keyword in one of its forms, next to each other: `cancel order` finds "cancelled orders". */
const holdsKeyword = (text: string, keywords: readonly string[]): boolean => {
  const compiled = compiledOnce(keywords)
  const words = wordsOf(text)
  return words.some((word, start) =>
    (compiled.get(word) ?? []).some((rest) =>
      rest.every((allowed, offset) => allowed.has(words[start + 1 + offset] ?? '')),
    ),
  )
}

/** Which triggers fire. Sentiment fires strictly below the threshold; `every` where nothing more telling does. */
export const findTriggers = (facts: TriggerFacts, rules: TriggerRules): readonly Trigger[] => {
  const found = findCauses(facts, rules)
  return found.length === 0 && rules.suggestOn === 'every' ? ['every'] : found
}

const findCauses = (facts: TriggerFacts, rules: TriggerRules): readonly Trigger[] => {
  const hasKeyword = rules.enableKeywordTrigger && holdsKeyword(facts.transcript, rules.keywords)
  const isNegative =
    rules.enableSentimentTrigger &&
    facts.sentimentScore !== undefined &&
    facts.sentimentScore < rules.sentimentThreshold
  return [...(hasKeyword ? (['keyword'] as const) : []), ...(isNegative ? (['sentiment'] as const) : [])]
}
