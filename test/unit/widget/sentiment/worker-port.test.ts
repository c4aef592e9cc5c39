import { describe, expect, it } from 'vitest'
import { readFromWorker, type ToWorker } from '../../../../widget/sentiment/messages.ts'
import { createOpenWorker, type RawWorker } from '../../../../widget/sentiment/worker-port.ts'
import { ManualTimers } from './scripted-worker.ts'

const OPEN: ToWorker = { kind: 'open', modelUrl: 'https://models.example/', backend: 'auto' }

class FakeWorker extends EventTarget {
  readonly got: unknown[] = []
  isTerminated = false
  postMessage(message: unknown): void {
    this.got.push(message)
  }
  terminate(): void {
    this.isTerminated = true
  }
  says(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}
const asRaw = (worker: FakeWorker): RawWorker => ({
  postMessage: (message) => worker.postMessage(message),
  terminate: () => worker.terminate(),
  addEventListener: (type: string, listener: (event: { readonly data: unknown }) => void) =>
    worker.addEventListener(type, (event) => listener({ data: Reflect.get(event, 'data') })),
})

const stage = async (...ways: readonly (FakeWorker | 'throws')[]) => {
  const timers = new ManualTimers()
  const heard: unknown[] = []
  const starts = ways.map((way) => () => {
    if (way === 'throws') throw new DOMException('denied', 'SecurityError')
    return asRaw(way)
  })
  const port = createOpenWorker(
    starts,
    timers,
    readFromWorker,
  )({
    started: () => heard.push('started'),
    message: (message) => heard.push(message?.kind),
    died: () => heard.push('died'),
  })
  port.post(OPEN)
  await Promise.resolve()
  return { timers, heard, port }
}

describe('a worker', () => {
  it('a worker gets what was posted before it ran once it runs, and not before', async () => {
    const worker = new FakeWorker()
    const { heard } = await stage(worker)
    expect(worker.got).toEqual([])
    worker.says({ kind: 'started' })
    expect(worker.got).toEqual([OPEN])
    expect(heard).toEqual(['started'])
  })

  it('a worker that the browser refuses is started the other way', async () => {
    const worker = new FakeWorker()
    const { heard } = await stage('throws', worker)
    worker.says({ kind: 'started' })
    expect(heard).toEqual(['started'])
  })

  it.each([
    ['fails', (worker: FakeWorker) => worker.dispatchEvent(new Event('error'))],
    ['says nothing for long', (_: FakeWorker, timers: ManualTimers) => timers.pass(20_000)],
  ])('a worker that %s before it runs is started the other way', async (_, happens) => {
    const [first, second] = [new FakeWorker(), new FakeWorker()]
    const { heard, timers } = await stage(first, second)
    happens(first, timers)
    expect(first.isTerminated).toBe(true)
    second.says({ kind: 'started' })
    expect(heard).toEqual(['started'])
    first.says({ kind: 'ready', backend: 'wasm' })
    expect(heard).toEqual(['started'])
  })

  it('a worker that can be started in no way is told as dead, once', async () => {
    const worker = new FakeWorker()
    const { heard } = await stage('throws', worker)
    worker.dispatchEvent(new Event('error'))
    worker.dispatchEvent(new Event('error'))
    expect(heard).toEqual(['died'])
  })

  it.each(['error', 'messageerror'])('a worker that runs and then meets an %s is dead', async (type) => {
    const worker = new FakeWorker()
    const { heard } = await stage(worker, new FakeWorker())
    worker.says({ kind: 'started' })
    worker.dispatchEvent(new Event(type))
    expect(heard).toEqual(['started', 'died'])
    expect(worker.isTerminated).toBe(true)
  })

  it('a worker has what it says read by schema: anything else comes as nothing', async () => {
    const worker = new FakeWorker()
    const { heard } = await stage(worker)
    worker.says({ kind: 'started' })
    worker.says({ kind: 'scored', id: 1, backend: 'wasm', scores: { negative: 7, neutral: 0, positive: 0 } })
    worker.says('hello')
    worker.says({ kind: 'loading', progress: 0.25 })
    expect(heard).toEqual(['started', undefined, undefined, 'loading'])
  })
})
