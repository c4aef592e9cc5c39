/** The event hub of the digital API: a WebSocket that tells of the contacts somebody subscribed to. */
import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import * as z from 'zod/mini'
import type { StandIn } from '../../http/stand-in.ts'
import { openSockets } from '../../http/web-sockets.ts'
import type { ContactStatus } from './digital-contacts.ts'

export const EVENT_HUB_PATH = '/event-hub'

export interface HubMessage {
  readonly id: string
  readonly direction: 'inbound' | 'outbound'
  readonly text: string
  /** Of the agent who wrote it; the bot's messages have none. */
  readonly authorUser?: { readonly id: number; readonly firstName: string } | undefined
}

const frame = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('register'), payload: z.strictObject({ token: z.string() }) }),
  z.strictObject({ action: z.literal('heartbeat') }),
])

export interface EventHubOptions {
  readonly acceptsToken: (token: string) => boolean
  readonly now: () => number
  /** How long a subscription lasts. */
  readonly subscriptionMs: number
}

const POLICY_VIOLATION = 1008

const read = (text: string): z.infer<typeof frame> | undefined => {
  try {
    return frame.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

export class EventHub {
  readonly #options: EventHubOptions
  readonly #subscribedUntil = new Map<string, number>()
  readonly #registered = new Set<WebSocket>()
  #rateLimited = 0

  constructor(options: EventHubOptions) {
    this.#options = options
  }

  /** Opens its door on the server of `standIn`; gives what closes it. */
  open(standIn: StandIn): () => void {
    const sockets = openSockets(standIn, {
      admit: ({ path }) => (path === EVENT_HUB_PATH ? { status: 101 } : { status: 404, reason: 'no such socket' }),
      opened: (socket) => this.#listen(socket),
    })
    return () => sockets.close()
  }

  get registeredCount(): number {
    return this.#registered.size
  }

  isSubscribed(contactNumber: string): boolean {
    return (this.#subscribedUntil.get(contactNumber) ?? 0) > this.#options.now()
  }

  subscribe(contactNumber: string): void {
    this.#subscribedUntil.set(contactNumber, this.#options.now() + this.#options.subscriptionMs)
  }

  /** The next `times` registrations are answered with `RATE_LIMIT_EXCEEDED`. */
  limitRate(times: number): void {
    this.#rateLimited = times
  }

  messageAdded(contactNumber: string, message: HubMessage): void {
    this.#tell(contactNumber, 'MessageAddedIntoCase', {
      case: { id: contactNumber, interactionId: `interaction-${contactNumber}` },
      message: {
        id: message.id,
        postId: `post-${contactNumber}`,
        threadId: `thread-${contactNumber}`,
        direction: message.direction,
        createdAt: new Date(this.#options.now()).toISOString(),
        isDeletedOnExternalPlatform: false,
        isHiddenOnExternalPlatform: false,
        messageContent: { type: 'TEXT', text: message.text },
        authorUser: message.authorUser ?? null,
        authorEndUserIdentity: null,
        hasAdditionalMessageContent: false,
      },
    })
  }

  statusChanged(contactNumber: string, status: ContactStatus): void {
    this.#tell(contactNumber, 'CaseStatusChanged', { case: { id: contactNumber, status } })
  }

  /** Anything, to everybody who registered. */
  sendRaw(text: string): void {
    for (const socket of this.#registered) if (socket.readyState === WebSocket.OPEN) socket.send(text)
  }

  /** With a code an orderly close of every socket, without one the cable is pulled. */
  drop(code?: number): void {
    for (const socket of this.#registered) {
      if (code === undefined) socket.terminate()
      else socket.close(code)
    }
    this.#registered.clear()
  }

  #listen(socket: WebSocket): void {
    // Without a listener the error of a cut connection would end the process; `close` follows and tidies up.
    socket.on('error', () => undefined)
    socket.on('close', () => this.#registered.delete(socket))
    socket.on('message', (data) => this.#answer(socket, String(data)))
  }

  #answer(socket: WebSocket, text: string): void {
    const asked = read(text)
    if (asked?.action === 'register') this.#register(socket, asked.payload.token)
    else if (asked?.action === 'heartbeat' && this.#registered.has(socket)) socket.send('pong')
    else socket.close(POLICY_VIOLATION)
  }

  #register(socket: WebSocket, token: string): void {
    if (this.#rateLimited > 0) {
      this.#rateLimited -= 1
      socket.send('RATE_LIMIT_EXCEEDED')
    } else if (this.#options.acceptsToken(token)) {
      this.#registered.add(socket)
      socket.send('authorized')
    } else {
      socket.close(POLICY_VIOLATION)
    }
  }

  #tell(contactNumber: string, eventType: string, data: unknown): void {
    if (!this.isSubscribed(contactNumber)) return
    this.sendRaw(JSON.stringify({ eventId: randomUUID(), eventObject: 'Case', eventType, traceId: null, data }))
  }
}
