/** The supervisor's board, notes and takeover over socket.io (docs/contract.md 14 and 11). */
import * as z from 'zod/mini'
import { identifier, instant, unitInterval } from './identifiers.ts'
import { refusal } from './refusal.ts'
import { escalationLevel } from './vocabulary.ts'

/** `bot`: nobody but a bot has it; `waiting`: on its way to an agent; `active`: an agent has it. */
const boardState = z.enum(['bot', 'waiting', 'active', 'ended'])
export type BoardState = z.infer<typeof boardState>

/** Which way frustration went over the newest scored utterances. */
const boardTrend = z.enum(['rising', 'falling', 'steady'])

/** Characters of `lastText`, the ellipsis included. */
export const BOARD_TEXT_LENGTH = 140

/** One conversation on the board. */
export const boardRow = z.object({
  conversationId: identifier,
  agentId: z.optional(identifier),
  customerName: z.optional(z.string()),
  channel: z.optional(z.string()),
  /** The queue or skill that it was routed to. */
  skill: z.optional(z.string()),
  state: boardState,
  startedAt: instant,
  /** Only of one that has ended. */
  endedAt: z.optional(instant),
  lastCustomerAt: z.optional(instant),
  /** The oldest message of the customer since anybody answered. */
  unansweredSince: z.optional(instant),
  /** Of the conversation, in [0, 1]; absent where nothing was scored. */
  frustration: z.optional(unitInterval),
  level: z.optional(escalationLevel),
  trend: boardTrend,
  intent: z.optional(z.string()),
  confidence: z.optional(unitInterval),
  escalation: z.optional(
    z.object({
      level: escalationLevel,
      at: instant,
      /** The supervisor who is on it. */
      takenBy: z.optional(identifier),
    }),
  ),
  /** How often the bot did not understand. */
  misunderstood: z.int().check(z.minimum(0)),
  /** The newest message, masked, of at most {@link BOARD_TEXT_LENGTH} characters. */
  lastText: z.optional(z.string()),
  suggestionsUsed: z.int().check(z.minimum(0)),
})
export type BoardRow = z.infer<typeof boardRow>

/** `afterSeq` is the newest push that is known; without, or where it is too long ago, the answer has all rows. */
export const boardJoinRequest = z.object({ afterSeq: z.optional(z.int().check(z.minimum(0))) })
export type BoardJoinRequest = z.infer<typeof boardJoinRequest>

/** What became of rows since the push before: the newest of each, and which are gone. */
export const boardPush = z.object({
  /**
   * Rises by one with each push to a board. Where it begins is nobody's business: another process, or the same one after a
   * restart, begins elsewhere, so that it knows an `afterSeq` that is not its own.
   */
  seq: z.int().check(z.minimum(0)),
  upserts: z.array(boardRow),
  removed: z.array(identifier),
})
export type BoardPush = z.infer<typeof boardPush>

/**
 * With `rows`: all there are. Without: what is missing since `afterSeq` follows as one `board` event, or nothing is. Either
 * way, the `board` event that comes next has the `seq` after this one.
 */
const boardJoined = z.object({
  ok: z.literal(true),
  seq: z.int().check(z.minimum(0)),
  rows: z.optional(z.array(boardRow)),
  /**
   * For each minute up to this answer, oldest first, how many conversations needed somebody at once when it was worst: were
   * escalated and not taken, or angry and not answered. Fewer where nothing is known of what was before.
   */
  lastHour: z.optional(z.array(z.int().check(z.minimum(0)))),
})
export const boardJoinAnswer = z.discriminatedUnion('ok', [boardJoined, refusal])
export type BoardJoinAnswer = z.infer<typeof boardJoinAnswer>

/** Characters of a note. */
export const NOTE_LENGTH = 2000

/** A supervisor's word to the agent of a conversation. */
export const supervisorNote = z.object({
  conversationId: identifier,
  text: z.string().check(z.trim(), z.minLength(1), z.maxLength(NOTE_LENGTH)),
})
export type SupervisorNote = z.infer<typeof supervisorNote>

/** A supervisor is on the newest escalation of a conversation. */
export const escalationTake = z.object({ conversationId: identifier })
export type EscalationTake = z.infer<typeof escalationTake>
/** `takenBy`: who is on it, the caller or whoever was quicker. */
export const escalationTakeAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), takenBy: identifier }),
  refusal,
])
export type EscalationTakeAnswer = z.infer<typeof escalationTakeAnswer>
