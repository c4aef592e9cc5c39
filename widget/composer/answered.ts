/** What somebody outside the panel answers, and how long that is waited for. */
import type { HostAnswer, Inserted, Refusal, Undone } from '../events.ts'
import type { Timers } from '../link/link.ts'
import { type InsertOutcome, type Refused, refused, type TakeBack } from './composer.ts'

/** Longer than this, and the agent has gone on. */
export const ANSWER_WITHIN_MS = 2_000
/** What a host says is shown; more than a sentence would be no help. */
const LONGEST_REASON = 300

/** Never rejects: what fails is refused, and so is what comes too late. */
export const inTime = <T>(answer: Promise<T>, timers: Timers): Promise<T | Refusal> =>
  new Promise((resolve) => {
    const cancel = timers.after(ANSWER_WITHIN_MS, () => resolve(refused('no_answer')))
    const settle = (value: T | Refusal): void => {
      cancel()
      resolve(value)
    }
    answer.then(settle, () => settle(refused('refused')))
  })

/** Hosts are written in any language, so nothing is taken on trust. */
const isRefusal = (answer: unknown): answer is Refusal | false =>
  answer === false ||
  (typeof answer === 'object' && answer !== null && 'outcome' in answer && answer.outcome === 'refused')

export const asRefused = ({ reason }: { readonly reason?: string | undefined }): Refused => {
  const said = String(reason ?? '').trim()
  return said === '' ? refused('refused') : { outcome: 'refused', reason: said.slice(0, LONGEST_REASON) }
}

/** @param ask asks the host to take the insertion back; used where it answered that it takes such questions. */
export const asInsertOutcome = (
  answer: HostAnswer<Inserted>,
  ask: () => HostAnswer<Undone> | PromiseLike<HostAnswer<Undone>>,
  timers: Timers,
): InsertOutcome => {
  if (isRefusal(answer)) return asRefused(answer || {})
  const undo = typeof answer === 'object' ? answer?.undo : undefined
  if (undo === undefined) return { outcome: 'inserted' }
  const takeBack: TakeBack = async () => {
    const given = await inTime((async () => (undo === true ? ask() : undo()))(), timers)
    return isRefusal(given) ? asRefused(given || {}) : { outcome: 'undone' }
  }
  return { outcome: 'inserted', undo: takeBack }
}
