/**
 * The page's side of scoring: what waits, the worker that scores it one after the other, and what to do when that dies.
 * One for all elements of a page that score with the same model.
 */
import type { Timers } from '../link/link.ts'
import type { BackendWish, FromWorker } from './messages.ts'
import type { LocalObstacle, LocalScorerListener, ScoringState, UtteranceToScore } from './sentiment.ts'
import { UtteranceQueue } from './utterance-queue.ts'
import type { OpenWorker, WorkerPort } from './worker-port.ts'

export interface WorkerScorerParts {
  readonly modelUrl: string
  readonly backend: BackendWish
  readonly openWorker: OpenWorker
  /** Whether hashes can be computed here; only then may anything be loaded. */
  readonly canVerify: boolean
  readonly timers: Timers
  /** Milliseconds. */
  readonly now: () => number
}

export interface Entry extends UtteranceToScore {
  readonly listener: LocalScorerListener
  /** How often a worker died over it. */
  readonly deaths: number
}

/** `resting`: it did not work; from `until` on, the next utterance makes it try again, while the service scores. */
type Phase =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening'; readonly isQuiet: boolean }
  | { readonly kind: 'ready' }
  | { readonly kind: 'pausing' }
  | { readonly kind: 'resting'; readonly because: LocalObstacle; readonly problem?: string; readonly until: number }

const NEWS_WITHIN_MS = 120_000
const ANSWERED_WITHIN_MS = 30_000
const REOPENED_AFTER_MS = 1_000
/** So many deaths, or utterances that failed in a row, and it counts as broken. */
const MOST_DEATHS = 3
const MOST_FAILURES = 3
const FIRST_REST_MS = 60_000
const LONGEST_REST_MS = 900_000

export class WorkerScorer {
  readonly #parts: WorkerScorerParts
  readonly #queue = new UtteranceQueue<Entry>()
  readonly #listeners = new Set<LocalScorerListener>()
  #state: ScoringState = { kind: 'idle' }
  #phase: Phase = { kind: 'closed' }
  #port: WorkerPort | undefined
  #running: { readonly id: number; readonly entry: Entry } | undefined
  #lastId = 0
  #deaths = 0
  #failures = 0
  #rests = 0
  #cancelWatch = (): void => undefined

  constructor(parts: WorkerScorerParts) {
    this.#parts = parts
  }

