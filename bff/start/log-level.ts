/** The log of a running process is made to say more, and less again, by a signal. */
import type { ProcessLog } from '../observe/log.ts'

const MORE = 'debug'
const SIGNAL = 'SIGUSR2'

/**
 * @param level the configured one
 * @param signals of the process; others are for tests
 */
export const changeLevelOnSignal = (
  log: ProcessLog,
  level: string,
  signals: { on(name: typeof SIGNAL, listener: () => void): unknown } = process,
): void => {
  let saysMore = false
  signals.on(SIGNAL, () => {
    saysMore = !saysMore
    // Said at the level that is heard in both.
    log.setLevel(MORE)
    log.info({ logLevel: saysMore ? MORE : level }, `${SIGNAL}: the level of the log was changed`)
    if (!saysMore) log.setLevel(level)
  })
}
