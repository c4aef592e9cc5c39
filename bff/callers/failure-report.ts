/** Failed authentications in the log: the first at once, and then what came since, once a minute. */
import type { Log } from '../ports/observe.ts'

const REPORT_EVERY_MS = 60_000
/** Addresses told apart between two lines; beyond it they are counted together. */
const MOST_ADDRESSES = 1000

/** Where something is to be proven. */
export type Door = 'webhook' | 'integrator' | 'widget' | 'sign-in'

interface Failures {
  readonly byAddress: Map<string, number>
  cause: string | undefined
}

export interface FailureReport {
  /** @param cause where more is known than that something was wrong; the newest one is told. */
  add(door: Door, address: string, cause?: string): void
}

export const createFailureReport = (log: Log, everyMs = REPORT_EVERY_MS): FailureReport => {
  const since = new Map<Door, Failures>()

  const tell = (door: Door, { byAddress, cause }: Failures): void => {
    const [most = ['', 0]] = [...byAddress].toSorted(([, a], [, b]) => b - a)
    const failures = [...byAddress.values()].reduce((sum, count) => sum + count, 0)
    const fields = { door, failures, addresses: byAddress.size, mostFrom: most[0], most: most[1], cause }
    log.warn(fields, 'callers could not prove who they are')
  }
  const tellLater = (door: Door): void => {
    since.set(door, { byAddress: new Map(), cause: undefined })
    setTimeout(() => {
      const failures = since.get(door)
      since.delete(door)
      if (failures === undefined || failures.byAddress.size === 0) return
      tell(door, failures)
      tellLater(door)
    }, everyMs).unref()
  }

  return {
    add: (door, address, cause) => {
      const failures = since.get(door)
      if (failures === undefined) {
        tell(door, { byAddress: new Map([[address, 1]]), cause })
        tellLater(door)
        return
      }
      const { byAddress } = failures
      const key = byAddress.has(address) || byAddress.size < MOST_ADDRESSES ? address : 'others'
      byAddress.set(key, (byAddress.get(key) ?? 0) + 1)
      failures.cause = cause ?? failures.cause
    },
  }
}
