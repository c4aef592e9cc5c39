/** Questions whose answers serve all who ask: one request however many wait, with a time of its own. */
import { LRUCache } from 'lru-cache'
import { startDeadline } from '../../deadline.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { orDeadline } from '../http/or-deadline.ts'

const BUDGET_MS = 5000
const MOST_KEPT = 1000

/** @param keptMs how long an answer serves; failures are not kept */
export const createSharedQuestion = <T extends object>(
  clock: Clock,
  keptMs: number,
  ask: (key: string, deadline: Deadline) => Promise<T>,
): ((key: string, deadline: Deadline) => Promise<T>) => {
  const answers = new LRUCache<string, { readonly answer: Promise<T> }>({
    max: MOST_KEPT,
    ttl: keptMs,
    perf: { now: () => clock.monotonic() },
  })
  return (key, deadline) => {
    const known = answers.get(key)
    if (known !== undefined) return orDeadline(known.answer, deadline, 'cxone')
    const own = startDeadline(BUDGET_MS, clock)
    const answer = ask(key, own).finally(own.release)
    answers.set(key, { answer })
    answer.catch(() => answers.delete(key))
    return orDeadline(answer, deadline, 'cxone')
  }
}