  join(listener: LocalScorerListener): void {
    this.#listeners.add(listener)
    if (this.#state.kind !== 'idle') listener.state(this.#state)
  }

  /** What the listener asked for is dropped without a word. */
  leave(listener: LocalScorerListener): void {
    this.#listeners.delete(listener)
    this.#queue.drain((entry) => entry.listener === listener)
  }

  score(utterance: UtteranceToScore, listener: LocalScorerListener): void {
    const phase = this.#phase
    if (phase.kind === 'resting' || (phase.kind === 'opening' && phase.isQuiet)) {
      const because = phase.kind === 'resting' ? phase.because : this.#restingBecause
      const problem = phase.kind === 'resting' ? phase.problem : undefined
      if (phase.kind === 'resting' && this.#parts.now() >= phase.until) this.#openNow(true)
      listener.failed([utterance], because, problem)
      return
    }
    this.#queue.add({ ...utterance, listener, deaths: 0 })
    if (phase.kind === 'closed') this.#openNow(false)
    else this.#pump()
  }

  close(): void {
    this.#stop()
    this.#queue.drain()
    this.#running = undefined
    this.#phase = { kind: 'closed' }
    this.#state = { kind: 'idle' }
  }

  #restingBecause: LocalObstacle = 'not_loaded'

  #openNow(isQuiet: boolean): void {
    if (!this.#parts.canVerify) {
      this.#rest('not_loaded', 'the page is no secure context (https), so nothing that is loaded can be verified')
      return
    }
    this.#stop()
    this.#phase = { kind: 'opening', isQuiet }
    if (!isQuiet) this.#enter({ kind: 'loading', progress: 0 })
    let isStarted = false
    const port = this.#parts.openWorker({
      started: () => {
        isStarted = true
        this.#watch(NEWS_WITHIN_MS)
      },
      message: (news) => {
        if (this.#port === port) this.#told(news)
      },
      died: () => {
        if (this.#port !== port) return
        if (isStarted) this.#died()
        else this.#rest('no_worker', 'no worker could be started; worker-src, or script-src, does not allow it')
      },
    })
    this.#port = port
    port.post({ kind: 'open', modelUrl: this.#parts.modelUrl, backend: this.#parts.backend })
  }

  #told(news: FromWorker | undefined): void {
    switch (news?.kind) {
      case undefined:
        // Whatever speaks in another way than we agreed on is not to be relied on.
        this.#died()
        return
      case 'started':
        return
      case 'loading':
        if (this.#phase.kind !== 'opening') return
        this.#watch(NEWS_WITHIN_MS)
        if (!this.#phase.isQuiet) this.#enter({ kind: 'loading', progress: news.progress })
        return
      case 'ready':
        this.#phase = { kind: 'ready' }
        this.#rests = 0
        if (this.#running === undefined) this.#cancelWatch()
        this.#enter({ kind: 'ready', backend: news.backend })
        this.#pump()
        return
      case 'refused':
        this.#rest(news.because, news.problem)
        return
      case 'scored':
      case 'failed':
        this.#answered(news)
    }
  }

  #answered(news: Extract<FromWorker, { kind: 'scored' | 'failed' }>): void {
    const running = this.#running
    // An answer to nothing that was asked.
    if (running?.id !== news.id) return
    this.#running = undefined
    this.#cancelWatch()
    const { listener, deaths: _, ...utterance } = running.entry
    if (news.kind === 'scored') {
      this.#failures = 0
      this.#deaths = 0
      if (this.#listeners.has(listener)) {
        listener.scored({ ...utterance, scores: news.scores, backend: news.backend })
      }
    } else {
      this.#failures += 1
      if (this.#listeners.has(listener)) listener.failed([utterance], 'broken', news.error.message)
      if (this.#failures >= MOST_FAILURES) {
        this.#rest('broken', news.error.message)
        return
      }
    }
    this.#pump()
  }

  #pump(): void {
    if (this.#phase.kind !== 'ready' || this.#running !== undefined) return
    const entry = this.#queue.take()
    if (entry === undefined) return
    this.#lastId += 1
    this.#running = { id: this.#lastId, entry }
    this.#watch(ANSWERED_WITHIN_MS)
    const { text, before } = entry
    this.#port?.post({ kind: 'score', id: this.#lastId, text, ...(before === undefined ? {} : { before }) })
  }

  /** It does not answer any more: another one, unless that died too often. What it died over is tried once more. */
  #died(): void {
    this.#stop()
    this.#deaths += 1
    const entry = this.#running?.entry
    this.#running = undefined
    if (entry !== undefined && entry.deaths === 0 && this.#listeners.has(entry.listener)) {
      this.#queue.add({ ...entry, deaths: 1 })
    } else if (entry !== undefined) this.#handOver([entry], 'broken')
    if (this.#deaths >= MOST_DEATHS) {
      this.#rest('broken', 'the worker that scores stopped again and again')
      return
    }
    const isQuiet = this.#phase.kind === 'opening' && this.#phase.isQuiet
    this.#phase = { kind: 'pausing' }
    if (!isQuiet) this.#enter({ kind: 'loading', progress: 0 })
    this.#cancelWatch = this.#parts.timers.after(REOPENED_AFTER_MS * this.#deaths, () => this.#openNow(isQuiet))
  }

  #rest(because: LocalObstacle, problem: string): void {
    this.#stop()
    const restMs = Math.min(LONGEST_REST_MS, FIRST_REST_MS * 2 ** this.#rests)
    this.#rests += 1
    this.#deaths = 0
    this.#failures = 0
    // A page's policy does not change while it is open.
    const isForGood = because === 'no_worker' || because === 'no_wasm'
    const until = isForGood ? Number.POSITIVE_INFINITY : this.#parts.now() + restMs
    this.#restingBecause = because
    this.#phase = { kind: 'resting', because, problem, until }
    const left = [...(this.#running === undefined ? [] : [this.#running.entry]), ...this.#queue.drain()]
    this.#running = undefined
    this.#enter({ kind: 'service', because })
    this.#handOver(left, because, problem)
  }

  #handOver(entries: readonly Entry[], because: LocalObstacle, problem?: string): void {
    for (const listener of this.#listeners) {
      const theirs = entries.filter((entry) => entry.listener === listener)
      const utterances = theirs.map(({ conversationId, utteranceId, text }) => ({ conversationId, utteranceId, text }))
      if (utterances.length > 0) listener.failed(utterances, because, problem)
    }
  }

  #stop(): void {
    this.#cancelWatch()
    this.#port?.terminate()
    this.#port = undefined
  }

  #watch(ms: number): void {
    this.#cancelWatch()
    this.#cancelWatch = this.#parts.timers.after(ms, () => this.#died())
  }

  #enter(state: ScoringState): void {
    const before = this.#state
    if (state.kind === 'loading' && before.kind === 'loading' && state.progress === before.progress) return
    this.#state = state
    for (const listener of this.#listeners) listener.state(state)
  }
}
