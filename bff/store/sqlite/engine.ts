/**
 * Commits, one after the other: whatever is asked for while one runs is the next one, so that a busy store waits for the
 * disk once for many. No timer waits for company.
 */
import type { Log } from '../../ports/observe.ts'
import { type StoreHealth, type StoreMetrics, StoreUnavailable } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import { StoreRefused } from './store-refused.ts'
import type { Thread, ThreadListener } from './thread.ts'
import type { Rows, Step, ThreadNews, ThreadRequest } from './thread-messages.ts'

/** How often a store that failed tries whether it can keep something again, though nobody asks. */
const TRY_AGAIN_MS = 500
const TIDY_AGAIN_MS = 10_000
/** Statements in one transaction: more would keep those waiting who came first. */
const MOST_STEPS = 5000

/** More would hold up a commit behind them. */
const MOST_READ_TOGETHER = 50

/** A disk that has taken a commit for so long may never give it back: nobody else waits for it. */
const STUCK_AFTER_MS = 3000
const STUCK = 'the disk does not answer'

/**
 * Of what is asked to be kept; one of the two is called, once. In the order of asking, and before anything else is; but
 * what came behind a commit that does not come back is lost before that one is known to be kept or lost.
 */
interface Outcome {
  /** It is on the disk. @param rows of each step */
  kept(rows: readonly Rows[]): void
  lost(error: StoreUnavailable): void
}

export interface Engine {
  commit(steps: readonly Step[], outcome: Outcome): void
  /** In front of the next commit, whoever asks for that, and in one with it; waits for one for as long as nobody does. */
  ahead(steps: readonly Step[], outcome: Outcome): void
  /** What was committed when it is its turn. Rejects with {@link StoreUnavailable}. */
  read(steps: readonly Step[]): Promise<readonly Rows[]>
  /**
   * Nothing is left on the disk of what was taken out before. Where that cannot be right now, since somebody makes a backup, it
   * is done later.
   */
  tidy(): Promise<void>
  health(): StoreHealth
  /** Calls back when something could not be kept, before those are told that asked for it. */
  onLost(listener: () => void): void
  close(): Promise<void>
}

export interface EngineParts {
  readonly openThread: (listener: ThreadListener) => Thread
  readonly clock: Clock
  readonly log: Pick<Log, 'error' | 'info'>
  readonly metrics: Pick<StoreMetrics, 'storeCommitted'>
}

interface Asked extends Outcome {
  readonly steps: readonly Step[]
  readonly since: number
}

interface Waiting {
  done(rows: readonly Rows[]): void
  failed(cause: string): void
}

interface Reading {
  readonly steps: readonly Step[]
  readonly resolve: (rows: readonly Rows[]) => void
  readonly reject: (error: StoreUnavailable) => void
}

