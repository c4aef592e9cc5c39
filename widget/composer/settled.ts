/** Waits for editors: they hear of a selection, and show what was written, in a task of their own. */
import { type Reading, read } from './reading.ts'

const LOOK_EVERY_MS = 16
/** Right so many times in a row is right for good: some take back in the next moment what they do not want. */
const LOOKS = 3
/** What is wrong and does not change any more for this long stays wrong. */
const QUIET_MS = 150
const LONGEST_MS = 1_500

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export type Outcome = 'right' | 'unchanged' | 'wrong'

/**
 * Looks at the field until it holds what is wanted, or does not any more.
 * @param before what it held; as long as that is so, `patienceMs` are waited.
 */
export const outcomeIn = async (
  field: HTMLElement,
  before: Reading,
  isRight: (now: Reading) => boolean,
  patienceMs: number,
): Promise<Outcome> => {
  const startedAt = performance.now()
  let [rights, look, changedAt] = [0, before.look, startedAt]
  for (;;) {
    await pause(LOOK_EVERY_MS)
    const now = read(field)
    const at = performance.now()
    rights = isRight(now) ? rights + 1 : 0
    if (rights >= LOOKS) return 'right'
    if (now.look !== look) [look, changedAt] = [now.look, at]
    if (rights > 0) continue
    if (look === before.look) {
      if (at - startedAt >= patienceMs) return 'unchanged'
    } else if (at - changedAt >= QUIET_MS || at - startedAt >= LONGEST_MS) {
      return 'wrong'
    }
  }
}
