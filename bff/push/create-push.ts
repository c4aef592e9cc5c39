/** The socket.io side: who may connect, one room a conversation, and the way of an envelope to its widgets. */
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { Server } from 'socket.io'
import { covers } from '../../shared/domain/conversation/access.ts'
import type { Rules } from '../../shared/rules.ts'
import type { SignInMark } from '../../shared/wire/token.ts'
import { createAllowedOrigins, isOwnOrigin } from '../callers/origins.ts'
import type { Log } from '../ports/observe.ts'
import type { Push } from '../ports/push.ts'
import type { ConversationNotice, ConversationStore, Following } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'
import type { Tracing } from '../ports/tracing.ts'
import { type BoardRooms, createBoardRooms, isBoardRoom } from './board-rooms.ts'
import { guardHandshakes, type HandshakeParts } from './handshake.ts'
import { type Connection, createSocketLimits, PROVES_ITSELF_WITHIN_MS } from './socket-limits.ts'
import type { WidgetServer, WidgetSocket } from './widget-sockets.ts'

/** Requests of widgets are small; the largest holds an edited reply. */
const LARGEST_MESSAGE_BYTES = 64 * 1024
/**
 * Messages that wait for one widget: from here on it must take some soon, and here it is sent away. It rejoins, and is
 * replayed what it missed.
 */
const LONG_BACKLOG = 1000
const LONGEST_BACKLOG = 20_000
const STALLED_MS = 1000

export interface PushServerParts extends HandshakeParts {
  readonly allowedOrigins: readonly string[]
  readonly rules: () => { readonly widget: Pick<Rules['widget'], 'socketsPerAgent'> }
  readonly clock: Clock
  readonly log: Log
  readonly tracing: Tracing
  /** Notices of a conversation, for as long as a widget is in its room. */
  readonly follow: ConversationStore['follow']
}

export interface PushServer extends Push {
  /** Starts to serve sockets on `httpServer`. */
  attach(httpServer: HttpServer): void
  /** Runs for each widget that proved who it is. */
  onWidget(listener: (socket: WidgetSocket) => void): void
  readonly boards: BoardRooms
  /** Lets the widgets go whose token comes of a sign-in that is meant. */
  dismiss(isMeant: (mark: SignInMark) => boolean): void
  /** Widgets connected right now. */
  connected(): number
  /** Tells widgets to come back elsewhere or later, and stops listening for them. */
  close(): Promise<void>
}

/** Requests of a session that is open already name it. */
const opensSession = ({ url }: IncomingMessage): boolean => !new URLSearchParams(url?.split('?')[1]).has('sid')

