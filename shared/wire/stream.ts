/** Frames of Cognigy's agent-assist stream (CONTRACT section 4). */
import * as z from 'zod/mini'
import { findJsonExcess } from './json-limits.ts'
import { ifReadable, isNothing, lenientId, lenientNumber, lenientText } from './lenient.ts'
import { type Speaker, speaker } from './vocabulary.ts'

/** Every frame has at least a type; unknown types (and `HEARTBEAT`) need no answer. */
export const streamFrame = z.object({ type: z.string(), payload: z.optional(z.unknown()) })

/** What other products call the three who speak. */
const SPEAKERS: ReadonlyMap<string, Speaker> = new Map<string, Speaker>([
  ...[
    'customer',
    'user',
    'enduser',
    'human',
    'person',
    'client',
    'consumer',
    'visitor',
    'guest',
    'caller',
    'contact',
  ].map((name) => [name, 'customer'] as const),
  ...['agent', 'humanagent', 'operator', 'representative', 'advisor', 'supervisor'].map(
    (name) => [name, 'agent'] as const,
  ),
  ...['bot', 'chatbot', 'virtualagent', 'assistant', 'ai', 'system', 'ivr'].map((name) => [name, 'bot'] as const),
])

/** In any case and spelling (`End User`, `VIRTUAL_AGENT`); nothing, and what is no word, is the customer. */
const speakerIn = (value: unknown): unknown => {
  if (isNothing(value) || typeof value !== 'string') return 'customer'
  return SPEAKERS.get(value.toLowerCase().replace(/[^a-z]/g, '')) ?? value
}

/** Whatever it holds goes on to Cognigy and into a cache's key, so it must be such that it can be written again. */
const context = z.record(z.string(), z.unknown()).check(z.refine((value) => findJsonExcess(value) === undefined))

/**
 * Payload of an `INTERACTION_UPDATE`: one utterance. `sentimentScore` runs from -1 (negative) to 1 (positive). Only who
 * speaks where, and the words, are needed: what else is no such thing is left out, and the utterance is heard all the same.
 */
export const interactionUpdate = z.object({
  interactionId: lenientId,
  agentId: ifReadable(lenientId),
  /** No text, as with a picture, is no utterance; without the key it is no update either. */
  transcript: z.pipe(z.unknown().check(z.refine((value) => value !== undefined, 'is missing')), lenientText),
  sentimentScore: ifReadable(lenientNumber(z.number().check(z.minimum(-1), z.maximum(1)))),
  speaker: z.pipe(z.transform(speakerIn), speaker),
  utteranceId: ifReadable(lenientId),
  conversationId: ifReadable(lenientId),
  context: ifReadable(context),
})
export type InteractionUpdate = z.infer<typeof interactionUpdate>
