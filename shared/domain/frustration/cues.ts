/**
 * What the words around an utterance add to how it sounds: the same "ok" is another one after an apology, and "no" is
 * another one after the third attempt. English, as the models are; `models/training/cues.py` holds the same patterns.
 */
import { sigmoid } from './curve.ts'

/** What an utterance or the turn before it holds. */
export const CUES = ['apology', 'inability', 'negation', 'insistence'] as const
export type Cue = (typeof CUES)[number]

/** Log-odds that each cue adds to an utterance. */
export type CueWeights = Readonly<Record<Cue, number>>

/** The agent or the bot has just said sorry. */
const APOLOGY = /\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?)|unfortunately|regret|afraid)\b/
/** The agent or the bot has just said that something cannot be done, was not found, or was not understood. */
const INABILITY =
  /\b(?:unable|cannot|can not|can't|could not|couldn't|not able|not (?:currently )?(?:available|possible|allowed)|unavailable|impossible|no longer|(?:did|do|does)(?: not|n't) (?:understand|find|recogni[sz]e|match|work|exist)|not found|incorrect|invalid|fail(?:ed|s|ure)?|there (?:is|are) no)\b/
/** What politely declines or thanks is taken out before the customer's words are looked at. */
const POLITE =
  /\b(?:no|not?) (?:thanks?|thank you|problem|worries|need|hurry|rush|preference|one else|more)\b|\bnever ?mind\b|\b(?:nothing|not|no one|nobody) (?:else|at all|yet|really|sure|bad)\b|\b(?:do not|don't|does not|doesn't) (?:mind|matter|need|know|care|have (?:any|a) preference)\b|\b(?:thanks|thank you) again\b|^\W*no\W*$/g
/** The customer contradicts. */
const NEGATION = /\b(?:no|not|never|nothing|nobody|none|wrong|cannot)\b|n't\b/
/** The customer has said it before, or waits for it still. */
const INSISTENCE =
  /\b(?:still|again|already told|(?:i|i've|i have|as i) (?:already |just )?(?:said|asked|explained)|(?:told|asked) you|keeps? (?:asking|crashing|failing|getting|happening|repeating|saying|sending|telling)|how many times|(?:second|third|fourth|fifth|[2-9](?:nd|rd|th)) time|over and over|once more)\b/

const plain = (text: string): string => text.toLowerCase().replace(/[\u2018\u2019\u00b4`]/gu, "'")

/**
 * @param utterance the customer's
 * @param before what the agent or the bot said last before it, `undefined` where nobody said anything
 */
export const cuesOf = (utterance: string, before: string | undefined): readonly Cue[] => {
  const ungracious = plain(utterance).replace(POLITE, ' ')
  const heard = plain(before ?? '')
  const holds: Readonly<Record<Cue, boolean>> = {
    apology: APOLOGY.test(heard),
    inability: INABILITY.test(heard),
    negation: NEGATION.test(ungracious),
    insistence: INSISTENCE.test(ungracious),
  }
  return CUES.filter((cue) => holds[cue])
}

/** Surer than this is nobody: what is certain could not be moved by anything. */
const SUREST = 0.9999

/** The frustration of an utterance where it was said: its log-odds and those of each cue, summed. */
export const inContext = (frustration: number, cues: readonly Cue[], weights: CueWeights): number => {
  if (cues.length === 0) return frustration
  const alone = Math.min(SUREST, Math.max(1 - SUREST, frustration))
  return sigmoid(Math.log(alone / (1 - alone)) + cues.reduce((sum, cue) => sum + weights[cue], 0))
}

interface SaidBy {
  readonly speaker: string
  readonly text: string
}

/**
 * What the agent or the bot said last before the turn at `index`: all of their turns since the customer was silent, in
 * one text. `undefined` where there is none.
 *
 * @param turns oldest first
 */
export const saidBefore = (turns: readonly SaidBy[], index: number): string | undefined => {
  const end = turns.findLastIndex(({ speaker }, at) => at < index && speaker !== 'customer')
  if (end === -1) return undefined
  const begin = turns.findLastIndex(({ speaker }, at) => at < end && speaker === 'customer') + 1
  return turns
    .slice(begin, end + 1)
    .map(({ text }) => text)
    .join('\n')
}
