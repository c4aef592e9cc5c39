/** Whether an utterance is worth asking for suggestions (docs/contract.md section 4). */
import type { Rules } from '../../rules.ts'
import { unicodeForm } from '../conversation/unicode-form.ts'
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

/** A place in the keywords: what was read so far, and where each form of a next word leads. */
interface Place {
  readonly next: Map<string, Set<Place>>
  /** By the words themselves: keywords that begin alike share their places. */
  readonly words: Map<string, Place>
  isEnd: boolean
}

const createPlace = (): Place => ({ next: new Map(), words: new Map(), isEnd: false })

const follow = (from: Place, word: string): Place => {
  const known = from.words.get(word)
  if (known !== undefined) return known
  const place = createPlace()
  from.words.set(word, place)
  for (const form of wordForms(word)) from.next.set(form, (from.next.get(form) ?? new Set()).add(place))
  return place
}

const compile = (keywords: readonly string[]): Place => {
  const start = createPlace()
  for (const keyword of keywords) {
    const words = wordsOf(keyword)
    if (words.length > 0) words.reduce(follow, start).isEnd = true
  }
  return start
}

/** Rules stay the same for thousands of utterances. */
const compiledFrom = new WeakMap<readonly string[], Place>()

const compiledOnce = (keywords: readonly string[]): Place => {
  const compiled = compiledFrom.get(keywords) ?? compile(keywords)
  compiledFrom.set(keywords, compiled)
  return compiled
}

/** Every word of a keyword in one of its forms, next to each other: `cancel order` finds "cancelled orders". */
const holdsKeyword = (text: string, keywords: readonly string[]): boolean => {
  const start = compiledOnce(keywords)
  let reached = new Set<Place>()
  for (const word of wordsOf(text)) {
    if (reached.size === 0 && !start.next.has(word)) continue
    const before = [start, ...reached]
    reached = new Set(before.flatMap((place) => [...(place.next.get(word) ?? [])]))
    for (const { isEnd } of reached) if (isEnd) return true
  }
  return false
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
