/** The scorer of the service on a thread that does what a test says: memory, sharing, deadlines, a thread that dies. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createLog } from '../../../bff/observe/log.ts'
import type { Clock, Deadline } from '../../../bff/ports/time.ts'
import type { ScoringThread, ScoringThreadListener } from '../../../bff/scoring/scoring-thread.ts'
import { createSentimentScorer, type ProcessSentimentScorer } from '../../../bff/scoring/sentiment-scorer.ts'
import type { ScoringRequest } from '../../../bff/scoring/thread-messages.ts'
import type { SentimentScores } from '../../../shared/domain/frustration/frustration.ts'

/** Longer than a first pause of a second with its jitter. */
const A_PAUSE_MS = 1500

interface FakeThread extends ScoringThreadListener {
  readonly asked: ScoringRequest[]
  terminated: boolean
  ready(): void
  /** Answers what was asked with this text, by its length; all of it without a text. */
  answer(text?: string): void
}

const scoresOf = (text: string): SentimentScores => ({
  negative: text.length / 100,
  neutral: 1 - text.length / 100,
  positive: 0,
})

const stage = (options: { readonly answers?: boolean; readonly clock?: Clock } = {}) => {
  const threads: FakeThread[] = []
  const counted: string[] = []
  const lines: string[] = []
  const openThread = (listener: ScoringThreadListener): ScoringThread => {
    const thread: FakeThread = {
      ...listener,
      asked: [],
      terminated: false,
      ready: () => listener.news({ kind: 'ready', opened: { languages: ['en', 'de'] } }),
      answer: (text) => {
        for (const { id, text: asked } of thread.asked) {
          if (text === undefined || text === asked) listener.news({ kind: 'answered', id, answer: scoresOf(asked) })
        }
      },
    }
    threads.push(thread)
    return {
      post: (request) => {
        thread.asked.push(request)
        if (options.answers)
          queueMicrotask(() => listener.news({ kind: 'answered', id: request.id, answer: scoresOf(request.text) }))
      },
      terminate: async () => {
        thread.terminated = true
      },
    }
  }
  const scorer = createSentimentScorer({
    openThread,
    clock: options.clock ?? systemClock,
    log: createLog('debug', { write: (line) => void lines.push(line) }),
    metrics: { utteranceScored: (origin) => void counted.push(origin) },
    pausesMs: { first: 1000, longest: 8000 },
  })
  const thread = (n: number): FakeThread => {
    const found = threads[n]
    if (found === undefined) throw new Error(`no thread ${n} was opened`)
    return found
  }
  return { scorer, threads, thread, counted, logged: () => lines.join('') }
}

const deadlines: Deadline[] = []
const soon = (ms = 20_000): Deadline => {
  const deadline = startDeadline(ms)
  deadlines.push(deadline)
  return deadline
}
afterEach(() => {
  for (const deadline of deadlines.splice(0)) deadline.release()
  vi.useRealTimers()
})
const kindOf = (scoring: Promise<unknown>): Promise<unknown> =>
  scoring.then(
    () => 'scored',
    (error: unknown) => Reflect.get(Object(error), 'kind'),
  )

describe('what was scored lately', () => {
  it('what was scored lately costs one new utterance a turn of a growing history', async () => {
    const { scorer, thread, counted } = stage({ answers: true })
    const history: string[] = []
    for (let turn = 1; turn <= 40; turn += 1) {
      history.push(`turn ${'.'.repeat(turn)}`)
      expect(await scorer.score(history, soon())).toEqual(history.map(scoresOf))
      expect(thread(0).asked.map(({ text }) => text)).toEqual(history)
    }
    expect(counted.filter((origin) => origin === 'scored')).toHaveLength(40)
    expect(counted.filter((origin) => origin === 'cached')).toHaveLength((40 * 39) / 2)
  })

  it('what was scored lately is asked for once, however many want it at the same time', async () => {
    const { scorer, thread, counted } = stage()
    const scoring = [scorer.score(['a', 'bb', 'a'], soon()), scorer.score(['bb', 'a'], soon())]
    expect(thread(0).asked.map(({ text }) => text)).toEqual(['a', 'bb'])
    thread(0).answer()
    expect(await Promise.all(scoring)).toEqual([
      [scoresOf('a'), scoresOf('bb'), scoresOf('a')],
      [scoresOf('bb'), scoresOf('a')],
    ])
    expect(counted.toSorted()).toEqual(['cached', 'cached', 'cached', 'scored', 'scored'])
  })

  it('what was scored lately comes in the order of the texts, whatever was ready first', async () => {
    const { scorer, thread } = stage()
    const scoring = scorer.score(['a', 'bb', 'ccc'], soon())
    for (const text of ['ccc', 'a', 'bb']) thread(0).answer(text)
    expect(await scoring).toEqual(['a', 'bb', 'ccc'].map(scoresOf))
  })

  it('what was scored lately is told apart by the whole text', async () => {
    const { scorer, thread } = stage({ answers: true })
    await scorer.score(['Ok', 'ok', 'ok ', ''], soon())
    expect(thread(0).asked).toHaveLength(4)
  })

  it('what was scored lately is not asked for where nothing is to be scored', async () => {
    const { scorer, threads } = stage()
    expect(await scorer.score([], soon(0))).toEqual([])
    expect(threads).toHaveLength(0)
  })

  it('what was scored lately is forgotten when another thread has loaded the model: the folder may hold another one', async () => {
    vi.useFakeTimers()
    const { scorer, thread } = stage({ answers: true })
    await scorer.score(['a'], soon())
    thread(0).ended('died')
    await vi.advanceTimersByTimeAsync(A_PAUSE_MS)
    thread(1).ready()
    await scorer.score(['a'], soon())
    expect(thread(1).asked).toHaveLength(1)
  })
})

