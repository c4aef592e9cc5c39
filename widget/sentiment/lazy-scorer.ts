/** Stands for the scorer until there is something to score, and only then has its code fetched. */
import { systemTimers } from '../link/timers.ts'
import type { BackendWish } from './messages.ts'
import type { LocalScorer, LocalScorerFactory, LocalScorerListener, UtteranceToScore } from './sentiment.ts'

/** Utterances that are remembered as asked for. */
const MOST_KNOWN = 2_000
/** A network that does not bring the code for so long leaves older ones unscored. */
const MOST_WAITING = 200

export interface LazyScorerParts {
  readonly load: () => Promise<LocalScorerFactory>
  readonly modelUrl: string
  readonly listener: LocalScorerListener
}

export class LazyScorer implements LocalScorer {
  readonly #parts: LazyScorerParts
  readonly #known = new Set<string>()
  #waiting: UtteranceToScore[] = []
  #scorer: LocalScorer | undefined
  #isLoading = false
  #isClosed = false

  constructor(parts: LazyScorerParts) {
    this.#parts = parts
  }

  score(utterance: UtteranceToScore): void {
    const key = keyOf(utterance)
    if (this.#isClosed || this.#known.has(key)) return
    this.#known.add(key)
    const [oldest] = this.#known
    if (this.#known.size > MOST_KNOWN && oldest !== undefined) this.#known.delete(oldest)
    if (this.#scorer !== undefined) {
      this.#scorer.score(utterance)
      return
    }
    this.#waiting = [...this.#waiting.slice(1 - MOST_WAITING), utterance]
    void this.#load()
  }

  close(): void {
    this.#isClosed = true
    this.#waiting = []
    this.#scorer?.close()
    this.#scorer = undefined
  }

  async #load(): Promise<void> {
    if (this.#isLoading) return
    this.#isLoading = true
    const { load, modelUrl, listener } = this.#parts
    listener.state({ kind: 'loading', progress: 0 })
    const create = await load().catch(() => undefined)
    this.#isLoading = false
    if (this.#isClosed) return
    const waiting = this.#waiting
    this.#waiting = []
    if (create === undefined) {
      listener.state({ kind: 'service', because: 'not_loaded' })
      this.#forget(waiting)
      listener.failed(waiting, 'not_loaded', 'the code that scores could not be fetched')
      return
    }
    this.#scorer = create(modelUrl, {
      state: (state) => listener.state(state),
      scored: (result) => listener.scored(result),
      failed: (utterances, because, problem) => {
        this.#forget(utterances)
        listener.failed(utterances, because, problem)
      },
    })
    for (const utterance of waiting) this.#scorer.score(utterance)
  }

  /** They may be asked for again. */
  #forget(utterances: readonly UtteranceToScore[]): void {
    for (const utterance of utterances) this.#known.delete(keyOf(utterance))
  }
}

const keyOf = ({ conversationId, utteranceId }: UtteranceToScore): string =>
  JSON.stringify([conversationId, utteranceId])

/**
 * Scores in a worker of this browser. `auto` takes WebAssembly or WebGPU, whichever a short measurement finds quicker; the
 * others are for tests, and for those who know better.
 */
export const scorerWith =
  (backend: BackendWish): LocalScorerFactory =>
  (modelUrl, listener, bff) =>
    new LazyScorer({
      modelUrl,
      listener,
      load: async () => {
        const [{ createBrowserScorer }, { readFromWorker }] = await Promise.all([
          import('./browser-scorer.ts'),
          import('./messages.ts'),
        ])
        const shared = { backend, bff, timers: systemTimers, read: readFromWorker }
        return (url, told) => createBrowserScorer({ modelUrl: url, listener: told, ...shared })
      },
    })
