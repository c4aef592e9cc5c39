/** What scores in this browser, put together. A chunk of its own: nothing of it is loaded before something is to be scored. */

import { withoutTrailingSlashes } from '../../shared/wire/base-url.ts'
import type { Timers } from '../link/link.ts'
import type { BackendWish, ReadFromWorker } from './messages.ts'
import type { LocalScorer, LocalScorerListener } from './sentiment.ts'
import workerUrl from './worker.ts?worker&url'
import { createOpenWorker, waysToStart } from './worker-port.ts'
import { WorkerScorer } from './worker-scorer.ts'

/** What the element has anyway comes from it: shared modules would be a third file that the element waits for. */
export interface BrowserScorerParts {
  readonly modelUrl: string
  readonly backend: BackendWish
  readonly bff: string | undefined
  readonly listener: LocalScorerListener
  readonly timers: Timers
  readonly read: ReadFromWorker
}

/** An element that is moved in its page leaves it for a moment; the model need not be loaded anew for that. */
const LINGERS_MS = 10_000

interface Shared {
  readonly scorer: WorkerScorer
  users: number
  cancelEnd: () => void
}

/** By model and backend. */
const shared = new Map<string, Shared>()

/** The worker lies beside this module, or, where this module went into a page's own bundle, with the service. */
const addressOfWorker = (bff: string | undefined): string =>
  new URL(workerUrl, bff === undefined ? import.meta.url : `${withoutTrailingSlashes(bff)}/widget/`).href

const borrow = (key: string, { modelUrl, backend, bff, timers, read }: BrowserScorerParts): Shared => {
  const known = shared.get(key)
  if (known !== undefined) return known
  const url = addressOfWorker(bff)
  const scorer = new WorkerScorer({
    modelUrl,
    backend,
    openWorker: createOpenWorker(waysToStart(url, location.origin), timers, read),
    canVerify: isSecureContext,
    timers,
    now: () => performance.now(),
  })
  const made = { scorer, users: 0, cancelEnd: () => undefined }
  shared.set(key, made)
  return made
}

export const createBrowserScorer = (parts: BrowserScorerParts): LocalScorer => {
  const { modelUrl, backend, listener, timers } = parts
  const key = `${backend} ${modelUrl}`
  const entry = borrow(key, parts)
  const { scorer } = entry
  let isClosed = false
  entry.cancelEnd()
  entry.users += 1
  scorer.join(listener)
  return {
    score: (utterance) => scorer.score(utterance, listener),
    close: () => {
      if (isClosed) return
      isClosed = true
      scorer.leave(listener)
      entry.users -= 1
      if (entry.users > 0) return
      entry.cancelEnd = timers.after(LINGERS_MS, () => {
        shared.delete(key)
        scorer.close()
      })
    },
  }
}
