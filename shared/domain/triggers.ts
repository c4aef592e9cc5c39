/** Whether an utterance is worth asking for suggestions (CONTRACT section 4). */
import type { Rules } from '../rules.ts'
import { unicodeForm } from './unicode-form.ts'
import { wordForms } from './word-forms.ts'

export type Trigger = 'keyword' | 'sentiment'

export interface TriggerFacts {
  readonly transcript: string
  /** In [-1, 1]: Cognigy's own score or the client-side one; `undefined` where nobody scored it. */
  readonly sentimentScore: number | undefined
}

type TriggerRules = Pick<
  Rules['assist'],
  'keywords' | 'sentimentThreshold' | 'enableKeywordTrigger' | 'enableSentimentTrigger'
>

/** Words without case and diacritics, in order. */
const wordsOf = (text: string): readonly string[] =>
  unicodeForm(text, 'NFKD')
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

/** Which triggers fire. Sentiment fires strictly below the threshold. */
export const findTriggers = (facts: TriggerFacts, rules: TriggerRules): readonly Trigger[] => {
  const words = wordsOf(facts.transcript)
  const hasKeyword = rules.enableKeywordTrigger && rules.keywords.some((keyword) => contains(words, keyword))
  const isNegative =
    rules.enableSentimentTrigger &&
    facts.sentimentScore !== undefined &&
    facts.sentimentScore < rules.sentimentThreshold
  return [...(hasKeyword ? (['keyword'] as const) : []), ...(isNegative ? (['sentiment'] as const) : [])]
}
