import { SNAPSHOT_UTTERANCES } from '../../shared/domain/conversation.ts'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'

type Entry = ConversationSnapshot['transcript'][number]

/** Every utterance once, those known first staying where they were; of two versions the arriving one. */
const mergeTranscripts = (known: readonly Entry[], arriving: readonly Entry[]): Entry[] => {
  const byId = new Map<string, Entry>()
  for (const entry of [...known, ...arriving]) byId.set(entry.data.utteranceId, entry)
  return [...byId.values()].slice(-SNAPSHOT_UTTERANCES)
}

/**
 * The arriving snapshot, without losing what is known and missing in it: a BFF that restarted without a durable store
 * has forgotten what the agent still sees. Within one history nothing is ever missing, so there this is the arriving
 * snapshot itself.
 */
export const mergeSnapshots = (known: ConversationSnapshot, arriving: ConversationSnapshot): ConversationSnapshot => ({
  conversationId: arriving.conversationId,
  seq: arriving.seq,
  transcript: mergeTranscripts(known.transcript, arriving.transcript),
  intent: arriving.intent ?? known.intent,
  routing: arriving.routing ?? known.routing,
  fallback: arriving.fallback ?? known.fallback,
  suggestions: arriving.suggestions ?? known.suggestions,
  frustration: arriving.frustration ?? known.frustration,
  escalation: arriving.escalation ?? known.escalation,
  handover: arriving.handover ?? known.handover,
  status: arriving.status ?? known.status,
})
