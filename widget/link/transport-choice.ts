/**
 * Which transport a connection begins with. A WebSocket is better, but some networks swallow its handshake without an
 * answer: then the next attempt begins by polling, which goes over to a WebSocket by itself as soon as one opens.
 */
import type { Timers } from './link.ts'

/** Where a WebSocket can be had it opens in far less; a server that is slow is reached by polling as well. */
export const WEBSOCKET_WITHIN_MS = 5_000
export const WEBSOCKET_FIRST = ['websocket', 'polling']
const POLLING_FIRST = ['polling', 'websocket']

export interface TransportChoiceParts {
  readonly timers: Timers
  /** Whether the attempt that is under way still waits for a WebSocket to open. */
  isHanging(): boolean
  /** For the attempts from now on. */
  use(transports: readonly string[]): void
  /** Begins another attempt, now. */
  again(): void
}

export class TransportChoice {
  readonly #parts: TransportChoiceParts
  #cancel: (() => void) | undefined

  constructor(parts: TransportChoiceParts) {
    this.#parts = parts
  }

  /** An attempt begins. */
  attempted(): void {
    this.cancel()
    const { timers, isHanging, use, again } = this.#parts
    this.#cancel = timers.after(WEBSOCKET_WITHIN_MS, () => {
      if (!isHanging()) return
      use(POLLING_FIRST)
      again()
    })
  }

  /** No attempt is under way any more. */
  cancel(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }

  /** Here is a network that lets a WebSocket through. */
  upgraded(): void {
    this.#parts.use(WEBSOCKET_FIRST)
  }
}
