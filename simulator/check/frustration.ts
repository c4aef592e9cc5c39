/** What the answers of sentiment webhooks say that a widget was told. */
import type { FrustrationData } from '../../shared/wire/assist.ts'
import type { AnsweredSentiment } from '../replay/events.ts'

/** A BFF of another version may have no sentiment webhook: nobody was told anything. */
const NOT_SERVED = 404
/** Answers are rounded, and a browser may have scored the same utterance with its own backend. */
const NEARLY = 0.02

/** The figures that were answered. An utterance that was not scored, or of which Cognigy could not be told, has none. */
const answeredScores = (sentiments: readonly AnsweredSentiment[]): readonly number[] =>
  sentiments.flatMap(({ answer }) =>
    answer?.status === 'success' && answer.scored !== false ? [answer.frustrationScore] : [],
  )

/** How many of `wanted` come in this order among `held`; reports of widgets may come in between. */
const foundInOrder = (wanted: readonly number[], held: readonly number[]): number => {
  let found = 0
  for (const score of held) {
    const next = wanted[found]
    if (next !== undefined && Math.abs(score - next) <= NEARLY) found += 1
  }
  return found
}

const listed = (scores: readonly number[]): string => scores.map((score) => score.toFixed(2)).join(', ')

/** How many events the widget must at least have got for them. */
export const scoredIn = (sentiments: readonly AnsweredSentiment[]): number => answeredScores(sentiments).length

/** What is wrong, in words; empty: every figure that was answered came to the widget, in order. */
export const compareFrustration = (
  sentiments: readonly AnsweredSentiment[],
  frustrations: readonly FrustrationData[],
): string[] => {
  const wanted = answeredScores(sentiments)
  const held = frustrations.map(({ score }) => score)
  return [
    ...sentiments
      .filter(({ answer, result }) => answer === undefined && result.status !== NOT_SERVED)
      .map(({ result }) => `a sentiment webhook got ${result.status ?? 'no answer'}`),
    ...(foundInOrder(wanted, held) === wanted.length
      ? []
      : [`frustration answered: ${listed(wanted)}; on the widget: ${listed(held)}`]),
  ]
}
