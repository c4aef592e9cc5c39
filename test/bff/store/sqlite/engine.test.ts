/** Commits in groups, and a thread that dies. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createLog } from '../../../../bff/observe/log.ts'
import { type Engine, openEngine } from '../../../../bff/store/sqlite/engine.ts'
import { openThread, type Thread, type ThreadListener } from '../../../../bff/store/sqlite/thread.ts'
import type { Rows, Step, ThreadRequest } from '../../../../bff/store/sqlite/thread-messages.ts'
import { buildBff } from '../../../support/bff-process.ts'
import { dropFolder, newFolder, STORE_THREAD } from './folders.ts'

const STEP: Step = ['countOpening', []]

const open = (start: (listener: ThreadListener) => Thread): Promise<Engine> =>
  openEngine({
    openThread: start,
    clock: systemClock,
    log: createLog('silent', { write: () => undefined }),
    metrics: { storeCommitted: () => undefined },
  })
const commit = (engine: Engine, steps: readonly Step[] = [STEP]): Promise<readonly Rows[]> =>
  new Promise((resolve, reject) => {
    engine.commit(steps, { kept: resolve, lost: reject })
  })

describe('commits', () => {
  const asked: ThreadRequest[] = []
  let tell: ThreadListener['news'] = () => undefined
  let engine: Engine
  beforeEach(async () => {
    asked.length = 0
    engine = await open((listener) => {
      tell = listener.news
      setImmediate(() => listener.news({ kind: 'opened' }))
      return { post: (request) => void asked.push(request), terminate: async () => undefined }
    })
  })
  const answer = (at: number, rows: Rows[]): void => tell({ kind: 'done', id: asked[at]?.id ?? 0, rows })

  it('commits that are asked for while one runs are one, and each gets its own rows', async () => {
    const first = commit(engine)
    const others = [commit(engine, [STEP, STEP]), commit(engine)]
    expect(asked.map(({ steps }) => steps.length)).toEqual([1])
    answer(0, [[]])
    await first
    expect(asked.map(({ steps }) => steps.length)).toEqual([1, 3])
    answer(1, [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
    expect(await Promise.all(others)).toEqual([[[{ n: 1 }], [{ n: 2 }]], [[{ n: 3 }]]])
  })

  it('commits that keep nothing wait for those before them, and for nobody else', async () => {
    const told: string[] = []
    await commit(engine, [])
    const first = commit(engine).then(() => told.push('first'))
    const empty = commit(engine, []).then(() => told.push('empty'))
    answer(0, [[]])
    await Promise.all([first, empty])
    expect(told).toEqual(['first', 'empty'])
    expect(asked).toHaveLength(1)
  })

  it('commits that are asked for ahead wait for one behind them, and are one with it', async () => {
    const told: string[] = []
    const ahead = (name: string): void =>
      engine.ahead([STEP], { kept: () => told.push(name), lost: () => told.push(`${name} is lost`) })
    ahead('first')
    ahead('second')
    expect(asked).toHaveLength(0)
    const empty = commit(engine, []).then(() => told.push('empty'))
    expect(asked.map(({ steps }) => steps.length)).toEqual([2])
    ahead('third')
    answer(0, [[], []])
    await empty
    expect(told).toEqual(['first', 'second', 'empty'])
    expect(asked).toHaveLength(1)
    const next = commit(engine)
    tell({ kind: 'failed', id: asked[1]?.id ?? 0, cause: 'SQLITE_FULL' })
    await expect(next).rejects.toMatchObject({ name: 'StoreUnavailable' })
    expect(told).toEqual(['first', 'second', 'empty', 'third is lost'])
  })

  it('commits that are asked for ahead are kept before the end, though nobody asks for another', async () => {
    const kept = vi.fn()
    engine.ahead([STEP], { kept, lost: () => undefined })
    const closed = engine.close()
    expect(asked.map(({ kind }) => kind)).toEqual(['commit'])
    answer(0, [[]])
    await expect.poll(() => asked.at(-1)?.kind).toBe('close')
    answer(1, [])
    await closed
    expect(kept).toHaveBeenCalledOnce()
  })

  it('commits that are asked for ahead hold up no end, where they are lost and asked for again', async () => {
    const again = (): void => engine.ahead([STEP], { kept: () => undefined, lost: again })
    again()
    const closed = engine.close()
    tell({ kind: 'failed', id: asked[0]?.id ?? 0, cause: 'SQLITE_FULL' })
    await expect.poll(() => asked.at(-1)?.kind).toBe('close')
    answer(1, [])
    await closed
  })

  it('commits that are kept do not call a store well that could keep nothing: some change nothing, and need no room', async () => {
    const failing = commit(engine)
    tell({ kind: 'failed', id: asked[0]?.id ?? 0, cause: 'SQLITE_FULL' })
    await expect(failing).rejects.toMatchObject({ name: 'StoreUnavailable' })
    const next = commit(engine, [['reopen', ['key', 'claim']]])
    answer(1, [[]])
    await next
    expect(engine.health()).toMatchObject({ state: 'failing', cause: 'SQLITE_FULL' })
    await expect.poll(() => asked[2]?.steps).toEqual([STEP])
    answer(2, [[]])
    expect(engine.health()).toEqual({ state: 'ok' })
  })

  it('commits that fail take with them all that came after them', async () => {
    const all = [commit(engine), commit(engine)]
    tell({ kind: 'failed', id: asked[0]?.id ?? 0, cause: 'SQLITE_FULL' })
    const outcomes = await Promise.allSettled(all)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(engine.health()).toMatchObject({ state: 'failing', cause: 'SQLITE_FULL' })
  })

  it('the reads that are asked for while one runs are one, get their own rows, and wait for no commit', async () => {
    void commit(engine)
    const first = engine.read([STEP])
    const others = [engine.read([STEP, STEP]), engine.read([STEP])]
    expect(asked.map(({ kind, steps }) => [kind, steps.length])).toEqual([
      ['commit', 1],
      ['read', 1],
    ])
    answer(1, [[{ n: 0 }]])
    expect(await first).toEqual([[{ n: 0 }]])
    expect(asked.at(-1)).toMatchObject({ kind: 'read', steps: [STEP, STEP, STEP] })
    answer(2, [[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]])
    expect(await Promise.all(others)).toEqual([[[{ n: 1 }], [{ n: 2 }]], [[{ n: 3 }]]])
  })

  it('the reads that fail together fail alone: those that come after them are asked', async () => {
    const failing = [engine.read([STEP])]
    const next = engine.read([STEP])
    tell({ kind: 'failed', id: asked[0]?.id ?? 0, cause: 'SQLITE_IOERR' })
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(['rejected'])
    answer(1, [[{ n: 1 }]])
    expect(await next).toEqual([[{ n: 1 }]])
  })
})

describe('a disk that does not answer', () => {
  let engine: Engine
  let tell: ThreadListener['news'] = () => undefined
  let asked: ThreadRequest[]
  beforeEach(async () => {
    vi.useFakeTimers()
    asked = []
    engine = await open((listener) => {
      tell = listener.news
      queueMicrotask(() => listener.news({ kind: 'opened' }))
      return { post: (request) => void asked.push(request), terminate: async () => undefined }
    })
  })
  afterEach(() => vi.useRealTimers())

  const STUCK = { name: 'StoreUnavailable', message: expect.stringContaining('the disk does not answer') }

  it('a disk that does not answer is a store that fails after three seconds, by when it was asked, and nobody waits behind it', async () => {
    const since = new Date().toISOString()
    const first = commit(engine)
    const [behind, read] = [commit(engine), engine.read([STEP])]
    const lost = vi.fn()
    engine.onLost(lost)
    const outcomes = Promise.allSettled([behind, read])
    await vi.advanceTimersByTimeAsync(2999)
    expect(engine.health()).toEqual({ state: 'ok' })
    await vi.advanceTimersByTimeAsync(1)
    expect(engine.health()).toEqual({ state: 'failing', since, cause: 'the disk does not answer' })
    expect(await outcomes).toMatchObject([
      { status: 'rejected', reason: STUCK },
      { status: 'rejected', reason: STUCK },
    ])
    await expect(commit(engine)).rejects.toMatchObject(STUCK)
    await expect(engine.read([STEP])).rejects.toMatchObject(STUCK)
    expect(lost).toHaveBeenCalledTimes(2)
    expect(asked.filter(({ kind }) => kind === 'commit')).toHaveLength(1)
    tell({ kind: 'done', id: asked[0]?.id ?? 0, rows: [[]] })
    await first
    expect(engine.health()).toEqual({ state: 'ok' })
    const next = commit(engine)
    expect(asked.filter(({ kind }) => kind === 'commit')).toHaveLength(2)
    tell({ kind: 'done', id: asked.at(-1)?.id ?? 0, rows: [[]] })
    await next
  })

  it('a disk that does not answer and then fails leaves nothing kept', async () => {
    const first = commit(engine)
    const outcome = expect(first).rejects.toMatchObject({ name: 'StoreUnavailable' })
    await vi.advanceTimersByTimeAsync(3000)
    tell({ kind: 'failed', id: asked[0]?.id ?? 0, cause: 'SQLITE_IOERR' })
    await outcome
    expect(engine.health()).toMatchObject({ state: 'failing', cause: 'SQLITE_IOERR' })
  })
})

describe('a thread that dies', () => {
  let folder: string
  let engine: Engine
  let threads: Thread[]
  beforeAll(() => buildBff())
  beforeEach(async () => {
    folder = newFolder()
    threads = []
    engine = await open((listener) => {
      const thread = openThread({ folder }, listener, STORE_THREAD)
      threads.push(thread)
      return thread
    })
  })
  afterEach(async () => {
    await engine.close()
    dropFolder(folder)
  })

  it('a thread that dies lets those who wait be told, and is followed by another one', async () => {
    const waiting = Promise.allSettled([commit(engine), engine.read([['openings', []]])])
    await threads[0]?.terminate()
    for (const outcome of await waiting) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'StoreUnavailable' })
    }
    await expect.poll(() => engine.health()).toEqual({ state: 'ok' })
    expect(threads).toHaveLength(2)
    await commit(engine)
  })
})
