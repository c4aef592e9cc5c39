/** A conversation as the fold of its events: the BFF keeps it to answer joins, the widget keeps it to render. */
import type { AssistEnvelope, ConversationSnapshot } from '../../wire/assist.ts'
import { newestOf } from './newest.ts'

/** Utterances a snapshot keeps; older ones are forgotten, newest last. */
export const SNAPSHOT_UTTERANCES = 200
/** Notes that a snapshot keeps: whoever has not read more has read none of them. */
const SNAPSHOT_NOTES = 5

export const emptySnapshot = (conversationId: string): ConversationSnapshot => ({
  conversationId,
  seq: 0,
  transcript: [],
  intent: null,
  routing: null,
  fallback: null,
  suggestions: null,
  frustration: null,
  escalation: null,
  handover: null,
  notes: [],
  status: null,
})

/**
 * The snapshot after one more event. An event that the snapshot already holds (its `seq` is not newer) changes nothing,
 * so applying an event twice is harmless. Gaps are the caller's to see.
 */
export const applyEvent = (snapshot: ConversationSnapshot, event: AssistEnvelope): ConversationSnapshot => {
  if (event.seq <= snapshot.seq) return snapshot
  const { seq, at, type, data } = event
  if (type === 'transcript') {
    return { ...snapshot, seq, transcript: newestOf(snapshot.transcript, [{ seq, at, data }], SNAPSHOT_UTTERANCES) }
  }
  return type === 'note'
    ? { ...snapshot, seq, notes: newestOf(snapshot.notes ?? [], [{ seq, at, data }], SNAPSHOT_NOTES) }
    : { ...snapshot, seq, [type]: { seq, at, data } }
}

/**
 * All events that are still known of a conversation, oldest first: those that can be replayed, and before them what only
 * the snapshot holds any more.
 *
 * @param replayable the newest events without gaps, oldest first
 */
export const eventsOf = (
  snapshot: ConversationSnapshot,
  replayable: readonly AssistEnvelope[],
): readonly AssistEnvelope[] => {
  const { conversationId, intent, routing, fallback, suggestions, frustration, escalation, handover, status } = snapshot
  const firstSeq = replayable[0]?.seq ?? Number.POSITIVE_INFINITY
  const held: AssistEnvelope[] = snapshot.transcript.map((said) => ({ conversationId, type: 'transcript', ...said }))
  if (intent !== null) held.push({ conversationId, type: 'intent', ...intent })
  if (routing !== null) held.push({ conversationId, type: 'routing', ...routing })
  if (fallback !== null) held.push({ conversationId, type: 'fallback', ...fallback })
  if (suggestions !== null) held.push({ conversationId, type: 'suggestions', ...suggestions })
  if (frustration !== null) held.push({ conversationId, type: 'frustration', ...frustration })
  if (escalation !== null) held.push({ conversationId, type: 'escalation', ...escalation })
  if (handover !== null) held.push({ conversationId, type: 'handover', ...handover })
  for (const note of snapshot.notes ?? []) held.push({ conversationId, type: 'note', ...note })
  if (status !== null) held.push({ conversationId, type: 'status', ...status })
  return [...held.filter(({ seq }) => seq < firstSeq).toSorted((a, b) => a.seq - b.seq), ...replayable]
}
