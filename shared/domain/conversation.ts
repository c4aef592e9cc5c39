/** A conversation as the fold of its events: the BFF keeps it to answer joins, the widget keeps it to render. */
import type { AssistEnvelope, ConversationSnapshot } from '../wire/assist.ts'

/** Utterances a snapshot keeps; older ones are forgotten, newest last. */
export const SNAPSHOT_UTTERANCES = 200

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
  status: null,
})

/**
 * The snapshot after one more event. An event that the snapshot already holds (its `seq` is not newer) changes nothing,
 * so applying an event twice is harmless. Gaps are the caller's to see.
 */
export const applyEvent = (snapshot: ConversationSnapshot, event: AssistEnvelope): ConversationSnapshot => {
  if (event.seq <= snapshot.seq) return snapshot
  const { seq, at } = event
  const next: ConversationSnapshot = { ...snapshot, seq }
  switch (event.type) {
    case 'transcript':
      next.transcript = [...snapshot.transcript, { seq, at, data: event.data }].slice(-SNAPSHOT_UTTERANCES)
      return next
    case 'intent':
      next.intent = { seq, at, data: event.data }
      return next
    case 'routing':
      next.routing = { seq, at, data: event.data }
      return next
    case 'fallback':
      next.fallback = { seq, at, data: event.data }
      return next
    case 'suggestions':
      next.suggestions = { seq, at, data: event.data }
      return next
    case 'frustration':
      next.frustration = { seq, at, data: event.data }
      return next
    case 'escalation':
      next.escalation = { seq, at, data: event.data }
      return next
    case 'handover':
      next.handover = { seq, at, data: event.data }
      return next
    case 'status':
      next.status = { seq, at, data: event.data }
      return next
    default:
      return unknownEvent(event)
  }
}

const unknownEvent = (_event: never): never => {
  throw new TypeError('an event of a type that is not in the wire schema')
}
