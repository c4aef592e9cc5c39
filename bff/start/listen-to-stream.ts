/** What Cognigy's stream tells goes to the application, and is finished before the process ends. */
import { describeFault } from '../fault.ts'
import type { AssistStream, CognigyUpstream, StreamListener } from '../ports/cognigy.ts'
import type { Log } from '../ports/observe.ts'

export interface StreamLink extends Pick<AssistStream, 'close'> {
  /** Resolves when all that was told is heard. */
  settled(): Promise<void>
}

export const listenToStream = (parts: {
  readonly cognigy: Pick<CognigyUpstream, 'openStream'>
  hear(update: Parameters<StreamListener['onUpdate']>[0]): Promise<void>
  readonly onState: StreamListener['onState']
  readonly log: Log
}): StreamLink => {
  const pending = new Set<Promise<void>>()
  const stream = parts.cognigy.openStream({
    onState: parts.onState,
    onUpdate: (update) => {
      const heard = parts
        .hear(update)
        .catch((error: unknown) =>
          parts.log.error(describeFault(error), 'an utterance of the stream was lost on a fault of ours'),
        )
        .finally(() => pending.delete(heard))
      pending.add(heard)
    },
  })
  return {
    close: stream.close,
    settled: async () => {
      await Promise.allSettled(pending)
    },
  }
}
