/** Keeps a thread that runs a model: opens it, gives it work, and opens another one, after a pause, when it dies. */
import { ExponentialBackoff, type IBackoff } from 'cockatiel'
import { ScoringFailed } from '../ports/models.ts'
import type { Log } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000
/** A thread that answered this long was a good one: the next failure starts with the first pause again. */
const STABLE_AFTER_MS = 60_000
/** More requests than any customer's patience: whoever comes then is told at once. */
const USUALLY_MOST_WAITING = 10_000

/** What a thread says of itself: `Opened` once its model is loaded and warm, an `Answer` to each question after that. */
export type ThreadNews<Opened, Answer> =
  /** Questions that came before are answered from now on. */
  | { readonly kind: 'ready'; readonly opened: Opened }
  /** The model cannot be used, for the reason that the sentence gives. */
  | { readonly kind: 'refused'; readonly problem: string }
  | { readonly kind: 'answered'; readonly id: number; readonly answer: Answer }
  /** `problem` holds nothing of the text. */
  | { readonly kind: 'failed'; readonly id: number; readonly problem: string }

/** A thread, without what it is made of. */
export interface Thread<Question> {
  post(request: Question & { readonly id: number }): void
  /** Ends it; harmless after its end. */
  terminate(): Promise<void>
}

/** Told by a thread. `ended` comes once and last, `cause` is a code and never a text. */
export interface ThreadListener<Opened, Answer> {
  news(news: ThreadNews<Opened, Answer>): void
  ended(cause: string): void
}

/** What operators read of a thread, in sentences. */
export interface ThreadWords {
  readonly ready: string
  readonly unavailable: string
  readonly stillUnavailable: string
  readonly failed: string
}

export type ThreadState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready' }
  /** `cause` is a sentence for operators. `since` in milliseconds since 1970. */
  | { readonly kind: 'down'; readonly cause: string; readonly since: number }

export interface ModelThread<Question, Answer> {
  /** Rejects with {@link ScoringFailed} `unavailable`: at once where there is no thread, when it dies, or if it cannot. */
  ask(question: Question): Promise<Answer>
  /** Whether it would take one more question right now. */
  hasRoom(): boolean
  /** Opens the thread, if it is not. Resolves when its model is ready (`undefined`) or with why it is not. */
  start(): Promise<string | undefined>
  state(): ThreadState
  /** Ends the thread and what waits for it; nothing is answered afterwards. */
  stop(): Promise<void>
}

export interface ModelThreadParts<Question, Opened, Answer> {
  readonly openThread: (listener: ThreadListener<Opened, Answer>) => Thread<Question>
  readonly onReady: (opened: Opened) => void
  readonly words: ThreadWords
  readonly clock: Clock
  readonly log: Log
  readonly mostWaiting?: number
  readonly pausesMs?: { readonly first: number; readonly longest: number } | undefined
}

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: ScoringFailed) => void
}

export const createModelThread = <Question, Opened, Answer>({
  openThread,
  onReady,
  words,
  clock,
  log,
  mostWaiting = USUALLY_MOST_WAITING,
  pausesMs,
}: ModelThreadParts<Question, Opened, Answer>): ModelThread<Question, Answer> => {
  const exponential = new ExponentialBackoff({
    initialDelay: pausesMs?.first ?? FIRST_PAUSE_MS,
    maxDelay: pausesMs?.longest ?? LONGEST_PAUSE_MS,
  })
  const waiting = new Map<number, Waiting<Answer>>()
  let tellFirstLoad: (problem: string | undefined) => void = () => undefined
  const firstLoad = new Promise<string | undefined>((resolve) => {
    tellFirstLoad = resolve
  })
  let state: ThreadState = { kind: 'idle' }
  let readySince: number | undefined
  let backoff: IBackoff<unknown> | undefined
  let thread: Thread<Question> | undefined
  let timer: NodeJS.Timeout | undefined
  let lastId = 0
  let stopped = false

  const settle = (id: number, act: (each: Waiting<Answer>) => void): void => {
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
    let opened: Thread<Question> | undefined
    const end = (cause: string): void => {
      if (isOver) return
      isOver = true
      void opened?.terminate()
      lost(cause)
    }
    const listener: ThreadListener<Opened, Answer> = {
      news: (news) => {
        if (isOver) return
        if (news.kind === 'answered') settle(news.id, ({ resolve }) => resolve(news.answer))
        else if (news.kind === 'failed') {
          log.error({ problem: news.problem }, words.failed)
          settle(news.id, ({ reject }) => reject(new ScoringFailed('unavailable')))
        } else if (news.kind === 'refused') end(news.problem)
        else {
          state = { kind: 'ready' }
          readySince = clock.monotonic()
          onReady(news.opened)
          tellFirstLoad(undefined)
          log.info({}, words.ready)
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
    if (isNews) log.warn(fields, words.unavailable)
    else log.debug(fields, words.stillUnavailable)
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

  // A thread that is opened after another one died may die of the same: nobody waits for it.
  const hasRoom = (): boolean => thread !== undefined && state.kind !== 'down' && waiting.size < mostWaiting

  return {
    start,
    state: () => state,
    hasRoom,
    ask: (question) => {
      void start()
      const target = thread
      if (target === undefined || !hasRoom()) {
        return Promise.reject(new ScoringFailed('unavailable'))
      }
      return new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        target.post({ ...question, id: lastId })
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
