/** Whether an utterance is worth asking for suggestions (CONTRACT section 4). */
import type { Rules } from '../rules.ts'
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
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Every word of a keyword in one of its forms, next to each other: `cancel order` finds "cancelled orders". */
const contains = (words: readonly string[], keyword: string): boolean => {
  const forms = wordsOf(keyword).map(wordForms)
  if (forms.length === 0) return false
  return words.some((_, start) => forms.every((allowed, offset) => allowed.has(words[start + offset] ?? '')))
}

/** Which triggers fire. Sentiment fires strictly below the threshold; `every` where nothing more telling does. */
export const findTriggers = (facts: TriggerFacts, rules: TriggerRules): readonly Trigger[] => {
  const found = findCauses(facts, rules)
  return found.length === 0 && rules.suggestOn === 'every' ? ['every'] : found
}

const findCauses = (facts: TriggerFacts, rules: TriggerRules): readonly Trigger[] => {
  const words = wordsOf(facts.transcript)
  const hasKeyword = rules.enableKeywordTrigger && rules.keywords.some((keyword) => contains(words, keyword))
  const isNegative =
    rules.enableSentimentTrigger &&
    facts.sentimentScore !== undefined &&
    facts.sentimentScore < rules.sentimentThreshold
  return [...(hasKeyword ? (['keyword'] as const) : []), ...(isNegative ? (['sentiment'] as const) : [])]
}
