/** What a customer said, as a webhook tells of it: shown once, and asked about where the rules want that for every utterance. */
import type { ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { Channel } from '../../../shared/domain/conversation/utterances.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { readText } from '../../conversations/heard-text.ts'
import type { Heard } from '../../conversations/hearing.ts'
import type { Clock } from '../../ports/time.ts'
import type { SuggestionFlow } from '../suggestions/suggestion-flow.ts'

/** @param utteranceId where the webhook has a name for it */
export type HearCustomer = (
  place: ToldIds,
  channel: Exclude<Channel, 'stream'>,
  text: string,
  utteranceId?: string,
) => Promise<Heard>

export interface HearCustomerParts {
  readonly conversations: Pick<Conversations, 'findTold' | 'hear'>
  readonly suggestions: Pick<SuggestionFlow, 'consider' | 'triggersOf'>
  readonly rules: () => Rules
  readonly clock: Clock
}

export const createHearCustomer = (parts: HearCustomerParts): HearCustomer => {
  const { conversations, suggestions, clock } = parts

  return async (place, channel, text, utteranceId) => {
    const receivedAt = clock.monotonic()
    const record = await conversations.findTold(place)
    const interactionId = record?.interactionId
    // Where only some are asked for, the stream knows better which: it tells the mood as well.
    const asks = parts.rules().assist.suggestOn === 'every' && interactionId !== undefined
    const told = { channel, speaker: 'customer', text, utteranceId, awaitsSuggestions: asks } as const
    const heard = await conversations.hear(place, told)
    if (!asks || heard.kind === 'again' || record === undefined) return heard
    const { conversationId } = record
    const facts = { transcript: readText(text).text, sentimentScore: undefined }
    suggestions.consider(
      { ...facts, conversationId, place, interactionId, utteranceId: heard.utteranceId, receivedAt },
      suggestions.triggersOf(facts),
    )
    return heard
  }
}
