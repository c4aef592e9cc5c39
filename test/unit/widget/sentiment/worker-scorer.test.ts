import { describe, expect, it } from 'vitest'
import { WorkerScorer } from '../../../../widget/sentiment/worker-scorer.ts'
import { ManualTimers, NotingListener, scriptedWorkers, utterance } from './scripted-worker.ts'

const stage = ({ canVerify = true } = {}) => {
  const timers = new ManualTimers()
  const { openWorker, workers } = scriptedWorkers()
  const scorer = new WorkerScorer({
    modelUrl: 'https://models.example/full/',
    backend: 'auto',
    openWorker,
    canVerify,
    timers,
    now: () => timers.now,
  })
  const listener = new NotingListener()
  scorer.join(listener)
  const worker = (at = workers.length - 1) => {
    const found = workers[at]
    if (found === undefined) throw new Error('no worker was opened')
    return found
  }
  const asked = (): string[] =>
    workers.flatMap(({ got }) => got.flatMap((message) => (message.kind === 'score' ? [message.text] : [])))
  return {
    timers,
    workers,
    worker,
    scorer,
    listener,
    asked,
    score: (id: string) => scorer.score(utterance(id), listener),
  }
}

describe('the page’s side of scoring', () => {
  it('the page’s side of scoring opens no worker before there is something to score', () => {
    const { workers, score } = stage()
    expect(workers).toHaveLength(0)
    score('u1')
    expect(workers).toHaveLength(1)
  })

  it('the page’s side of scoring asks one after the other, newest first, and matches answers by their id', () => {
    const { worker, listener, asked, score } = stage()
    for (const id of ['u1', 'u2', 'u3']) score(id)
    worker().ready()
    expect(asked()).toEqual(['text of u3'])
    worker().says({ kind: 'scored', id: 99, backend: 'wasm', scores: { negative: 1, neutral: 0, positive: 0 } })
    expect(listener.scoredIds).toEqual([])
    for (let i = 0; i < 3; i += 1) worker().answers()
    expect(asked()).toEqual(['text of u3', 'text of u2', 'text of u1'])
    expect(listener.scoredIds).toEqual(['u3', 'u2', 'u1'])
  })

  it('the page’s side of scoring tells how loading goes, and with what it scores', () => {
    const { worker, listener, score } = stage()
    score('u1')
    worker().says({ kind: 'started' })
    worker().says({ kind: 'loading', progress: 0.5 })
    worker().says({ kind: 'ready', backend: 'webgpu' })
    worker().says({ kind: 'ready', backend: 'wasm' })
    expect(listener.states).toEqual([
      { kind: 'loading', progress: 0 },
      { kind: 'loading', progress: 0.5 },
      { kind: 'ready', backend: 'webgpu' },
      { kind: 'ready', backend: 'wasm' },
    ])
  })

  it('the page’s side of scoring hands everything to the service where the model cannot be loaded, and tries again later behind its back', () => {
    const { timers, workers, worker, listener, score } = stage()
    score('u1')
    worker().says({ kind: 'refused', because: 'not_loaded', problem: 'the network is gone' })
    expect(listener.handedOver).toEqual(['u1 not_loaded'])
    expect(listener.states.at(-1)).toEqual({ kind: 'service', because: 'not_loaded' })
    expect(worker().isTerminated).toBe(true)
    score('u2')
    expect(workers).toHaveLength(1)
    timers.pass(60_000)
    score('u3')
    expect(workers).toHaveLength(2)
    score('u4')
    expect(listener.handedOver).toEqual(['u1 not_loaded', 'u2 not_loaded', 'u3 not_loaded', 'u4 not_loaded'])
    expect(listener.states.at(-1)).toEqual({ kind: 'service', because: 'not_loaded' })
    worker().ready()
    score('u5')
    worker().answers()
    expect(listener.scoredIds).toEqual(['u5'])
  })

  it('the page’s side of scoring does not ask again where workers are forbidden', () => {
    const { timers, workers, worker, listener, score } = stage()
    score('u1')
    worker().dies()
    timers.pass(24 * 3600 * 1000)
    score('u2')
    expect(workers).toHaveLength(1)
    expect(listener.handedOver).toEqual(['u1 no_worker', 'u2 no_worker'])
  })

  it('the page’s side of scoring loads nothing where nothing can be verified', () => {
    const { workers, listener, score } = stage({ canVerify: false })
    score('u1')
    expect(workers).toHaveLength(0)
    expect(listener.handedOver).toEqual(['u1 not_loaded'])
  })

  it.each([
    ['is gone', ({ worker }: ReturnType<typeof stage>) => worker().dies()],
    ['talks nonsense', ({ worker }: ReturnType<typeof stage>) => worker().says(undefined)],
    ['does not answer for long', ({ timers }: ReturnType<typeof stage>) => timers.pass(30_000)],
  ])('the page’s side of scoring takes another worker when one %s, and asks that once more', (_, happens) => {
    const staged = stage()
    const { timers, workers, worker, listener, asked, score } = staged
    score('u1')
    worker().ready()
    happens(staged)
    expect(worker(0).isTerminated).toBe(true)
    timers.pass(1_000)
    expect(workers).toHaveLength(2)
    worker().ready()
    expect(asked()).toEqual(['text of u1', 'text of u1'])
    worker().answers()
    expect(listener.scoredIds).toEqual(['u1'])
  })

  it('the page’s side of scoring does not let one utterance kill worker after worker', () => {
    const { timers, worker, listener, score } = stage()
    score('u1')
    worker().ready()
    worker().dies()
    timers.pass(1_000)
    worker().ready()
    worker().dies()
    expect(listener.handedOver).toEqual(['u1 broken'])
  })

  it('the page’s side of scoring leaves it to the service when workers die again and again', () => {
    const { timers, workers, worker, listener, score } = stage()
    score('u1')
    score('u2')
    for (let i = 0; i < 3; i += 1) {
      worker().ready()
      worker().dies()
      timers.pass(5_000)
    }
    expect(workers).toHaveLength(3)
    expect(listener.states.at(-1)).toEqual({ kind: 'service', because: 'broken' })
    expect([...listener.handedOver].sort()).toEqual(['u1 broken', 'u2 broken'])
  })

  it('the page’s side of scoring leaves it to the service when one utterance after the other fails', () => {
    const { worker, listener, score } = stage()
    for (const id of ['u1', 'u2', 'u3', 'u4']) score(id)
    worker().ready()
    for (let i = 1; i <= 3; i += 1) worker().says({ kind: 'failed', id: i, error: { name: 'Error', message: 'no' } })
    expect(listener.handedOver).toHaveLength(4)
    expect(listener.states.at(-1)).toEqual({ kind: 'service', because: 'broken' })
  })

  it('the page’s side of scoring gives each of two elements what it asked for, and one that left nothing', () => {
    const { scorer, worker, listener, asked, score } = stage()
    const another = new NotingListener()
    scorer.join(another)
    score('u1')
    scorer.score(utterance('u2', 'd'), another)
    worker().ready()
    score('u3')
    scorer.leave(listener)
    worker().answers()
    worker().answers()
    expect(another.scoredIds).toEqual(['u2'])
    expect(listener.scoredIds).toEqual([])
    expect(asked()).not.toContain('text of u3')
  })
})
