/** What an agent has before them when it is their turn, and what of it a ranker sees. */
import { type UtteranceFeatures, utteranceFeatures } from '../ranking/utterance-features.ts'

/** Something that was said or looked up, oldest first. */
export interface Moment {
  readonly speaker: 'customer' | 'agent' | 'bot' | 'action'
  readonly text: string
}

export interface Situation {
  /** What the customer said since the agent's last reply; the last thing they said where nothing came since. */
  readonly said: string
  /** Replies of the agent, the last one first. */
  readonly replies: readonly string[]
  /** What was looked up, the last first. */
  readonly lookUps: readonly string[]
  /** Who spoke last; `undefined` where nobody did. */
  readonly last: Moment['speaker'] | undefined
  /** What the customer said before that. */
  readonly earlier: string
}

/** Replies and look-ups that still matter. */
const REMEMBERED = 2

const textsOf = (moments: readonly Moment[], speaker: Moment['speaker']): readonly string[] =>
  moments.filter((moment) => moment.speaker === speaker).map(({ text }) => text)

/** @param before all that came before the agent's turn, oldest first */
export const situationOf = (before: readonly Moment[]): Situation => {
  const lastReply = before.findLastIndex(({ speaker }) => speaker === 'agent')
  const since = textsOf(before.slice(lastReply + 1), 'customer')
  const past = textsOf(before.slice(0, lastReply + 1), 'customer')
  const said = since.length > 0 ? since : past.slice(-1)
  return {
    said: said.join('\n'),
    replies: textsOf(before, 'agent').slice(-REMEMBERED).reverse(),
    lookUps: textsOf(before, 'action').slice(-REMEMBERED).reverse(),
    last: before.at(-1)?.speaker,
    earlier: (since.length > 0 ? past : past.slice(0, -1)).join('\n'),
  }
}

/** A question by itself, as typed into a search. */
export const questionAlone = (said: string): Situation => ({
  said,
  replies: [],
  lookUps: [],
  last: 'customer',
  earlier: '',
})

const sameNumbers = (text: string): string => text.replace(/\p{Nd}/gu, '0')

/** One number leads to the same reply as another, and none is kept. */
const withoutNumbers = ({ said, replies, lookUps, last, earlier }: Situation): Situation => ({
  said: sameNumbers(said),
  replies: replies.map(sameNumbers),
  lookUps: lookUps.map(sameNumbers),
  last,
  earlier: sameNumbers(earlier),
})

const prefixed = (prefix: string, text: string): readonly (readonly [string, number])[] =>
  [...utteranceFeatures(text).words].map(([word, times]) => [`${prefix}${word}`, times])

/**
 * The customer's words and character runs as they are; what else is known as words of its own kind, so that "name" in
 * the agent's question is another word than "name" in the customer's answer.
 */
export const situationFeatures = (situation: Situation): UtteranceFeatures => {
  const { said, replies, lookUps, last, earlier } = withoutNumbers(situation)
  const { words, characters } = utteranceFeatures(said)
  const context = [
    ...replies.flatMap((reply, n) => prefixed(`r${n}:`, reply)),
    ...lookUps.flatMap((lookUp, n) => prefixed(`l${n}:`, lookUp)),
    ...[...utteranceFeatures(earlier).words.keys()].map((word) => [`e:${word}`, 1] as const),
    [`last:${last ?? 'nobody'}`, 1] as const,
  ]
  return { words: new Map([...words, ...context]), characters }
}
