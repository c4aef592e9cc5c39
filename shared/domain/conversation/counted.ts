/** What is counted of a conversation since it began, however much of it is forgotten by now. */
import type { AssistEnvelope, AssistEvent, ConversationSnapshot } from '../../wire/assist.ts'
import { breaksSilence } from './ended.ts'

export interface Counted {
  /** When the first thing happened in it, ISO 8601; `undefined` before that. */
  readonly since?: string | undefined
  /** How often the bot did not understand. */
  readonly misunderstood: number
  /** Suggestions and results that an agent inserted and did not take back. */
  readonly suggestionsUsed: number
}

export const NOTHING_COUNTED: Counted = { misunderstood: 0, suggestionsUsed: 0 }

type Misunderstanding = Extract<AssistEvent, { type: 'fallback' }>['data']

/** Told anew it is no other one: an agent said what was meant by it, or by an earlier one. */
const isSame = (a: Misunderstanding, b: Misunderstanding | undefined): boolean =>
  a.confirmed !== undefined || (a.utteranceId === b?.utteranceId && a.text === b?.text)

/**
 * @param before as the conversation was
 * @param envelopes what happened since
 * @param used suggestions that were inserted since, less those that were taken back
 */
export const countOn = (
  counted: Counted,
  before: Pick<ConversationSnapshot, 'fallback'>,
  envelopes: readonly AssistEnvelope[],
  used: number,
): Counted => {
  const since = counted.since ?? envelopes.find(breaksSilence)?.at
  let { misunderstood } = counted
  let newest = before.fallback?.data
  for (const event of envelopes) {
    if (event.type !== 'fallback') continue
    if (!isSame(event.data, newest)) misunderstood += 1
    // What an agent says of an earlier one is told before the newest again.
    if (event.data.confirmed === undefined) newest = event.data
  }
  if (since === counted.since && misunderstood === counted.misunderstood && used === 0) return counted
  return { since, misunderstood, suggestionsUsed: Math.max(0, counted.suggestionsUsed + used) }
}

/** Of two conversations that turn out to be one. */
export const countedTogether = (one: Counted, other: Counted): Counted => ({
  since: [one.since, other.since].filter((each) => each !== undefined).toSorted()[0],
  misunderstood: one.misunderstood + other.misunderstood,
  suggestionsUsed: one.suggestionsUsed + other.suggestionsUsed,
})
