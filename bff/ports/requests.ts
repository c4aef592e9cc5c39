/** What widgets ask: the port between the sockets that hear it and the flows that answer it. */
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { BoardPush } from '../../shared/wire/board.ts'
import type { AnswerOf, RequestName, RequestOf } from '../../shared/wire/requests.ts'
import type { TokenClaims } from '../../shared/wire/token.ts'

/** One connected widget, so far as it follows conversations. */
export interface Seat {
  /** It may have gone while its request waited; who has gone is let in nowhere. */
  isTaken(): boolean
  /** How many conversations it follows. */
  count(): number
  follows(conversationId: string): boolean
  /** Which one it follows by this of its ids; `undefined` where it asked for none by it. */
  followedBy(alias: string): string | undefined
  /** From now on it is sent what happens in this conversation. */
  enter(conversationId: string, alias: string): void
  leave(conversationId: string | undefined, alias: string): void
  send(envelope: AssistEnvelope): void
  /** From now on it is sent what the boards of this view are told. */
  watch(view: string): void
  sendBoard(push: BoardPush): void
}

/** Who asks. */
interface Caller<A> {
  readonly claims: TokenClaims
  readonly seat: Seat
  /** Answers before the taker is through, where something must follow the answer. What it gives in the end is sent no more. */
  answerNow(answer: A): void
}

/** Answers one request, whose form and access were looked at. */
export type Taker<N extends RequestName> = (request: RequestOf<N>, caller: Caller<AnswerOf<N>>) => Promise<AnswerOf<N>>

/** By name, who answers. */
export type Takers<Names extends RequestName = RequestName> = { readonly [N in Names]: Taker<N> }