describe('a deadline', () => {
  it('a deadline ends the waiting, and the work goes on for the next one', async () => {
    const { scorer, thread, counted } = stage()
    expect(await kindOf(scorer.score(['slow', 'slower'], soon(5)))).toBe('timeout')
    expect(counted).toEqual(['failed', 'failed'])
    thread(0).answer()
    expect(await scorer.score(['slow', 'slower'], soon())).toEqual([scoresOf('slow'), scoresOf('slower')])
    expect(thread(0).asked).toHaveLength(2)
    expect(counted).toEqual(['failed', 'failed', 'cached', 'cached'])
  })

  it('a deadline that is over asks nobody', async () => {
    const { scorer, threads } = stage()
    expect(await kindOf(scorer.score(['late'], soon(0)))).toBe('timeout')
    expect(threads).toHaveLength(0)
  })

  it('a deadline of one caller is none of another', async () => {
    const { scorer, thread } = stage()
    const [hasty, patient] = [scorer.score(['x'], soon(5)), scorer.score(['x'], soon())]
    expect(await kindOf(hasty)).toBe('timeout')
    thread(0).answer()
    expect(await patient).toEqual([scoresOf('x')])
  })
})

describe('a thread', () => {
  it('a thread is opened by the first who asks, once', async () => {
    const { scorer, threads, thread } = stage()
    expect(scorer.state()).toEqual({ kind: 'idle' })
    const scoring = scorer.score(['a'], soon())
    const started = [scorer.start(), scorer.start()]
    expect(scorer.state()).toEqual({ kind: 'loading' })
    thread(0).ready()
    thread(0).answer()
    await scoring
    expect(await Promise.all(started)).toEqual([undefined, undefined])
    expect(threads).toHaveLength(1)
    expect(scorer.state()).toEqual({ kind: 'ready' })
  })

  it('a thread says which languages its model speaks', () => {
    const { scorer, thread } = stage()
    expect(scorer.languages).toEqual(['en'])
    void scorer.start()
    thread(0).ready()
    expect(scorer.languages).toEqual(['en', 'de'])
  })

  it('a thread that dies takes nobody along: those who wait and those who come are told at once', async () => {
    vi.useFakeTimers()
    const { scorer, thread, counted, logged } = stage()
    void scorer.start()
    thread(0).ready()
    const scoring = kindOf(scorer.score(['a', 'b'], soon()))
    thread(0).ended('the scoring thread died (ERR_WORKER_OUT_OF_MEMORY)')
    expect(await scoring).toBe('unavailable')
    expect(await kindOf(scorer.score(['c'], soon()))).toBe('unavailable')
    expect(counted).toEqual(['failed', 'failed', 'failed'])
    expect(scorer.state()).toMatchObject({ kind: 'down', cause: 'the scoring thread died (ERR_WORKER_OUT_OF_MEMORY)' })
    expect(logged()).toContain('ERR_WORKER_OUT_OF_MEMORY')
    await scorer.stop()
  })

  it('a thread that died is replaced after a pause, and scores again', async () => {
    vi.useFakeTimers()
    const { scorer, threads, thread } = stage()
    void scorer.start()
    thread(0).ready()
    thread(0).ended('died')
    await vi.advanceTimersByTimeAsync(A_PAUSE_MS)
    expect(threads).toHaveLength(2)
    // It may die of the same: until it is ready, nobody waits for it.
    expect(await kindOf(scorer.score(['a'], soon()))).toBe('unavailable')
    thread(1).ready()
    expect(scorer.state()).toEqual({ kind: 'ready' })
    const scoring = scorer.score(['a'], soon())
    thread(1).answer()
    expect(await scoring).toEqual([scoresOf('a')])
  })

  it('a thread that dies again and again is replaced less and less often', async () => {
    vi.useFakeTimers()
    const { scorer, threads } = stage()
    void scorer.start()
    const openedAt: number[] = []
    for (let second = 0; second < 300; second += 1) {
      const newest = threads.at(-1)
      if (openedAt.length < threads.length) {
        openedAt.push(second)
        newest?.ended('died')
      }
      await vi.advanceTimersByTimeAsync(1000)
    }
    const pauses = openedAt.slice(1).map((at, i) => at - (openedAt[i] ?? 0))
    expect(Math.max(...pauses)).toBeGreaterThanOrEqual(3)
    expect(Math.max(...pauses)).toBeLessThanOrEqual(9)
    expect(threads.length).toBeLessThan(150)
    await scorer.stop()
  })

  it('a thread that served for long is replaced as soon as the first one', async () => {
    vi.useFakeTimers()
    const { scorer, threads } = stage()
    void scorer.start()
    for (let death = 0; death < 8; death += 1) {
      threads.at(-1)?.ended('died')
      await vi.advanceTimersByTimeAsync(10_000)
    }
    threads.at(-1)?.ready()
    await vi.advanceTimersByTimeAsync(60_000)
    const before = threads.length
    threads.at(-1)?.ended('died')
    await vi.advanceTimersByTimeAsync(A_PAUSE_MS)
    expect(threads).toHaveLength(before + 1)
    await scorer.stop()
  })

  it('a thread that cannot use its folder is ended, and the sentence is what start, state and log say', async () => {
    vi.useFakeTimers()
    const { scorer, threads, thread, logged } = stage()
    const started = scorer.start()
    const problem = 'tokenizer.json is missing'
    thread(0).news({ kind: 'refused', problem })
    thread(0).ended('the scoring thread ended')
    expect(await started).toBe(problem)
    expect(thread(0).terminated).toBe(true)
    expect(scorer.state()).toMatchObject({ kind: 'down', cause: problem })
    expect(logged().split(problem)).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(A_PAUSE_MS)
    expect(threads).toHaveLength(2)
    thread(1).ready()
    expect(scorer.state()).toEqual({ kind: 'ready' })
  })

  it('a thread that cannot score a text fails that text and no other, and the log holds nothing of it', async () => {
    const { scorer, thread, logged } = stage()
    const [bad, good] = [kindOf(scorer.score(['my secret'], soon())), scorer.score(['fine'], soon())]
    const id = thread(0).asked[0]?.id ?? 0
    thread(0).news({ kind: 'failed', id, problem: 'the model gave something that is no number' })
    thread(0).answer('fine')
    expect(await bad).toBe('unavailable')
    expect(await good).toEqual([scoresOf('fine')])
    expect(logged()).toContain('no number')
    expect(logged()).not.toContain('secret')
    // The failure is not remembered.
    const again = scorer.score(['my secret'], soon())
    thread(0).answer('my secret')
    expect(await again).toEqual([scoresOf('my secret')])
  })

  it('a thread is not given more than it can do in any customer’s time', async () => {
    const { scorer, thread } = stage()
    const many = Array.from({ length: 10_001 }, (_, i) => `text ${i}`)
    expect(await kindOf(scorer.score(many, soon()))).toBe('unavailable')
    expect(thread(0).asked).toHaveLength(10_000)
  })

  it('a thread ends with the service, and nobody waits any longer or wakes it', async () => {
    vi.useFakeTimers()
    const { scorer, threads, thread } = stage()
    const scoring = kindOf(scorer.score(['a'], soon()))
    await scorer.stop()
    expect(await scoring).toBe('unavailable')
    expect(thread(0).terminated).toBe(true)
    thread(0).ended('the scoring thread ended')
    expect(await kindOf(scorer.score(['b'], soon()))).toBe('unavailable')
    await vi.advanceTimersByTimeAsync(100_000)
    expect(threads).toHaveLength(1)
  })

  it('a thread that could not be opened is tried again like one that died', async () => {
    vi.useFakeTimers()
    let attempts = 0
    const scorer: ProcessSentimentScorer = createSentimentScorer({
      openThread: () => {
        attempts += 1
        throw new Error('no memory')
      },
      clock: systemClock,
      log: createLog('silent', { write: () => undefined }),
      metrics: { utteranceScored: () => undefined },
      pausesMs: { first: 10, longest: 10 },
    })
    expect(await scorer.start()).toBe('no thread could be opened')
    await vi.advanceTimersByTimeAsync(100)
    expect(attempts).toBeGreaterThan(1)
    await scorer.stop()
  })
})
