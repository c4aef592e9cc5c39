/** What a customer said, as a webhook tells of it: shown once, and asked about where the rules want that for every utterance. */
import { foremostId, type ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { Heard } from '../../../shared/domain/conversation/hear.ts'
import type { Channel } from '../../../shared/domain/conversation/utterances.ts'
import type { MaskedCount } from '../../../shared/domain/privacy/mask.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { Announcement, Conversations, HeardIn } from '../../conversations/conversations.ts'
import { shownText } from '../../conversations/heard-text.ts'
import type { Clock } from '../../ports/time.ts'
import type { SuggestionFlow } from '../suggestions/suggestion-flow.ts'

interface CustomerUtterance {
  readonly channel: Exclude<Channel, 'stream'>
  /** Without what nobody should keep. */
  readonly text: string
  /** What was hidden in it. */
  readonly masked: readonly MaskedCount[]
  /** Where the webhook has a name for it. */
  readonly utteranceId?: string | undefined
}

/**
 * Links the ids, hears the utterance and tells what follows, in one step.
 *
 * @param then what is to be told besides; nothing where it gives `undefined`
 */
export type HearCustomer = (
  told: ToldIds,
  utterance: CustomerUtterance,
  then?: (heard: Heard) => Announcement | undefined,
) => Promise<HeardIn>

export interface HearCustomerParts {
  readonly conversations: Pick<Conversations, 'findTold' | 'hear'>
  readonly suggestions: Pick<SuggestionFlow, 'consider' | 'needsNoInteraction' | 'offer' | 'triggersOf'>
  readonly rules: () => Rules
  readonly clock: Clock
}

export const createHearCustomer = (parts: HearCustomerParts): HearCustomer => {
  const { conversations, suggestions, clock } = parts

  return async (told, { channel, text, masked, utteranceId }, then) => {
    const receivedAt = clock.monotonic()
    // Where only some are asked for, the stream knows better which: it tells the mood as well.
    const isEveryAsked = parts.rules().assist.suggestOn === 'every'
    const asks = isEveryAsked && (suggestions.needsNoInteraction || (await interactionOf(told)) !== undefined)
    const said = { channel, speaker: 'customer', text, masked, utteranceId, awaitsSuggestions: asks } as const
    const heard = await conversations.hear(told, said, then)
    if (text.trim() === '' || heard.kind === 'again') return heard
    const { conversationId, interactionId } = heard
    const facts = { transcript: shownText(text).text, sentimentScore: undefined }
    const place = foremostId(told)
    const asked = { ...facts, conversationId, place, interactionId, utteranceId: heard.utteranceId, receivedAt }
    if (asks) suggestions.consider(asked, suggestions.triggersOf(facts))
    else suggestions.offer(asked)
    return heard
  }

  /** Whoever is told together is one conversation: any of them may know the interaction. */
  async function interactionOf(told: ToldIds): Promise<string | undefined> {
    const byContact = await conversations.findTold({ ...told, sessionId: undefined })
    const bySession = told.sessionId == null ? undefined : await conversations.findTold({ sessionId: told.sessionId })
    return byContact?.interactionId ?? bySession?.interactionId
  }
}
