/** Keeps a thread that scores: opens it, gives it work, and opens another one, after a pause, when it dies. */
import { ExponentialBackoff, type IBackoff } from 'cockatiel'
import type { SentimentScores } from '../../shared/domain/frustration/frustration.ts'
import { ScoringFailed } from '../ports/models.ts'
import type { Log } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'
import type { ScoringRequest, ThreadNews } from './thread-messages.ts'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000
/** A thread that scored this long was a good one: the next failure starts with the first pause again. */
const STABLE_AFTER_MS = 60_000
/** More requests than any customer's patience: whoever comes then is told at once. */
const MOST_WAITING = 10_000

/** A thread, without what it is made of. */
export interface Thread {
  post(request: ScoringRequest): void
  /** Ends it; harmless after its end. */
  terminate(): Promise<void>
}

/** Told by a thread. `ended` comes once and last, `cause` is a code and never a text. */
export interface ThreadListener {
  news(news: ThreadNews): void
  ended(cause: string): void
}

export type ThreadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** `cause` is a sentence for operators. `since` in milliseconds since 1970. */
  | { readonly kind: 'down'; readonly cause: string; readonly since: number }

export interface ScoringThread {
  /** Rejects with {@link ScoringFailed} `unavailable`: at once where there is no thread, when it dies, or if it cannot. */
  score(text: string, before?: string): Promise<SentimentScores>
  /** Opens the thread, if it is not. Resolves when its model is ready (`undefined`) or with why it is not. */
  start(): Promise<string | undefined>
  state(): ThreadState
  /** Ends the thread and what waits for it; nothing is scored afterwards. */
  stop(): Promise<void>
}

export interface ScoringThreadParts {
  readonly openThread: (listener: ThreadListener) => Thread
  readonly onReady: (languages: readonly string[]) => void
  readonly clock: Clock
  readonly log: Log
  readonly pausesMs?: { readonly first: number; readonly longest: number } | undefined
}

interface Waiting {
  readonly resolve: (scores: SentimentScores) => void
  readonly reject: (error: ScoringFailed) => void
}

export const createScoringThread = ({
  openThread,
  onReady,
  clock,
  log,
  pausesMs,
}: ScoringThreadParts): ScoringThread => {
  const exponential = new ExponentialBackoff({
    initialDelay: pausesMs?.first ?? FIRST_PAUSE_MS,
    maxDelay: pausesMs?.longest ?? LONGEST_PAUSE_MS,
  })
  const waiting = new Map<number, Waiting>()
  let tellFirstLoad: (problem: string | undefined) => void = () => undefined
  const firstLoad = new Promise<string | undefined>((resolve) => {
    tellFirstLoad = resolve
  })
  let state: ThreadState = { kind: 'idle' }
  let readySince: number | undefined
  let backoff: IBackoff<unknown> | undefined
  let thread: Thread | undefined
  let timer: NodeJS.Timeout | undefined
  let lastId = 0
  let stopped = false

  const settle = (id: number, act: (each: Waiting) => void): void => {
    const each = waiting.get(id)
    waiting.delete(id)
    if (each !== undefined) act(each)
  }
  const rejectAll = (): void => {
    for (const { reject } of waiting.values()) reject(new ScoringFailed('unavailable'))
    waiting.clear()
  }

  const open = (): void => {
    let isOver = false
    let opened: Thread | undefined
    const end = (cause: string): void => {
      if (isOver) return
      isOver = true
      void opened?.terminate()
      lost(cause)
    }
    const listener: ThreadListener = {
      news: (news) => {
        if (isOver) return
        if (news.kind === 'scored') settle(news.id, ({ resolve }) => resolve(news.scores))
        else if (news.kind === 'failed') {
          log.error({ problem: news.problem }, 'an utterance could not be scored')
          settle(news.id, ({ reject }) => reject(new ScoringFailed('unavailable')))
        } else if (news.kind === 'refused') end(news.problem)
        else {
          state = { kind: 'ready' }
          readySince = clock.monotonic()
          onReady(news.languages)
          tellFirstLoad(undefined)
          log.info({}, 'the sentiment model is ready')
        }
      },
      ended: end,
    }
    try {
      opened = openThread(listener)
      thread = opened
    } catch {
      end('no thread could be opened')
    }
  }

  const lost = (cause: string): void => {
    thread = undefined
    rejectAll()
    if (stopped) return
    tellFirstLoad(cause)
    const wasStable = readySince !== undefined && clock.monotonic() - readySince >= STABLE_AFTER_MS
    readySince = undefined
    backoff = backoff === undefined || wasStable ? exponential.next() : backoff.next(undefined)
    const isNews = state.kind !== 'down' || state.cause !== cause
    state = { kind: 'down', cause, since: state.kind === 'down' ? state.since : clock.now() }
    const fields = { cause, retryInMs: Math.round(backoff.duration) }
    // A folder that stays missing would fill the log.
    if (isNews) log.warn(fields, 'utterances cannot be scored: the sentiment model is not available')
    else log.debug(fields, 'the sentiment model is still not available')
    timer = setTimeout(open, backoff.duration)
    timer.unref()
  }

  const start = (): Promise<string | undefined> => {
    if (state.kind === 'idle' && !stopped) {
      state = { kind: 'loading' }
      open()
    }
    return firstLoad
  }

  return {
    start,
    state: () => state,
    score: (text, before) => {
      void start()
      const target = thread
      // A thread that is opened after another one died may die of the same: nobody waits for it.
      if (target === undefined || state.kind === 'down' || waiting.size >= MOST_WAITING) {
        return Promise.reject(new ScoringFailed('unavailable'))
      }
      return new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        target.post({ id: lastId, text, ...(before === undefined ? {} : { before }) })
      })
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      const ending = thread
      thread = undefined
      rejectAll()
      tellFirstLoad('stopped')
      await ending?.terminate()
    },
  }
}
