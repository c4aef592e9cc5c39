/** What agents made of what knowledge offered, as counts by article and kind of utterance: what rises and what sinks. */
import { wordsIn } from './words.ts'

/** How often it was found right, and how often wrong. */
export interface Judged {
  readonly up: number
  readonly down: number
}

/** Words that tell utterances apart, and how much of each is looked at: endings differ more than beginnings. */
const TELLING_WORDS = 4
const STEM_LETTERS = 5
const SHORTEST_WORD = 3
const ALONE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** So few that many words share one: none can be told from it. */
const KINDS = 256
const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** FNV-1a over UTF-16 code units, the two bytes of each taken as one. */
const bucketOf = (stem: string): number => {
  let hash = FNV_OFFSET
  for (let at = 0; at < stem.length; at += 1) hash = Math.imul(hash ^ stem.charCodeAt(at), FNV_PRIME)
  return (hash >>> 0) % KINDS
}

/**
 * The kinds of an utterance: a number below 256 for each of its longest words. Utterances are alike as far as they share
 * them. None where it has no word.
 */
export const kindsOf = (utterance: string): readonly number[] => {
  const words = [...new Set(wordsIn(utterance))].filter((word) => word.length >= SHORTEST_WORD || ALONE.test(word))
  const telling = words.toSorted((a, b) => b.length - a.length).slice(0, TELLING_WORDS)
  return [...new Set(telling.map((word) => bucketOf(word.slice(0, STEM_LETTERS))))]
}

/** What was judged where utterances were like this one: the mean over its kinds, so that what shares half counts half. */
export const judgedAlike = (ofKinds: readonly Judged[]): Judged => {
  const mean = (of: (judged: Judged) => number): number =>
    ofKinds.reduce((sum, each) => sum + of(each), 0) / Math.max(1, ofKinds.length)
  return { up: mean(({ up }) => up), down: mean(({ down }) => down) }
}

/** As if so many had found it right, and so many wrong, before anybody did: one voice alone says little. */
const PRIOR = 2
/** In log-odds: what is at .35 can come to .5, and nothing below; what is at .9 can go below. */
const MOST_RISE = 0.62
const MOST_SINK = 2.5

/** @param confidence in (0, 1) @returns in (0, 1), further up or down the more agents agreed, within bounds */
export const confidenceJudged = (confidence: number, { up, down }: Judged): number => {
  const shift = Math.log((up + PRIOR) / (down + PRIOR))
  const bounded = Math.min(MOST_RISE, Math.max(-MOST_SINK, shift))
  if (bounded === 0) return confidence
  return 1 / (1 + (1 / confidence - 1) * Math.exp(-bounded))
}

/** The least confidence that agents can lift to `wanted`, however many found it right. */
export const leastToReach = (wanted: number): number => 1 / (1 + (1 / wanted - 1) * Math.exp(MOST_RISE))
