/** Frames of Cognigy's agent-assist stream (CONTRACT section 4). */
import * as z from 'zod/mini'
import { identifier } from './identifiers.ts'
import { speaker } from './vocabulary.ts'

/** Every frame has at least a type; unknown types (and `HEARTBEAT`) need no answer. */
export const streamFrame = z.object({ type: z.string(), payload: z.optional(z.unknown()) })
export type StreamFrame = z.infer<typeof streamFrame>

/** Payload of an `INTERACTION_UPDATE`: one utterance. `sentimentScore` runs from -1 (negative) to 1 (positive). */
export const interactionUpdate = z.object({
  interactionId: identifier,
  agentId: z.optional(z.nullable(identifier)),
  transcript: z.string(),
  sentimentScore: z.optional(z.nullable(z.number().check(z.minimum(-1), z.maximum(1)))),
  speaker: z._default(speaker, 'customer'),
  utteranceId: z.optional(z.nullable(identifier)),
  conversationId: z.optional(z.nullable(identifier)),
  context: z.optional(z.nullable(z.record(z.string(), z.unknown()))),
})
export type InteractionUpdate = z.infer<typeof interactionUpdate>
