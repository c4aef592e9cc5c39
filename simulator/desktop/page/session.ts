/** Keeps a token that the widget can use: fetched at the start, before it expires, and when the widget says it is refused. */
import type { DesktopSession } from '../wire.ts'
import { fetchSession } from './server.ts'

const RENEW_BEFORE_EXPIRY_MS = 60_000
const SHORTEST_WAIT_MS = 5_000
/** Longer waits overflow the browser's timers. */
const LONGEST_WAIT_MS = 6 * 60 * 60_000

export interface SessionKeeper {
  /** The widget's token is not taken any more. */
  renew(): void
}

export const keepSession = (
  changed: (session: DesktopSession) => void,
  failed: (cause: string) => void,
  fetchIt: () => Promise<DesktopSession> = fetchSession,
): SessionKeeper => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFetching = false
  let fetchedAt = 0

  const again = (ms: number): void => {
    clearTimeout(timer)
    timer = setTimeout(renew, Math.min(Math.max(ms, SHORTEST_WAIT_MS), LONGEST_WAIT_MS))
  }
  const renew = async (): Promise<void> => {
    if (isFetching) return
    isFetching = true
    try {
      const session = await fetchIt()
      fetchedAt = Date.now()
      again(Date.parse(session.expiresAt) - Date.now() - RENEW_BEFORE_EXPIRY_MS)
      changed(session)
    } catch (error) {
      again(SHORTEST_WAIT_MS)
      failed(error instanceof Error ? error.message : String(error))
    } finally {
      isFetching = false
    }
  }
  renew()
  return {
    renew: () => {
      // A server that refuses what it has just given must not be asked without a pause.
      const isFresh = Date.now() - fetchedAt < SHORTEST_WAIT_MS
      if (isFresh) again(SHORTEST_WAIT_MS)
      else renew()
    },
  }
}
