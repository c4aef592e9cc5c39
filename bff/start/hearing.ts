/** What is heard over a link is worked on in the background, and finished before this process ends. */
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'
import { StaleFence } from '../ports/store.ts'

export interface Hearing {
  /** Returns at once. */
  begin(work: Promise<void>): void
  /** Resolves when all that was begun is done. */
  settled(): Promise<void>
}

/** @param source as the log calls it, such as `the stream` */
export const createHearing = (source: string, log: Log): Hearing => {
  const pending = new Set<Promise<void>>()
  return {
    begin: (work) => {
      const heard = work
        .catch((error: unknown) => {
          if (error instanceof StaleFence)
            log.info({}, `an utterance of ${source} is heard by the process that leads now`)
          else log.error(describeFault(error), `an utterance of ${source} was lost on a fault of ours`)
        })
        .finally(() => pending.delete(heard))
      pending.add(heard)
    },
    settled: async () => {
      await Promise.allSettled(pending)
    },
  }
}