export const createPushServer = (parts: PushServerParts): PushServer => {
  const { addresses, clock, log, metrics } = parts
  const isAllowed = createAllowedOrigins(parts.allowedOrigins)
  const limits = createSocketLimits(metrics, () => parts.rules().widget.socketsPerAgent)
  const io: WidgetServer = new Server({
    serveClient: false,
    connectTimeout: PROVES_ITSELF_WITHIN_MS,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    perMessageDeflate: false,
    cors: { origin: (origin, decide) => decide(null, isAllowed(origin)), methods: ['GET', 'POST'] },
    // CORS holds polling only; a WebSocket is opened by any page unless its Origin is looked at.
    allowRequest: (request, decide) => {
      const { origin, host } = request.headers
      const mayOpen = origin === undefined || isAllowed(origin) || isOwnOrigin(origin, host)
      if (!mayOpen) metrics.socketRefused('origin')
      const isTooMany = mayOpen && opensSession(request) && !limits.admitsStranger(addresses.of(request))
      const why = mayOpen ? 'too many connections of this address are waiting' : 'this origin is not allowed'
      decide(mayOpen && !isTooMany ? null : why, mayOpen && !isTooMany)
    },
  })

  guardHandshakes(io, { ...parts, limits })

  /** Rooms of conversations; a room whose only member bears its name is a socket's own. */
  const followings = new Map<string, Following>()
  const rejoin = (room: string, access: Extract<ConversationNotice, { kind: 'rejoin' }>['access']): void => {
    for (const id of io.sockets.adapter.rooms.get(room) ?? []) {
      const socket = io.sockets.sockets.get(id)
      const stays = socket !== undefined && access !== undefined && covers(socket.data.claims, access)
      // Closing the link, not the session: clients come back by themselves and join anew.
      if (!stays) socket?.conn.close()
    }
  }
  const emit = (room: string, { envelope, trace }: Extract<ConversationNotice, { kind: 'event' }>): void => {
    const send = (): boolean => io.to(room).emit('assist', envelope)
    if (trace === undefined) {
      send()
      return
    }
    const widgets = io.sockets.adapter.rooms.get(room)?.size ?? 0
    const attributes = { 'cx_assist.event': envelope.type, 'cx_assist.widgets': widgets }
    parts.tracing.span({ name: 'push', kind: 'producer', parent: trace, attributes }, send)
  }
  io.sockets.adapter.on('create-room', (room: string) => {
    if (io.sockets.sockets.has(room) || isBoardRoom(room)) return
    const following = parts.follow(room, (notice) => {
      if (notice.kind === 'event') emit(room, notice)
      else rejoin(room, notice.access)
    })
    followings.set(room, following)
  })
  io.sockets.adapter.on('delete-room', (room: string) => {
    followings.get(room)?.stop()
    followings.delete(room)
  })

  io.on('connection', (socket) => {
    const endsIn = Math.min(socket.data.claims.exp * 1000 - clock.now(), 2 ** 31 - 1)
    const expiry = setTimeout(() => {
      metrics.socketRefused('expired')
      socket.disconnect(true)
    }, endsIn)
    expiry.unref()
    socket.on('disconnect', () => {
      clearTimeout(expiry)
      // Who has left the session holds its connection for nothing.
      socket.conn.close()
    })
    boundBacklog(socket)
    writeTogether(socket)
    forgetHandshake(socket)
  })

  /** What it came with, its token among that, is of no use from here on, and would be held for as long as the widget stays. */
  const forgetHandshake = (socket: WidgetSocket): void => {
    Object.assign(socket.handshake, { headers: {}, auth: {} })
    Reflect.set(socket.conn, 'request', undefined)
  }

  /** Several packets that are due at once go out in one write instead of one each. */
  const writeTogether = (socket: WidgetSocket): void => {
    const { socket: connection } = socket.request
    socket.conn.on('flush', (packets: readonly unknown[]) => {
      if (packets.length > 1) connection.cork()
    })
    socket.conn.on('drain', () => connection.uncork())
  }

  /** A burst is no sign of a slow reader: only one who has taken nothing for a while, or is hopelessly behind, goes. */
  const boundBacklog = (socket: WidgetSocket): void => {
    let waiting = 0
    let stalled: NodeJS.Timeout | undefined
    const calm = (): void => {
      waiting = 0
      clearTimeout(stalled)
      stalled = undefined
    }
    const sendAway = (): void => {
      metrics.socketRefused('too_slow')
      log.warn({ backlog: waiting }, 'a widget does not read what it is sent and was disconnected')
      calm()
      // Discarding what waits: it is what this widget does not read.
      socket.conn.close(true)
    }
    socket.conn.on('drain', calm)
    socket.conn.on('close', calm)
    socket.conn.on('packetCreate', () => {
      waiting += 1
      if (waiting === LONG_BACKLOG) stalled = setTimeout(sendAway, STALLED_MS)
      if (waiting === LONGEST_BACKLOG) sendAway()
    })
  }

  return {
    onWidget: (listener) => {
      io.on('connection', listener)
    },
    attach: (httpServer) => {
      io.attach(httpServer)
      io.engine.on('connection', (connection: Connection) =>
        limits.arrived(connection, addresses.of(connection.request)),
      )
    },
    boards: createBoardRooms(io),
    dismiss: (isMeant) => {
      for (const socket of io.sockets.sockets.values()) {
        const { signIn } = socket.data.claims
        if (signIn === undefined || !isMeant(signIn)) continue
        metrics.socketRefused('signed_out')
        socket.disconnect(true)
      }
    },
    connected: () => io.sockets.sockets.size,
    followed: () => [...followings.keys()],
    close: async () => {
      await io.close()
    },
  }
}
