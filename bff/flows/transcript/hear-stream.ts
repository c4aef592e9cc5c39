/** A frame of the agent-assist stream: which ids belong together, whose conversation it is, and what was said. */
import AsyncLock from 'async-lock'
import { foremostId, withOrigin } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { Origin } from '../../../shared/wire/origin.ts'
import type { InteractionUpdate } from '../../../shared/wire/stream.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { readText } from '../../conversations/heard-text.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Fence } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import type { SuggestionFlow } from '../suggestions/suggestion-flow.ts'

/** Frames that may wait for one interaction. */
const LONGEST_QUEUE = 10_000

/** What is said, and where it comes from, where that is told with it. */
export interface StreamUpdate extends InteractionUpdate {
  readonly origin?: Origin | undefined
}

/** @param fence of the process that listens for all: what it hears when another one does by now, counts no more */
export type HearStream = (update: StreamUpdate, fence?: Fence) => Promise<void>

export interface HearStreamParts {
  readonly conversations: Pick<Conversations, 'assignAgent' | 'hear' | 'identify'>
  readonly suggestions: Pick<SuggestionFlow, 'consider' | 'triggersOf'>
  readonly mask: Masking
  readonly clock: Clock
}

/**
 * Learns which ids belong together and whose conversation it is, then publishes the utterance. Frames of one interaction
 * are heard in the order they came, and none waits for another interaction.
 */
export const createHearStream = ({ conversations, suggestions, mask, clock }: HearStreamParts): HearStream => {
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })

  const hear = async (update: StreamUpdate, receivedAt: number, fence: Fence | undefined): Promise<void> => {
    const { interactionId, conversationId, agentId, speaker, sentimentScore, origin } = update
    const utteranceId = update.utteranceId ?? origin?.utteranceId
    const { text, masked } = mask.text(update.transcript)
    const context = mask.values(update.context ?? {})
    const told = withOrigin({ conversationId, interactionId }, origin)
    const place = foremostId(told)
    if (agentId != null) await conversations.assignAgent(told, agentId, fence)
    if (text.trim() === '') {
      if (agentId == null) await conversations.identify(told, fence)
      return
    }
    const facts = { transcript: readText(text).text, sentimentScore: sentimentScore ?? undefined }
    // Found before it is published: whoever sees the utterance sees that suggestions are on their way.
    const triggers = speaker === 'customer' ? suggestions.triggersOf(facts) : []
    const utterance = {
      channel: 'stream' as const,
      speaker,
      text,
      masked,
      utteranceId,
      sentimentScore: facts.sentimentScore,
      awaitsSuggestions: triggers.length > 0,
      awaitsScore: speaker === 'customer' && triggers.length === 0 && facts.sentimentScore === undefined,
    }
    const heard = await conversations.hear(told, utterance, undefined, fence)
    if (speaker !== 'customer' || heard.kind === 'again') return
    suggestions.consider(
      {
        ...facts,
        conversationId: heard.conversationId,
        place,
        interactionId,
        utteranceId: heard.utteranceId,
        context,
        receivedAt,
      },
      triggers,
    )
  }

  return (update, fence) => {
    const receivedAt = clock.monotonic()
    return lock.acquire(update.interactionId, () => hear(update, receivedAt, fence))
  }
}
