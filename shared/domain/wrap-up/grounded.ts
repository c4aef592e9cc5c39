/** What of a summary that a language model wrote may be shown: what is made of what was said. */
import type { SummaryPoint } from '../../wire/wrap-up.ts'
import { contentOf, countShared } from './comparing.ts'
import { lexiconFor } from './lexicon.ts'
import type { SpokenUtterance } from './reading.ts'

/** How much of what a point says must stand in the utterances that it names. */
const LEAST_SHARE = 0.4
const NUMBERS = /\p{Nd}+(?:[.,:/-]\p{Nd}+)*/gu
/** Of one utterance. */
const READ_CHARACTERS = 10_000

/** @returns whether the text is made of these utterances: of their words for the most part, and of no other number */
const isMadeOf = (text: string, utterances: readonly SpokenUtterance[]): boolean => {
  const said = utterances.map((utterance) => utterance.text.slice(0, READ_CHARACTERS)).join('\n')
  const lexicon = lexiconFor([said])
  const words = contentOf(text, lexicon)
  const shared = countShared(words, contentOf(said, lexicon))
  const numbers = text.match(NUMBERS) ?? []
  return shared > 0 && shared / words.length >= LEAST_SHARE && numbers.every((number) => said.includes(number))
}

/** The points that name utterances there are, and nothing that these do not say. */
export const groundedPoints = (
  points: readonly SummaryPoint[],
  utterances: readonly SpokenUtterance[],
): readonly SummaryPoint[] => {
  const byId = new Map(utterances.map((utterance) => [utterance.utteranceId, utterance]))
  return points.flatMap((point) => {
    const named = [...new Set(point.utteranceIds)].flatMap((id) => byId.get(id) ?? [])
    if (named.length === 0 || named.length < new Set(point.utteranceIds).size) return []
    if (!isMadeOf(point.text, named)) return []
    return [{ ...point, utteranceIds: named.map(({ utteranceId }) => utteranceId) }]
  })
}

/** Whether a headline says only what these points say, or their utterances. */
export const isGroundedHeadline = (
  headline: string,
  points: readonly SummaryPoint[],
  utterances: readonly SpokenUtterance[],
): boolean => {
  const ids = new Set(points.flatMap(({ utteranceIds }) => utteranceIds))
  return isMadeOf(
    headline,
    utterances.filter(({ utteranceId }) => ids.has(utteranceId)),
  )
}