/** @throws StoreRefused where the folder cannot be used */
export const openEngine = async ({ openThread, clock, log, metrics }: EngineParts): Promise<Engine> => {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<() => void>()
  let queue: Asked[] = []
  let foremost: readonly (Outcome & Pick<Asked, 'steps'>)[] = []
  let running: readonly Asked[] = []
  const toRead: Reading[] = []
  let isReading = false
  let thread: Thread | undefined
  let failing: { readonly since: number; readonly cause: string } | undefined
  let trying: NodeJS.Timeout | undefined
  let lastId = 0
  let isClosing = false
  let stuck: NodeJS.Timeout | undefined
  let isStuck = false

  const post = (kind: ThreadRequest['kind'], steps: readonly Step[], told: Waiting): void => {
    if (thread === undefined) {
      told.failed('the thread of the store has ended')
      return
    }
    lastId += 1
    waiting.set(lastId, told)
    if (kind === 'commit') watch(lastId)
    thread.post({ kind, id: lastId, steps: [...steps] })
  }

  const isWell = (): void => {
    if (failing !== undefined) log.info({}, 'the store keeps state again')
    failing = undefined
    clearInterval(trying)
    trying = undefined
  }
  const isIll = (cause: string, since = clock.now()): void => {
    if (failing?.cause !== cause) log.error({ cause }, 'the store can keep nothing')
    failing = { since: failing?.since ?? since, cause }
    if (isClosing) return
    trying ??= setInterval(tryAgain, TRY_AGAIN_MS)
    trying.unref()
  }

  /** All that waits was decided on what is not kept now. */
  const lose = (lost: readonly Outcome[], cause: string): void => {
    for (const listener of listeners) listener()
    for (const each of lost) each.lost(new StoreUnavailable(cause))
  }
  const loseAll = (cause: string): void => {
    isFree()
    isIll(cause)
    const lost = [...running, ...queue]
    running = []
    queue = []
    lose(lost, cause)
  }

  const isFree = (): void => {
    clearTimeout(stuck)
    isStuck = false
  }
  /** What runs is kept or lost whenever that is known; the thread does nothing else until then. */
  const watch = (id: number): void => {
    const since = clock.now()
    stuck = setTimeout(() => {
      isStuck = true
      isIll(STUCK, since)
      const lost = queue
      queue = []
      lose(lost, STUCK)
      for (const [asked, told] of waiting) {
        if (asked === id) continue
        waiting.delete(asked)
        told.failed(STUCK)
      }
    }, STUCK_AFTER_MS)
    stuck.unref()
  }

  const enqueue = (steps: readonly Step[], { kept, lost }: Outcome): void => {
    const since = clock.monotonic()
    queue.push(...foremost.map((each) => ({ ...each, since })), { steps, kept, lost, since })
    foremost = []
    commitNext()
  }

  const keepAll = (rows: readonly Rows[]): void => {
    const kept = running
    running = []
    let at = 0
    for (const each of kept) {
      if (each.steps.length > 0) metrics.storeCommitted((clock.monotonic() - each.since) / 1000)
      each.kept(rows.slice(at, at + each.steps.length))
      at += each.steps.length
    }
  }

  const commitNext = (): void => {
    if (running.length > 0 || queue.length === 0) return
    let steps = 0
    let count = 0
    while (count < queue.length && (count === 0 || steps < MOST_STEPS)) steps += queue[count++]?.steps.length ?? 0
    running = queue.splice(0, count)
    // Nothing to be kept, and by now nothing that it was decided by.
    if (steps === 0) {
      keepAll([])
      commitNext()
      return
    }
    post(
      'commit',
      running.flatMap((each) => each.steps),
      {
        done: (rows) => {
          // Of a full disk it says nothing: a commit that changes nothing needs no room there.
          if (isStuck) isWell()
          isFree()
          keepAll(rows)
          commitNext()
        },
        failed: loseAll,
      },
    )
  }

  /** As with commits: after a restart hundreds read at once, and each message between threads costs more than it carries. */
  const readNext = (): void => {
    if (isStuck) {
      for (const { reject } of toRead.splice(0)) reject(new StoreUnavailable(STUCK))
      return
    }
    if (isReading || toRead.length === 0) return
    isReading = true
    const asked = toRead.splice(0, MOST_READ_TOGETHER)
    const next = (): void => {
      isReading = false
      readNext()
    }
    post(
      'read',
      asked.flatMap(({ steps }) => steps),
      {
        done: (rows) => {
          let at = 0
          for (const { steps, resolve } of asked) {
            resolve(rows.slice(at, at + steps.length))
            at += steps.length
          }
          next()
        },
        failed: (cause) => {
          isIll(cause)
          for (const { reject } of asked) reject(new StoreUnavailable(cause))
          next()
        },
      },
    )
  }

  const listenerOf = (told: (problem: string | undefined) => void): ThreadListener => {
    const answer = (news: ThreadNews): void => {
      if (news.kind === 'opened') told(undefined)
      else if (news.kind === 'refused') told(news.problem)
      else {
        const asked = waiting.get(news.id)
        waiting.delete(news.id)
        if (news.kind === 'done') asked?.done(news.rows)
        else asked?.failed(news.cause)
      }
    }
    return {
      news: answer,
      ended: () => {
        thread = undefined
        told('the thread of the store could not be started')
        const all = [...waiting.values()]
        waiting.clear()
        for (const each of all) each.failed('the thread of the store has ended')
        if (!isClosing) isIll('the thread of the store has ended')
      },
    }
  }

  const open = (): Promise<string | undefined> =>
    new Promise((resolve) => {
      thread = openThread(listenerOf(resolve))
    })

  const tryAgain = (): void => {
    if (thread === undefined) void open().then((problem) => problem !== undefined && isIll(problem))
    else if (running.length === 0) enqueue([['countOpening', []]], { kept: isWell, lost: () => undefined })
  }

  /** Those who ask while it waits for its turn share it. */
  let tidying: Promise<void> | undefined
  let tidyLater: NodeJS.Timeout | undefined
  const tidy = (): Promise<void> => {
    tidying ??= new Promise((resolve) => {
      const over = (): void => {
        tidying = undefined
        resolve()
      }
      post('tidy', [], {
        done: over,
        failed: () => {
          over()
          if (isClosing) return
          clearTimeout(tidyLater)
          tidyLater = setTimeout(() => void tidy(), TIDY_AGAIN_MS)
          tidyLater.unref()
        },
      })
    })
    return tidying
  }

  const problem = await open()
  if (problem !== undefined) {
    isClosing = true
    await thread?.terminate()
    throw new StoreRefused(problem)
  }

  return {
    commit: (steps, outcome) => {
      if (isStuck) lose([outcome], STUCK)
      else enqueue(steps, outcome)
    },
    ahead: (steps, outcome) => {
      foremost = [...foremost, { steps, ...outcome }]
    },
    read: (steps) =>
      new Promise((resolve, reject) => {
        toRead.push({ steps, resolve, reject })
        readNext()
      }),
    tidy: async () => {
      // What is tidied already may not yet hold what was taken out just now.
      await tidying
      await tidy()
    },
    health: () =>
      failing === undefined
        ? { state: 'ok' }
        : { state: 'failing', since: new Date(failing.since).toISOString(), cause: failing.cause },
    onLost: (listener) => {
      listeners.add(listener)
    },
    close: async () => {
      isClosing = true
      clearInterval(trying)
      clearTimeout(tidyLater)
      const isOver = (): boolean => running.length === 0 && queue.length === 0
      const flush = (): Promise<void> =>
        new Promise((resolve) => {
          enqueue([], { kept: () => resolve(), lost: () => resolve() })
        })
      // Once: what is lost may be asked for again, and again in vain.
      if (foremost.length > 0) await flush()
      while (!isOver()) await flush()
      await new Promise<void>((resolve) => post('close', [], { done: () => resolve(), failed: () => resolve() }))
      await thread?.terminate()
    },
  }
}
