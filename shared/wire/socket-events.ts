/** How widgets enter and leave conversations over socket.io, and the plain acknowledgement (docs/contract.md 5.3). */
import * as z from 'zod/mini'
import { conversationSnapshot } from './assist.ts'
import { identifier } from './identifiers.ts'
import { refusal } from './refusal.ts'

/**
 * `epoch` is ours: the value the last acknowledgement carried. A conversation whose history began anew (a restart
 * without a durable store) has another epoch, so that old and new numbers are never taken for each other.
 */
export const joinRequest = z.object({
  conversationId: identifier,
  afterSeq: z.optional(z.int().check(z.minimum(0))),
  epoch: z.optional(z.string().check(z.maxLength(64))),
})
export type JoinRequest = z.infer<typeof joinRequest>

/**
 * `conversationId` is the one that envelopes carry; `seq` is the newest event. Without `snapshot` the events after
 * `afterSeq` up to `seq` follow the acknowledgement.
 */
const joinAccepted = z.object({
  ok: z.literal(true),
  conversationId: identifier,
  seq: z.int().check(z.minimum(0)),
  epoch: z.string(),
  /** Whom the token names, so that a panel can say "you". */
  agentId: z.optional(identifier),
  snapshot: z.optional(conversationSnapshot),
})
export type JoinAccepted = z.infer<typeof joinAccepted>
export const joinAnswer = z.discriminatedUnion('ok', [joinAccepted, refusal])
export type JoinAnswer = z.infer<typeof joinAnswer>

export const leaveRequest = z.object({ conversationId: identifier })
export const plainAnswer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true) }), refusal])
export type PlainAnswer = z.infer<typeof plainAnswer>

/** An agent wants suggestions now; once acknowledged, a `suggestions` event with `requested` follows. */
export const suggestionRequest = z.object({ conversationId: identifier })
export type SuggestionRequest = z.infer<typeof suggestionRequest>
