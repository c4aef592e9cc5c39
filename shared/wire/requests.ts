/**
 * All that widgets ask over socket.io, each acknowledged (docs/contract.md 5.3): the one table that the types of both sides, the
 * server's loop, the link's `ask`, the scripted link of tests and playground, and `/asyncapi.json` derive from.
 *
 * A new request is written in five places: its row and schemas here; its flow in `bff/flows/<use case>/`, and that folder's
 * `requests.ts`, which says how each outcome is answered; the desk in `widget/desk/` that asks, and `agent-desk.ts`, which
 * gives that desk its `ask`. "Suggest now" is the model: `suggestion:request` here, `flows/suggestions/suggestion-request.ts`
 * and `requests.ts`, `desk/suggestion-requests.ts` and `agent-desk.ts`. What agents see of it comes on top.
 *
 * The widget imports types from here, never the table: it would carry the schemas of requests, which it has no use for.
 */
import type * as z from 'zod/mini'
import type { AssistEnvelope } from './assist.ts'
import {
  type BoardJoinRequest,
  type BoardPush,
  boardJoinAnswer,
  boardJoinRequest,
  escalationTake,
  escalationTakeAnswer,
  supervisorNote,
} from './board.ts'
import {
  knowledgeQuestion,
  knowledgeQuestionAnswer,
  knowledgeSearch,
  knowledgeSearchAnswer,
  rewriteAnswer,
  rewriteRequest,
} from './knowledge.ts'
import { joinAnswer, joinRequest, leaveRequest, plainAnswer, suggestionRequest } from './socket-events.ts'
import {
  escalationAck,
  escalationRequest,
  intentConfirmation,
  scoringRequest,
  sentimentAnswerAck,
  sentimentReport,
  suggestionFeedback,
} from './socket-reports.ts'
import type { TokenRole } from './token.ts'
import { summaryAnswer, summaryRequest, summarySaving } from './wrap-up.ts'

/** One request: what is sent, what acknowledges it, and how long a widget waits for that. */
export interface RequestRow<Q, A> {
  /** What it is for, in a sentence for whoever reads the description. */
  readonly summary: string
  readonly request: z.ZodMiniType<Q>
  readonly answer: z.ZodMiniType<A>
  readonly withinMs: number
  /** Whose token may ask it. */
  readonly by: readonly TokenRole[]
}

/** Each names the conversation that it is about, since a token is for conversations; a board is about all of them. */
type AnyRow = RequestRow<{ conversationId: string }, { ok: boolean }> | RequestRow<BoardJoinRequest, { ok: boolean }>

const ANYBODY = ['agent', 'supervisor'] as const
const AGENTS = ['agent'] as const
const SUPERVISORS = ['supervisor'] as const

const table = {
  'conversation:join': {
    summary: 'Follow a conversation, from its beginning or after an event that is known',
    request: joinRequest,
    answer: joinAnswer,
    withinMs: 5_000,
    by: ANYBODY,
  },
  'conversation:leave': {
    summary: 'Follow a conversation no longer',
    request: leaveRequest,
    answer: plainAnswer,
    withinMs: 2_000,
    by: ANYBODY,
  },
  'sentiment:report': {
    summary: 'Report how an utterance was scored in the browser',
    request: sentimentReport,
    answer: sentimentAnswerAck,
    withinMs: 5_000,
    by: AGENTS,
  },
  'sentiment:score': {
    summary: 'Have utterances scored by the service',
    request: scoringRequest,
    answer: sentimentAnswerAck,
    // The service may have to load its model first.
    withinMs: 15_000,
    by: AGENTS,
  },
  'suggestion:feedback': {
    summary: 'Report what an agent did with a suggestion',
    request: suggestionFeedback,
    answer: plainAnswer,
    withinMs: 5_000,
    by: AGENTS,
  },
  'suggestion:request': {
    summary: 'Ask for suggestions now; a `suggestions` event with `requested` follows',
    request: suggestionRequest,
    answer: plainAnswer,
    withinMs: 5_000,
    by: AGENTS,
  },
  'intent:confirm': {
    summary: 'Say what a misunderstood customer meant',
    request: intentConfirmation,
    answer: plainAnswer,
    withinMs: 5_000,
    by: AGENTS,
  },
  'escalation:request': {
    summary: 'Escalate by hand, whatever the figures say',
    request: escalationRequest,
    answer: escalationAck,
    // The service gives Cognigy six seconds.
    withinMs: 8_000,
    by: ANYBODY,
  },
  'knowledge:search': {
    summary: 'Search the operator’s own knowledge',
    request: knowledgeSearch,
    answer: knowledgeSearchAnswer,
    withinMs: 5_000,
    by: ANYBODY,
  },
  'knowledge:answer': {
    summary: 'Have a question answered from what the search finds, by a language model where the operator has one',
    request: knowledgeQuestion,
    answer: knowledgeQuestionAnswer,
    // The model is given eight seconds, and may be given more by its operator.
    withinMs: 30_000,
    by: ANYBODY,
  },
  'suggestion:rewrite': {
    summary: 'Have a text rewritten by a language model, where the operator has one',
    request: rewriteRequest,
    answer: rewriteAnswer,
    withinMs: 30_000,
    by: AGENTS,
  },
  'conversation:summary': {
    summary: 'What the conversation came to, for the agent to correct',
    request: summaryRequest,
    answer: summaryAnswer,
    withinMs: 30_000,
    by: ANYBODY,
  },
  'summary:save': {
    summary: 'Keep the agent’s summary with the conversation in CXone',
    request: summarySaving,
    answer: plainAnswer,
    withinMs: 10_000,
    by: AGENTS,
  },
  'board:join': {
    summary: 'Follow all conversations that the token covers, each as one row; `board` events follow',
    request: boardJoinRequest,
    answer: boardJoinAnswer,
    withinMs: 5_000,
    by: SUPERVISORS,
  },
  'supervisor:note': {
    summary: 'Write a note to the agent of a conversation',
    request: supervisorNote,
    answer: plainAnswer,
    withinMs: 5_000,
    by: SUPERVISORS,
  },
  'escalation:take': {
    summary: 'Tell the agent of an escalated conversation that one is on it',
    request: escalationTake,
    answer: escalationTakeAnswer,
    withinMs: 5_000,
    by: SUPERVISORS,
  },
} as const satisfies Readonly<Record<string, AnyRow>>

type Table = typeof table

export type RequestName = keyof Table
export type RequestOf<N extends RequestName> = z.output<Table[N]['request']>
export type AnswerOf<N extends RequestName> = z.output<Table[N]['answer']>
/** By name, how long a widget waits for the answer. */
export type WithinMs = { readonly [N in RequestName]: Table[N]['withinMs'] }

export const requests: { readonly [N in RequestName]: RequestRow<RequestOf<N>, AnswerOf<N>> } = table

export const isRequestName = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(requests, name)
export const requestNames: readonly RequestName[] = Object.keys(requests).filter(isRequestName)

/** As the server hears them. Payloads are `unknown`: what a stranger sent, until a schema says otherwise. */
export type ClientToServerEvents = {
  [N in RequestName]: (payload: unknown, acknowledge: (answer: AnswerOf<N>) => void) => void
}

export interface ServerToClientEvents {
  assist: (envelope: AssistEnvelope) => void
  board: (push: BoardPush) => void
}
