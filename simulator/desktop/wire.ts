/** What the desktop page and its little server say to each other. The page imports this file: no Node in here. */
import * as z from 'zod/mini'
import { identifier, instant, unitInterval } from '../../shared/wire/identifiers.ts'
import { escalationLevel, speaker } from '../../shared/wire/vocabulary.ts'

/** One message in a conversation, as the chat pane shows it. `byHand`: whoever sits at this desk wrote it, not the script. */
const chatLine = z.object({
  id: identifier,
  speaker,
  text: z.string(),
  at: instant,
  byHand: z.optional(z.literal(true)),
})
export type ChatLine = z.infer<typeof chatLine>

/** `bot` until the conversation is routed, `queued` until an agent has it, `active` until it ends. */
const conversationStatus = z.enum(['bot', 'queued', 'active', 'ended'])
export type ConversationStatus = z.infer<typeof conversationStatus>

/** As agents see it: the level has hysteresis. `score` in [0, 1]. */
const frustrationMark = z.object({ level: escalationLevel, score: unitInterval })
export type FrustrationMark = z.infer<typeof frustrationMark>

/** One entry of the agent's list. `id` is what `<cx-assist conversation>` takes. */
const conversationSummary = z.object({
  id: identifier,
  interactionId: identifier,
  customerName: z.string(),
  channel: z.string(),
  startedAt: instant,
  status: conversationStatus,
  /** The skill group CXone queued it for, once it is routed. */
  skill: z.optional(z.string()),
  /** How frustrated the customer is, once an utterance was scored. */
  frustration: z.optional(frustrationMark),
  /** What the agent left behind, once CXone has it. */
  wrapUp: z.optional(z.object({ summary: z.string(), disposition: z.optional(z.string()) })),
  /** Text of the newest line. */
  lastLine: z.optional(z.string()),
  /** All lines so far, oldest first. Only in the `conversations` event; an upsert leaves the page's lines alone. */
  lines: z.optional(z.array(chatLine)),
})
export type ConversationSummary = z.infer<typeof conversationSummary>

/** `GET /desktop/session`, and `GET /desktop/supervisor` for the board: who is at this desk, and what the widget needs. 503 with a `desktopError` while the BFF is down. */
export const desktopSession = z.object({
  agentId: identifier,
  agentName: z.string(),
  bffUrl: z.string(),
  token: z.string(),
  expiresAt: instant,
})
export type DesktopSession = z.infer<typeof desktopSession>

/** Desktops of others that are played, each on a page at `/desktops/NAME`, where NAME is what the panel's `?desktop=` takes. */
export const PLAYED_DESKTOPS = {
  generic: 'Any desktop',
  cxone: 'CXone Agent',
  cognigy: 'Agent Copilot',
  chatwoot: 'Chatwoot',
} as const
export type PlayedDesktop = keyof typeof PLAYED_DESKTOPS
export const isPlayedDesktop = (name: string): name is PlayedDesktop => Object.hasOwn(PLAYED_DESKTOPS, name)

/** Body of every refusal of the desktop server. */
export const desktopError = z.object({ error: z.string() })
export type DesktopError = z.infer<typeof desktopError>

/** `POST /desktop/conversations/:id/messages`, answered with 202 and an `acceptedMessage`. */
export const agentMessage = z.strictObject({ text: z.string().check(z.trim(), z.minLength(1), z.maxLength(10_000)) })
const acceptedMessage = z.object({ line: chatLine })
export type AcceptedMessage = z.infer<typeof acceptedMessage>

/**
 * `PUT /desktop/attention`, answered with 204: which conversation somebody has open at this desk, and whether they are
 * writing in it. It holds for {@link ATTENTION_MS} and has to be told again before that.
 */
export const attention = z.strictObject({ conversationId: z.nullable(identifier), isWriting: z.boolean() })
export type Attention = z.infer<typeof attention>
export const ATTENTION_MS = 30_000

/**
 * `GET /desktop/events`, Server-Sent Events. Event name → JSON data. `conversations` comes first on every connection (so
 * after a reconnect too) and replaces the whole list; `conversation` inserts or updates one entry by `id`; `line` adds one.
 */
export const desktopEvents = {
  conversations: z.array(conversationSummary),
  conversation: conversationSummary,
  line: z.object({ conversationId: identifier, line: chatLine }),
} as const
export type DesktopEventName = keyof typeof desktopEvents
export type DesktopEventData<N extends DesktopEventName> = z.infer<(typeof desktopEvents)[N]>
