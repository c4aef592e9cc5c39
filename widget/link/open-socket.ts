/** A socket to the service, as every link of ours has it: by the way that works here, and never again by itself. */
import './strict-csp.ts'
import { io, type Socket } from 'socket.io-client'
import { Decoder } from 'socket.io-parser'
import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import type { Timers } from './link.ts'
import { PlainEncoder } from './plain-json.ts'
import { TransportChoice, WEBSOCKET_FIRST } from './transport-choice.ts'

export type { Socket }

export interface OpeningSocket {
  /** The service's own address, below any path. */
  readonly bff: string
  /** Asked with each attempt. */
  readonly token: () => string
  readonly timers: Timers
  /** What was tried hangs, and another transport is to be tried from the beginning. */
  readonly again: () => void
}

/** Connects to nothing yet: who links says when, and tells `transports` of each attempt. */
export const openSocket = ({
  bff,
  token,
  timers,
  again,
}: OpeningSocket): { readonly socket: Socket; readonly transports: TransportChoice } => {
  const { origin, pathname } = new URL(bff)
  const socket = io(origin, {
    path: `${withoutTrailingSlashes(pathname)}/socket.io`,
    transports: WEBSOCKET_FIRST,
    tryAllTransports: true,
    parser: { Encoder: PlainEncoder, Decoder },
    auth: (give) => give({ token: token() }),
    autoConnect: false,
    forceNew: true,
    reconnection: false,
  })
  const { io: manager } = socket
  const transports = new TransportChoice({
    timers,
    isHanging: () => manager.engine?.readyState === 'opening' && manager.engine.transport?.name === 'websocket',
    use: (some) => {
      manager.opts.transports = [...some]
    },
    again,
  })
  manager.on('open', () => {
    transports.cancel()
    manager.engine.once('upgrade', () => transports.upgraded())
  })
  return { socket, transports }
}
