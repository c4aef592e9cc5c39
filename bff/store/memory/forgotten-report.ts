/** Deliveries that were forgotten before their time: each is counted; in the log is the first, and then once a minute how many. */
import type { Log } from '../../ports/observe.ts'
import type { StoreMetrics } from '../../ports/store.ts'

const REPORT_EVERY_MS = 60_000

/** @returns what is to be called for each one */
export const createForgottenReport = (parts: {
  readonly metrics: Pick<StoreMetrics, 'deliveryForgotten'>
  readonly log: Pick<Log, 'warn'>
}): (() => void) => {
  let since = 0
  let isWaiting = false
  const tell = (): void => {
    parts.log.warn({ deliveries: since }, 'deliveries were forgotten before their 24 hours: repeated, they act again')
    since = 0
    isWaiting = true
    setTimeout(() => {
      isWaiting = false
      if (since > 0) tell()
    }, REPORT_EVERY_MS).unref()
  }
  return () => {
    parts.metrics.deliveryForgotten()
    since += 1
    if (!isWaiting) tell()
  }
}
