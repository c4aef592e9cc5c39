/** One utterance of the Cognigy stream: to the conversation it belongs to, and so to its widgets. */
import AsyncLock from 'async-lock'
import type { InteractionUpdate } from '../../shared/wire/stream.ts'
import type { Conversations } from '../conversations/conversations.ts'

/** Frames that may wait for one interaction. */
const LONGEST_QUEUE = 10_000

export type HearStream = (update: InteractionUpdate) => Promise<void>

/**
 * Learns which ids belong together and whose conversation it is, then publishes the utterance. Frames of one interaction
 * are heard in the order they came, and none waits for another interaction.
 */
export const createHearStream = (conversations: Conversations): HearStream => {
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })

  const hear = async (update: InteractionUpdate): Promise<void> => {
    const { interactionId, conversationId, agentId, transcript, speaker, utteranceId, sentimentScore } = update
    // The CXone id comes first: it names the conversation where the stream is the first to tell of it.
    const id = await conversations.identify(conversationId == null ? [interactionId] : [conversationId, interactionId])
    if (agentId != null) await conversations.assignAgent(id, agentId)
    if (transcript.trim() === '') return
    await conversations.hear(id, {
      channel: 'stream',
      speaker,
      text: transcript,
      utteranceId: utteranceId ?? undefined,
      sentimentScore: sentimentScore ?? undefined,
    })
  }

  return (update) => lock.acquire(update.interactionId, () => hear(update))
}
