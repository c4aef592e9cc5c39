/** The link over socket.io. No DOM in here: checkers use it in Node. */
// First, so that the client lies beside its like in the module: a hundredth of the whole, once it is gzipped.
import './open-socket.ts'
import type { RequestName, RequestOf } from '../../shared/wire/requests.ts'
import type { JoinAnswer, JoinRequest } from '../../shared/wire/socket-events.ts'
import { answeredWithinMs } from './answer-times.ts'
import { readJoin, readReply } from './answers.ts'
import { type Arrival, isUnauthorized, readEnvelope } from './arriving.ts'
import { type Backoff, untilReconnected } from './backoff.ts'
import { Follower } from './follower.ts'
import type {
  AskedName,
  Link,
  LinkConnection,
  LinkListener,
  LinkTarget,
  Progress,
  Reply,
  ReportOutcome,
  Timers,
} from './link.ts'
import { openSocket, type Socket } from './open-socket.ts'
import { Rooms } from './rooms.ts'
import { systemTimers } from './timers.ts'
import type { TransportChoice } from './transport-choice.ts'

/** A new token is tried behind the agent's back; longer than this it would be a lie that all is well. */
const RENEWED_WITHIN_MS = 2_000

/** Payloads that arrive stay unknown until a schema says otherwise. */
interface Arriving {
  assist: (envelope: unknown) => void
}

/** What may be sent under which name is the table's to say, at the one place that sends. */
interface Sent {
  [name: string]: (request: unknown, acknowledge: (answer: unknown) => void) => void
}

export class SocketLink implements Link {
  readonly #socket: Socket<Arriving, Sent>
  readonly #listener: LinkListener
  readonly #timers: Timers
  /** Whatever ended the connection or refused it. socket.io's own doubles each time, and knows nothing of some of it. */
  readonly #reconnect: Backoff<[number, number]>
  #token: string
  #state: LinkConnection = 'closed'
  #isClosed = false
  #follower: Follower | undefined
  #cancelRenewal: (() => void) | undefined
  readonly #rooms: Rooms
  readonly #transports: TransportChoice

  constructor({ bff, token }: LinkTarget, listener: LinkListener, timers: Timers = systemTimers) {
    this.#token = token
    this.#listener = listener
    this.#timers = timers
    this.#reconnect = untilReconnected(timers)
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
    this.#rooms = new Rooms((conversationId) => this.#send('conversation:leave', { conversationId }))
    this.#socket.on('connect', () => this.#connected())
    this.#socket.on('disconnect', () => this.#disconnected())
    this.#socket.on('connect_error', (error) => this.#unreachable(error.data))
    this.#socket.on('assist', (arrived) => this.#arrived(readEnvelope(arrived)))
  }

