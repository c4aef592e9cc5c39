/** socket.io's server and sockets, as the wire to widgets types them. */
import type { Server, Socket } from 'socket.io'
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/wire/requests.ts'
import type { TokenClaims } from '../../shared/wire/token.ts'

interface SocketData {
  claims: TokenClaims
}
export type WidgetServer = Server<ClientToServerEvents, ServerToClientEvents, Record<never, never>, SocketData>
export type WidgetSocket = Socket<ClientToServerEvents, ServerToClientEvents, Record<never, never>, SocketData>
