import type { Deadline } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** What others share is not ended by one caller's deadline; but that caller waits no longer for it. */
export const orDeadline = async <T>(
  promise: Promise<T>,
  { signal }: Deadline,
  upstream: 'cxone' | 'cognigy',
): Promise<T> => {
  let stop = (): void => undefined
  const timeIsUp = new Promise<never>((_, reject) => {
    stop = () => reject(new UpstreamFailure({ upstream, kind: 'timeout' }))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([promise, timeIsUp])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