  open(): void {
    if (this.#isClosed || this.#state !== 'closed') return
    this.#enter('connecting')
    this.#connect()
  }

  follow(conversationId: string | null, progress?: Progress): void {
    if (this.#isClosed) return
    this.#follower?.stop()
    this.#follower = conversationId === null ? undefined : this.#newFollower(conversationId, progress)
    if (this.#socket.connected) this.#follower?.connected()
    this.#leaveOthers()
  }

  renewToken(token: string): void {
    if (this.#isClosed || token === this.#token) return
    this.#token = token
    if (this.#state === 'closed') return
    // A connection is its token's for as long as it lasts, and the new one may be another agent's.
    const isQuiet = this.#state === 'open' && this.#follower?.isWaiting !== true
    if (!isQuiet) {
      this.#restart()
      return
    }
    this.#stopSocket()
    this.#cancelRenewal = this.#timers.after(RENEWED_WITHIN_MS, () => this.#enter('reconnecting'))
    this.#connect()
  }

  async ask<N extends AskedName>(name: N, request: RequestOf<N>): Promise<ReportOutcome> {
    const reply = await this.inquire(name, request)
    return 'refused' in reply ? reply : 'recorded'
  }

  async inquire<N extends AskedName>(name: N, request: RequestOf<N>): Promise<Reply> {
    // socket.io would keep it, and send it before the join that makes it welcome.
    if (!this.#socket.connected) return { refused: 'no_answer' }
    return readReply(() => this.#send(name, request))
  }

  retryNow(): void {
    if (this.#isClosed || this.#state === 'closed') return
    if (this.#socket.connected) this.#follower?.retryNow()
    else this.#restart()
  }

  close(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#follower?.stop()
    this.#reconnect.cancel()
    this.#cancelRenewal?.()
    this.#transports.cancel()
    this.#socket.off()
    this.#socket.disconnect()
  }

  #connect(): void {
    this.#socket.connect()
    this.#transports.attempted()
  }

  /** The one way out, since the socket itself would take anything. Rejects when no answer came in time. */
  #send<N extends RequestName>(name: N, request: RequestOf<N>): Promise<unknown> {
    return this.#socket.timeout(answeredWithinMs(name)).emitWithAck(name, request)
  }

  #newFollower(conversationId: string, progress: Progress | undefined): Follower {
    return new Follower({
      conversationId,
      progress,
      listener: this.#listener,
      timers: this.#timers,
      join: (request) => this.#join(request),
      unauthorized: () => this.#unauthorized(),
      settled: () => this.#leaveOthers(),
    })
  }

  async #join(request: JoinRequest): Promise<JoinAnswer> {
    const answer = await readJoin(
      () => this.#rooms.join(() => this.#send('conversation:join', request)),
      answeredWithinMs('conversation:join'),
    )
    if (answer.ok) {
      this.#rooms.entered(answer.conversationId)
      // Not on `connect`: a server that takes us and drops us again must not be asked every second.
      this.#reconnect.reset()
    }
    return answer
  }

  #leaveOthers(): void {
    // While it is not known what the followed one is called, that could be among those that are left.
    if (this.#follower?.isJoining || !this.#socket.connected) return
    this.#rooms.leaveAllBut(this.#follower?.canonicalId)
  }

  #arrived(arrival: Arrival): void {
    const { conversationId } = arrival
    const follower = this.#follower
    // Before a join is answered anything may be for us; the follower sorts it out then.
    const isForUs = follower?.isJoining || (follower !== undefined && conversationId === follower.canonicalId)
    if (isForUs || conversationId === undefined) {
      if (arrival.isEvent) follower?.receive(arrival.envelope)
      else follower?.receiveMalformed(arrival.message)
      return
    }
    // A join that timed out here may have succeeded there.
    this.#rooms.entered(conversationId)
    this.#leaveOthers()
  }

  #connected(): void {
    this.#reconnect.cancel()
    this.#cancelRenewal?.()
    this.#enter('open')
    this.#follower?.connected()
  }

  #disconnected(): void {
    this.#rooms.forget()
    this.#follower?.disconnected()
    this.#enter('reconnecting')
    this.#reconnectLater()
  }

  #unreachable(data: unknown): void {
    if (isUnauthorized(data)) {
      this.#unauthorized()
      return
    }
    this.#enter('reconnecting')
    this.#reconnectLater()
  }

  #unauthorized(): void {
    this.#stopSocket()
    this.#enter('unauthorized')
  }

  #restart(): void {
    this.#stopSocket()
    this.#enter(this.#state === 'unauthorized' ? 'connecting' : 'reconnecting')
    this.#connect()
  }

  /** Does not report a loss: it is ours. */
  #stopSocket(): void {
    this.#reconnect.cancel()
    this.#cancelRenewal?.()
    this.#transports.cancel()
    this.#socket.off('disconnect')
    this.#socket.disconnect()
    this.#socket.on('disconnect', () => this.#disconnected())
    this.#rooms.forget()
    this.#follower?.disconnected()
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
