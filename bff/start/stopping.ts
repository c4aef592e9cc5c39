/** How the process ends: in order when it is asked to, at once on a fault of ours. */
import { describeFault } from '../fault.ts'
import type { Log } from '../ports/observe.ts'

/** Longer than any answer may take, shorter than what orchestrators grant before they kill. */
export const STOP_WITHIN_MS = 8000
/** Whatever hangs then is not waited for. */
const STOP_AT_ONCE_AFTER_MS = STOP_WITHIN_MS + 8000

export interface Stopping {
  isStopping(): boolean
  /** What ends everything, when a signal asks for it. */
  onSignal(end: () => Promise<void>): void
}

export const createStopping = (parts: { readonly log: Log; drain(): Promise<void> }): Stopping => {
  const { log } = parts
  let isStopping = false
  const endWith = async (code: number): Promise<never> => {
    await parts.drain()
    return process.exit(code)
  }
  process.on('uncaughtException', (error) => {
    log.error(describeFault(error), 'an uncaught fault ends the process')
    void endWith(1)
  })
  return {
    isStopping: () => isStopping,
    onSignal: (end) => {
      const stop = async (cause: string): Promise<void> => {
        // Process groups, npm and impatient people signal twice; what was accepted is still finished.
        if (isStopping) return
        isStopping = true
        setTimeout(() => process.exit(1), STOP_AT_ONCE_AFTER_MS).unref()
        log.info({ cause }, 'stopping: nothing new is taken, what was accepted is finished')
        await end()
        log.info({}, 'stopped')
        await endWith(0)
      }
      process.on('SIGTERM', () => void stop('SIGTERM'))
      process.on('SIGINT', () => void stop('SIGINT'))
    },
  }
}
