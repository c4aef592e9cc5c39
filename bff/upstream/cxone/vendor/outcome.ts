/** What became of a call, where a failure is not the end of it. */
import { UpstreamFailure } from '../../../ports/upstream.ts'

export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: UpstreamFailure }

/** Anything but the failure of an upstream is a fault of ours, and thrown. */
export const outcomeOf = async <T>(work: Promise<T>): Promise<Outcome<T>> => {
  try {
    return { ok: true, value: await work }
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    return { ok: false, failure: error }
  }
}

/** @throws UpstreamFailure where there is none */
export const found = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value
  throw outcome.failure
}
