/** What Cognigy's stream tells goes to the application, by one of all processes, and is finished before this one ends. */
import { leadStream } from '../cluster/lead-stream.ts'
import type { CognigyUpstream, StreamListener } from '../ports/cognigy.ts'
import type { Log } from '../ports/observe.ts'
import type { Fence, LeaseStore } from '../ports/store.ts'
import type { Timer } from '../ports/time.ts'
import { createHearing } from './hearing.ts'

export interface StreamLink {
  /** Whether this process listens, or another one does. */
  isLeading(): boolean
  /** Nothing comes over it any more. */
  close(): void
  /** Resolves when all that was told is heard. */
  settled(): Promise<void>
  /** After all is heard: another process may listen. */
  release(): Promise<void>
}

/** How the stream is, whoever listens says, and goes on saying. */
const TELL_STATE_EVERY_MS = 10_000

type Update = Parameters<StreamListener['onUpdate']>[0]

export const listenToStream = (parts: {
  readonly cognigy: Pick<CognigyUpstream, 'openStream'>
  readonly leases: LeaseStore
  hear(update: Update, fence: Fence): Promise<void>
  readonly onState: StreamListener['onState']
  readonly timer: Timer
  readonly log: Log
}): StreamLink => {
  const { cognigy, leases, onState, timer, log } = parts
  const hearing = createHearing('the stream', log)
  const stream = leadStream({
    leases,
    name: 'agent-assist-stream',
    open: (fence) => cognigy.openStream({ onState, onUpdate: (update) => hearing.begin(parts.hear(update, fence)) }),
  })
  /** Who was stopped while it listened may have told, as its last word, what it saw when it came to. */
  const tellState = (): void => {
    const state = stream.state()
    if (state.kind === 'live') onState({ isLive: true })
    if (state.kind === 'reconnecting') onState({ isLive: false, cause: state.cause })
  }
  const stopTelling = timer.every(TELL_STATE_EVERY_MS, tellState)
  return {
    isLeading: () => stream.state().kind !== 'standby',
    close: () => {
      stopTelling()
      stream.close()
    },
    settled: hearing.settled,
    release: stream.release,
  }
}
