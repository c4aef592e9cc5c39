/** `GET /api/conversations/{id}/export`: all that is kept of a conversation. */
import * as z from 'zod/mini'
import { assistEnvelope, conversationSnapshot } from './assist.ts'
import { identifier, instant, unitInterval } from './identifiers.ts'
import { origin } from './origin.ts'
import { escalationLevel, speaker } from './vocabulary.ts'

/** Rises where a reader of the last one would read something else. */
export const EXPORT_FORMAT = 1

export const conversationExport = z.object({
  format: z.literal(EXPORT_FORMAT),
  exportedAt: instant,
  conversationId: identifier,
  /** What it was told by, and by whom. */
  ids: z.array(z.object({ kind: z.enum(['conversation', 'contact', 'session', 'interaction']), id: identifier })),
  /** Where webhooks said that it comes from; without the token of the bot's endpoint, which is a secret. */
  origin: z.optional(z.omit(origin, { URLToken: true, utteranceId: true })),
  agentId: z.optional(identifier),
  /** When something last happened in it. */
  activeAt: z.optional(instant),
  epoch: z.string(),
  /** As an agent sees it. */
  snapshot: conversationSnapshot,
  /** The newest events, oldest first. */
  events: z.array(assistEnvelope),
  /** How utterances are known again; `key` is a hash of what was said. */
  heard: z.array(
    z.object({
      utteranceId: z.string(),
      otherId: z.optional(z.string()),
      speaker,
      toldBy: z.array(z.string()),
      key: z.string(),
      heardAt: instant,
    }),
  ),
  scores: z.array(
    z.object({
      utteranceId: z.string(),
      frustration: unitInterval,
      tone: z.string(),
      by: z.string(),
      place: z.number(),
    }),
  ),
  /** Utterances that nobody scored yet. */
  unscored: z.array(z.string()),
  escalated: z.array(z.object({ sessionId: z.string(), level: escalationLevel, at: instant })),
  /** When it needed somebody (contract 14), in about the last hour. */
  needed: z.optional(z.array(z.object({ since: instant, until: z.optional(instant) }))),
  /** What the bot's sessions are still to be told. */
  duties: z.array(
    z.object({
      sessionId: z.string(),
      task: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('context'), context: z.record(z.string(), z.unknown()) }),
        z.object({ kind: z.literal('trigger'), nodeId: z.string() }),
      ]),
      /** After which it is too late. */
      until: instant,
    }),
  ),
  /** How deliveries were answered that told of it: a repeat gets the same. `forms`: as other paths word it. */
  answers: z.array(
    z.object({ status: z.int(), body: z.unknown(), forms: z.optional(z.record(z.string(), z.unknown())) }),
  ),
  /** How many ids of utterances and suggestions are remembered. */
  mentioned: z.int(),
})
export type ConversationExport = z.infer<typeof conversationExport>
