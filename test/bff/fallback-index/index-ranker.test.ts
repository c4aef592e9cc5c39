/** The ranker of the service: by the index's sentence encoder where that answers in time, and in time without it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createIndexRanker, type IndexRanker } from '../../../bff/fallback-index/index-ranker.ts'
import { type LoadedIndex, readFallbackIndex } from '../../../bff/fallback-index/read-index.ts'
import type { SentenceTask } from '../../../bff/fallback-index/sentence/sentence-messages.ts'
import type { OpenSentenceThread } from '../../../bff/fallback-index/sentence/sentence-thread.ts'
import { createLog } from '../../../bff/observe/log.ts'
import { rankIntents } from '../../../shared/domain/ranking/fallback-index.ts'
import { defaultRules } from '../../../shared/rules.ts'
import { type ConvertedEncoder, convertedEncoder } from '../../support/sentence-encoder.ts'
import { buildSmallIndex, createSmallBot, type SmallBot } from '../../support/small-bot.ts'

const rules = defaultRules.fallback
const asked = (utterance: string) => ({ utterance, intent: 'Fallback', previousIntents: [] })
const VECTOR = Float32Array.from({ length: 512 }, (_, n) => Math.sin(n) / 16)

let encoder: ConvertedEncoder
let bot: SmallBot
let loaded: LoadedIndex
let ranker: IndexRanker | undefined
beforeAll(async () => {
  encoder = await convertedEncoder()
  bot = await createSmallBot({ built: false })
  const sentenceEncoder = { folder: encoder.folder, always: true }
  await buildSmallIndex(bot, bot.index, { sentenceEncoder, say: () => undefined })
  loaded = await readFallbackIndex(bot.index)
})
afterEach(async () => {
  await ranker?.stop()
})
afterAll(async () => {
  await bot.remove()
  await encoder.remove()
})

interface FakeThread {
  readonly task: SentenceTask
  readonly asked: string[]
  isEnded: boolean
  answer(): void
  die(): void
}

/** Threads that answer when they are told to. */
const withThreads = ({ isReady = true, of = () => loaded, clock = systemClock } = {}) => {
  const threads: FakeThread[] = []
  const openThread: OpenSentenceThread = (task, listener) => {
    const waiting: number[] = []
    const thread: FakeThread = {
      task,
      asked: [],
      isEnded: false,
      answer: () => {
        for (const id of waiting.splice(0)) listener.news({ kind: 'answered', id, answer: VECTOR })
      },
      die: () => listener.ended('killed'),
    }
    threads.push(thread)
    if (isReady) queueMicrotask(() => listener.news({ kind: 'ready', opened: {} }))
    return {
      post: ({ id, text }) => {
        thread.asked.push(text)
        waiting.push(id)
      },
      terminate: () => {
        thread.isEnded = true
        return Promise.resolve()
      },
    }
  }
  const log = createLog('silent', { write: () => undefined })
  const created = createIndexRanker({ loaded: of, openThread, clock, log })
  ranker = created
  const rank = async (utterance: string, budgetMs = 60_000, by = rules) => {
    const deadline = startDeadline(budgetMs)
    try {
      return await created.rank(asked(utterance), by, deadline)
    } finally {
      deadline.release()
    }
  }
  return { threads, rank, state: created.state }
}

describe('the ranker of an index with a sentence encoder', () => {
  it('the ranker opens the encoder with the first utterance, not before', async () => {
    const { threads, rank, state } = withThreads()
    expect([threads.length, state()]).toEqual([0, { kind: 'idle' }])
    const ranking = rank('I moved')
    expect(threads.map(({ task }) => task)).toEqual([loaded.sentence])
    threads[0]?.answer()
    expect(await ranking).toEqual(rankIntents(loaded.index, asked('I moved'), rules, VECTOR))
    expect(await ranking).not.toEqual(rankIntents(loaded.index, asked('I moved'), rules))
    expect(state()).toEqual({ kind: 'ready' })
  })

  it('the ranker answers without the encoder when that is late, long before the answer is due', async () => {
    const { threads, rank } = withThreads()
    const startedAt = performance.now()
    expect(await rank('I moved', rules.responseBudgetMs)).toEqual(rankIntents(loaded.index, asked('I moved'), rules))
    expect(performance.now() - startedAt).toBeLessThan(rules.responseBudgetMs)
    expect(threads[0]?.asked).toEqual(['I moved'])
  })

  it('the ranker answers without the encoder as soon as its thread has died, and says that it is down', async () => {
    const { threads, rank, state } = withThreads()
    const ranking = rank('I moved')
    threads[0]?.die()
    const without = rankIntents(loaded.index, asked('I moved'), rules)
    expect(await ranking).toEqual(without)
    expect(state()).toMatchObject({ kind: 'down', cause: 'killed' })
    expect(await rank('I moved')).toEqual(without)
  })

  it('the ranker lets nobody wait behind more utterances than are read in time', async () => {
    const { threads, rank } = withThreads()
    const many = Array.from({ length: 40 }, (_, n) => rank(`my address number ${n}`))
    expect(threads[0]?.asked.length).toBeLessThan(30)
    threads[0]?.answer()
    expect(await Promise.all(many)).toHaveLength(40)
  })

  it('the ranker answers in the order it was asked in, whether the encoder was heard or not', async () => {
    const { threads, rank } = withThreads()
    const order: string[] = []
    const noted = async (name: string, ranking: Promise<unknown>) => {
      await ranking
      order.push(name)
    }
    const all = [
      noted('read', rank('I moved')),
      noted('by the tutorial', rank('I moved', 60_000, { ...rules, rule: 'tutorial' })),
      noted('read too', rank('I moved')),
    ]
    threads[0]?.answer()
    await Promise.all(all)
    expect(order).toEqual(['read', 'by the tutorial', 'read too'])
    expect(threads[0]?.asked).toHaveLength(2)
  })

  it('the ranker lets others have their turn while it works, and is overtaken by nobody all the same', async () => {
    let reads = 0
    // Each look at it is a millisecond later than the one before: as if every step took so long.
    const slow = { now: () => 0, monotonic: () => (reads += 1) }
    const { rank } = withThreads({ of: () => ({ ...loaded, sentence: undefined }), clock: slow })
    const order: string[] = []
    const noted = async (name: string, work: Promise<unknown>) => {
      await work
      order.push(name)
    }
    const ranked = rank('I moved')
    const all = [
      noted('ranked', ranked),
      noted('ranked by the quicker rule', rank('I moved', 60_000, { ...rules, rule: 'tutorial' })),
      noted('others', new Promise((resolve) => setImmediate(resolve))),
    ]
    await Promise.all(all)
    expect(order).toEqual(['others', 'ranked', 'ranked by the quicker rule'])
    expect(await ranked).toEqual(rankIntents(loaded.index, asked('I moved'), rules))
  })

  it('the ranker goes on with its thread where a new index has the same encoder, and opens another for another one', async () => {
    let current = loaded
    const { threads, rank, state } = withThreads({ of: () => current })
    const ask = async () => {
      const ranking = rank('I moved')
      threads.at(-1)?.answer()
      await ranking
    }
    await ask()
    current = { ...loaded }
    await ask()
    expect(threads).toHaveLength(1)
    current = { ...loaded, sentence: { folder: '/other', hashes: {} } }
    await ask()
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, false])
    current = { ...loaded, sentence: undefined }
    expect(state()).toBeUndefined()
    await ask()
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, true])
  })
})
