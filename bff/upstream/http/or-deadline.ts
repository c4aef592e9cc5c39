import { orLate } from '../../deadline.ts'
import type { Deadline } from '../../ports/time.ts'
import { UpstreamFailure, type UpstreamName } from '../../ports/upstream.ts'

/** What others share is not ended by one caller's deadline; but that caller waits no longer for it. */
export const orDeadline = <T>(promise: Promise<T>, deadline: Deadline, upstream: UpstreamName): Promise<T> =>
  orLate(promise, deadline, () => Promise.reject<never>(new UpstreamFailure({ upstream, kind: 'timeout' })))
