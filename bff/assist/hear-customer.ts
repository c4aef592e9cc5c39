/** What a customer said, as a webhook tells of it: shown once, and asked about where the rules want that for every utterance. */
import { type Channel, LONGEST_UTTERANCE } from '../../shared/domain/utterances.ts'
import type { Rules } from '../../shared/rules.ts'
import type { Conversations, Heard } from '../conversations/conversations.ts'
import type { Clock } from '../ports.ts'
import type { SuggestionFlow } from './suggestion-flow.ts'

/** @param alias any id of the conversation */
export type HearCustomer = (alias: string, channel: Exclude<Channel, 'stream'>, text: string) => Promise<Heard>

export interface HearCustomerParts {
  readonly conversations: Pick<Conversations, 'find' | 'hear'>
  readonly suggestions: Pick<SuggestionFlow, 'consider' | 'triggersOf'>
  readonly rules: () => Rules
  readonly clock: Clock
}

export const createHearCustomer = (parts: HearCustomerParts): HearCustomer => {
  const { conversations, suggestions, clock } = parts

  return async (alias, channel, text) => {
    const receivedAt = clock.monotonic()
    const interactionId = (await conversations.find(alias))?.interactionId
    const facts = { transcript: text.slice(0, LONGEST_UTTERANCE), sentimentScore: undefined }
    // Where only some are asked for, the stream knows better which: it tells the mood as well.
    const asks = parts.rules().assist.suggestOn === 'every' && interactionId !== undefined
    const heard = await conversations.hear(alias, { channel, speaker: 'customer', text, awaitsSuggestions: asks })
    const record = await conversations.find(alias)
    if (asks && heard.kind !== 'again' && record !== undefined) {
      const { conversationId } = record
      suggestions.consider(
        { ...facts, conversationId, interactionId, utteranceId: heard.utteranceId, receivedAt },
        suggestions.triggersOf(facts),
      )
    }
    return heard
  }
}
