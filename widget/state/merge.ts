import { SNAPSHOT_UTTERANCES } from '../../shared/domain/conversation/conversation.ts'
import { hasEnded } from '../../shared/domain/conversation/ended.ts'
import type { ConversationSnapshot } from '../../shared/wire/assist.ts'
import { wasDeleted } from './deleted.ts'

type Entry = ConversationSnapshot['transcript'][number]

/** Every utterance once, those known first staying where they were; of two versions the arriving one. */
const mergeTranscripts = (known: readonly Entry[], arriving: readonly Entry[]): Entry[] => {
  const byId = new Map<string, Entry>()
  for (const entry of [...known, ...arriving]) byId.set(entry.data.utteranceId, entry)
  return [...byId.values()].slice(-SNAPSHOT_UTTERANCES)
}

/** Whether anything happened in it. How the service is, says nothing of that. */
const hasBegun = ({ transcript, intent, routing, fallback, handover }: ConversationSnapshot): boolean =>
  transcript.length > 0 || [intent, routing, fallback, handover].some((part) => part !== null)

/**
 * The arriving snapshot, without losing what is known and missing in it: a BFF that restarted without a durable store
 * has forgotten what the agent still sees. Within one history nothing is ever missing, so there this is the arriving
 * snapshot itself. After a conversation that has ended, another history that has begun is a new conversation.
 */
export const mergeSnapshots = (known: ConversationSnapshot, arriving: ConversationSnapshot): ConversationSnapshot => {
  // Nobody has begun a new one yet: what is there is only the place where it would be.
  if (wasDeleted(known) && !hasBegun(arriving)) return { ...arriving, status: known.status }
  return hasEnded(known) && !hasEnded(arriving) && hasBegun(arriving) ? arriving : merged(known, arriving)
}

const merged = (known: ConversationSnapshot, arriving: ConversationSnapshot): ConversationSnapshot => ({
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
  notes: arriving.notes?.length ? arriving.notes : known.notes,
  status: arriving.status ?? known.status,
})
