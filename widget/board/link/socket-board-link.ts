/** The board's link over socket.io. */
import {
  type BoardJoinRequest,
  type EscalationTake,
  escalationTakeAnswer,
  type SupervisorNote,
} from '../../../shared/wire/board.ts'
import { readReply } from '../../link/answers.ts'
import { isUnauthorized } from '../../link/arriving.ts'
import { type Backoff, untilReconnected } from '../../link/backoff.ts'
import type { LinkConnection, LinkTarget, Reply, ReportOutcome, Timers } from '../../link/link.ts'
import { openSocket, type Socket } from '../../link/open-socket.ts'
import type { TransportChoice } from '../../link/transport-choice.ts'
import { BoardFollower } from './board-follower.ts'
import type { BoardLink, BoardListener, TakeOutcome } from './board-link.ts'

const ANSWERED_WITHIN_MS = 5_000

/** By name, what is asked; the server's table has the same. */
interface Asked {
  'board:join': BoardJoinRequest
  'supervisor:note': SupervisorNote
  'escalation:take': EscalationTake
}
type Sent = { [N in keyof Asked]: (request: Asked[N], acknowledge: (answer: unknown) => void) => void }
/** Payloads that arrive stay unknown until a schema says otherwise. */
interface Arriving {
  board: (push: unknown) => void
}

export class SocketBoardLink implements BoardLink {
  readonly #socket: Socket<Arriving, Sent>
  readonly #listener: BoardListener
  readonly #reconnect: Backoff<[number, number]>
  readonly #transports: TransportChoice
  readonly #follower: BoardFollower
  #token: string
  #state: LinkConnection = 'closed'
  #isClosed = false

  constructor({ bff, token }: LinkTarget, listener: BoardListener, timers: Timers) {
    this.#token = token
    this.#listener = listener
    this.#reconnect = untilReconnected(timers)
    this.#follower = new BoardFollower({
      listener: {
        joined: (rows, lastHour) => {
          // Not on `connect`: a server that takes us and drops us again must not be asked every second.
          this.#reconnect.reset()
          listener.joined(rows, lastHour)
        },
        changed: (changes) => listener.changed(changes),
        refused: (refusal) => listener.refused(refusal),
        error: (error) => listener.error(error),
      },
      timers,
      join: (request) => this.#socket.timeout(ANSWERED_WITHIN_MS).emitWithAck('board:join', request),
      unauthorized: () => this.#unauthorized(),
    })
    const { socket, transports } = openSocket({
      bff,
      timers,
      token: () => this.#token,
      again: () => {
        this.#stopSocket()
        this.#connect()
      },
    })
    this.#socket = socket
    this.#transports = transports
    this.#socket.on('connect', () => this.#connected())
    this.#socket.on('disconnect', this.#disconnected)
    this.#socket.on('connect_error', (error) => this.#unreachable(error.data))
    this.#socket.on('board', (arrived) => this.#follower.receive(arrived))
  }

  open(): void {
    if (this.#isClosed || this.#state !== 'closed') return
    this.#enter('connecting')
    this.#connect()
  }

  renewToken(token: string): void {
    if (this.#isClosed || token === this.#token) return
    this.#token = token
    // A connection is its token's for as long as it lasts, and the new one may be somebody else's.
    if (this.#state !== 'closed') this.#restart()
  }

  async note(note: SupervisorNote): Promise<ReportOutcome> {
    const reply = await this.#inquire(() =>
      this.#socket.timeout(ANSWERED_WITHIN_MS).emitWithAck('supervisor:note', note),
    )
    return 'refused' in reply ? reply : 'recorded'
  }

  async take(take: EscalationTake): Promise<TakeOutcome> {
    const reply = await this.#inquire(() =>
      this.#socket.timeout(ANSWERED_WITHIN_MS).emitWithAck('escalation:take', take),
    )
    if ('refused' in reply) return reply
    const { data } = escalationTakeAnswer.safeParse(reply.answer)
    return data?.ok ? { takenBy: data.takenBy } : { refused: 'bad_answer' }
  }

  retryNow(): void {
    if (this.#isClosed || this.#state === 'closed') return
    if (this.#socket.connected) this.#follower.retryNow()
    else this.#restart()
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#follower.disconnected()
    this.#reconnect.cancel()
    this.#transports.cancel()
    this.#socket.off()
    this.#socket.disconnect()
  }

  async #inquire(send: () => Promise<unknown>): Promise<Reply> {
    // socket.io would keep it, and send it when nobody expects it any more.
    return this.#socket.connected ? readReply(send) : { refused: 'no_answer' }
  }

  #connect(): void {
    this.#socket.connect()
    this.#transports.attempted()
  }

  #connected(): void {
    this.#reconnect.cancel()
    this.#enter('open')
    this.#follower.connected()
  }

  readonly #disconnected = (): void => {
    this.#follower.disconnected()
    this.#enter('reconnecting')
    this.#reconnectLater()
  }

  #unreachable(data: unknown): void {
    if (isUnauthorized(data)) this.#unauthorized()
    else {
      this.#enter('reconnecting')
      this.#reconnectLater()
    }
  }

  #unauthorized(): void {
    this.#stopSocket()
    this.#enter('unauthorized')
  }

  #restart(): void {
    this.#stopSocket()
    this.#enter(this.#state === 'open' ? 'reconnecting' : 'connecting')
    this.#connect()
  }

  /** Does not report a loss: it is ours. */
  #stopSocket(): void {
    this.#reconnect.cancel()
    this.#transports.cancel()
    this.#socket.off('disconnect', this.#disconnected)
    this.#socket.disconnect()
    this.#socket.on('disconnect', this.#disconnected)
    this.#follower.disconnected()
  }

  #reconnectLater(): void {
    if (!this.#reconnect.isWaiting) this.#reconnect.schedule(() => this.#connect())
  }

  #enter(state: LinkConnection): void {
    if (this.#isClosed || state === this.#state) return
    this.#state = state
    this.#listener.connection(state)
  }
}
