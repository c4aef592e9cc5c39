/** Who tells of what is said by itself: which ids belong together, whose conversation it is, and what was said. */
import AsyncLock from 'async-lock'
import { foremostId, type ToldIds, withOrigin } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { Origin } from '../../../shared/wire/origin.ts'
import type { InteractionUpdate } from '../../../shared/wire/stream.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { shownText } from '../../conversations/heard-text.ts'
import type { ContactMessage } from '../../ports/cxone.ts'
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

/** As {@link HearStream}. A message of a contact that is over, or that nobody told of, begins no conversation. */
export type HearContact = (message: ContactMessage, fence: Fence) => Promise<void>

export interface HearStreamParts {
  readonly conversations: Pick<Conversations, 'assignAgent' | 'findTold' | 'hear' | 'identify'>
  readonly suggestions: Pick<SuggestionFlow, 'consider' | 'needsNoInteraction' | 'offer' | 'triggersOf'>
  readonly mask: Masking
  readonly clock: Clock
}

type Said = Omit<StreamUpdate, 'conversationId' | 'interactionId' | 'origin'>

interface Place {
  readonly channel: 'stream' | 'hub'
  readonly told: ToldIds
  readonly interactionId: string | undefined
  readonly receivedAt: number
  readonly fence: Fence | undefined
}

/**
 * Learns which ids belong together and whose conversation it is, then publishes the utterance. What is told of one
 * interaction, or of one contact, is heard in the order it came, and none waits for another.
 */
export const createHearStream = (
  parts: HearStreamParts,
): { readonly hearStream: HearStream; readonly hearContact: HearContact } => {
  const { conversations, suggestions, mask, clock } = parts
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })

  const hear = async (said: Said, { channel, told, interactionId, receivedAt, fence }: Place): Promise<void> => {
    const { agentId, speaker, sentimentScore, utteranceId } = said
    const { text, masked } = mask.text(said.transcript)
    const context = said.context === undefined ? undefined : mask.values(said.context)
    const place = foremostId(told)
    if (agentId != null) await conversations.assignAgent(told, agentId, fence)
    if (text.trim() === '') {
      if (agentId == null) await conversations.identify(told, fence)
      return
    }
    const facts = { transcript: shownText(text).text, sentimentScore: sentimentScore ?? undefined }
    const mayAsk = speaker === 'customer' && (interactionId !== undefined || suggestions.needsNoInteraction)
    // Found before it is published: whoever sees the utterance sees that suggestions are on their way.
    const triggers = mayAsk ? suggestions.triggersOf(facts) : []
    const utterance = {
      channel,
      speaker,
      text,
      masked,
      utteranceId,
      sentimentScore: facts.sentimentScore,
      awaitsSuggestions: triggers.length > 0,
      awaitsScore: mayAsk && triggers.length === 0 && facts.sentimentScore === undefined,
    }
    const heard = await conversations.hear(told, utterance, undefined, fence)
    if (speaker !== 'customer' || heard.kind === 'again') return
    const { conversationId } = heard
    const asked = {
      ...facts,
      conversationId,
      place,
      interactionId,
      utteranceId: heard.utteranceId,
      context,
      receivedAt,
    }
    if (mayAsk) suggestions.consider(asked, triggers)
    else suggestions.offer(asked)
  }

  return {
    hearStream: (update, fence) => {
      const receivedAt = clock.monotonic()
      const { conversationId, interactionId, origin, ...said } = update
      return lock.acquire(`interaction ${interactionId}`, () => {
        const told = withOrigin({ conversationId, interactionId }, origin)
        const utteranceId = said.utteranceId ?? origin?.utteranceId
        const context = said.context ?? {}
        return hear({ ...said, utteranceId, context }, { channel: 'stream', told, interactionId, receivedAt, fence })
      })
    },
    hearContact: ({ contactNumber, messageId, text, ...said }, fence) => {
      const receivedAt = clock.monotonic()
      return lock.acquire(`contact ${contactNumber}`, async () => {
        const told = { contactIds: [contactNumber] }
        const known = await conversations.findTold(told)
        if (known === undefined || hasEnded(known.snapshot)) return
        const { interactionId } = known
        const utterance = { ...said, transcript: text, utteranceId: messageId }
        await hear(utterance, { channel: 'hub', told, interactionId, receivedAt, fence })
      })
    },
  }
}
