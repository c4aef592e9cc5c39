/** A stream that one of all processes holds open: whoever leads. */
import type { Fence, LeaseStore } from '../ports/store.ts'

interface Stream<S> {
  state(): S
  /** Harmless to call twice. */
  close(): void
}

export interface LedStreamParts<S> {
  readonly leases: LeaseStore
  /** What is held, among all that can be. */
  readonly name: string
  /** @param fence to be given with all that comes over the stream, so that nothing late of it counts */
  readonly open: (fence: Fence) => Stream<S>
}

export interface LedStream<S> {
  state(): S | { readonly kind: 'standby' }
  /** Nothing comes over it any more, and this process opens it no more. */
  close(): void
  /** After {@link close}, when all that came over it is kept: another process may open it. */
  release(): Promise<void>
}

export const leadStream = <S>({ leases, name, open }: LedStreamParts<S>): LedStream<S> => {
  let stream: Stream<S> | undefined
  let isClosed = false
  const held = leases.hold(name, {
    onHeld: (fence) => {
      if (!isClosed) stream = open({ name, fence })
    },
    onLost: () => {
      stream?.close()
      if (!isClosed) stream = undefined
    },
  })
  return {
    state: () => stream?.state() ?? { kind: 'standby' },
    close: () => {
      isClosed = true
      stream?.close()
    },
    release: () => held.release(),
  }
}
