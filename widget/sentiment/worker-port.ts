/** Starts the worker where the page lets us, one way or the other. */
import type { Timers } from '../link/link.ts'
import type { FromWorker, ReadFromWorker, ToWorker } from './messages.ts'

export interface WorkerPort {
  post(message: ToWorker): void
  terminate(): void
}

export interface WorkerPortListener {
  /** The worker's script runs; what is posted before waits for it. Once, and first. */
  started(): void
  /** `undefined`: something that nobody agreed on. */
  message(message: FromWorker | undefined): void
  /** It never started, or it is gone. Once, and last. */
  died(): void
}

export type OpenWorker = (listener: WorkerPortListener) => WorkerPort

/** The part of a `Worker` that is used. */
export interface RawWorker {
  postMessage(message: unknown): void
  terminate(): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'error' | 'messageerror', listener: () => void): void
}

/** One way to start it; throws where the browser or the page's policy does not even try. */
export type StartWorker = () => RawWorker

/** Its script is small; where it takes longer, the network is no use for the model either. */
const STARTED_WITHIN_MS = 20_000

/** @param ways tried in order, until one starts */
export const createOpenWorker =
  (ways: readonly StartWorker[], timers: Timers, read: ReadFromWorker): OpenWorker =>
  (listener) => {
    let isOver = false
    let worker: RawWorker | undefined
    let isStarted = false
    let cancel = (): void => undefined
    const early: ToWorker[] = []

    const end = (): void => {
      if (isOver) return
      isOver = true
      cancel()
      worker?.terminate()
      listener.died()
    }
    const next = (at: number): void => {
      const way = ways[at]
      if (isOver) return
      if (way === undefined) {
        end()
        return
      }
      cancel()
      worker?.terminate()
      let candidate: RawWorker
      try {
        candidate = way()
      } catch {
        next(at + 1)
        return
      }
      worker = candidate
      const isCurrent = (): boolean => !isOver && worker === candidate
      const failed = (): void => {
        if (!isCurrent()) return
        if (isStarted) end()
        else next(at + 1)
      }
      cancel = timers.after(STARTED_WITHIN_MS, failed)
      candidate.addEventListener('error', failed)
      candidate.addEventListener('messageerror', failed)
      candidate.addEventListener('message', ({ data }) => {
        if (!isCurrent()) return
        const message = read(data)
        if (isStarted || message?.kind !== 'started') {
          listener.message(message)
          return
        }
        isStarted = true
        cancel()
        listener.started()
        for (const each of early.splice(0)) candidate.postMessage(each)
      })
    }
    // Not before the caller has what it is told about.
    queueMicrotask(() => next(0))
    return {
      post: (message) => {
        if (isOver) return
        if (isStarted) worker?.postMessage(message)
        else early.push(message)
      },
      terminate: () => {
        isOver = true
        cancel()
        worker?.terminate()
      },
    }
  }

type CreateScriptUrl = (url: string) => string

/** Gives what a worker may be started by; the page may let each name of a policy be taken once only. */
const createPolicy = (): CreateScriptUrl => {
  const plain: CreateScriptUrl = (url) => url
  const factory: unknown = Reflect.get(globalThis, 'trustedTypes')
  if (typeof factory !== 'object' || factory === null) return plain
  try {
    const create: unknown = Reflect.get(factory, 'createPolicy')
    if (typeof create !== 'function') return plain
    const policy: unknown = create.call(factory, 'cx-assist', { createScriptURL: plain })
    if (typeof policy !== 'object' || policy === null) return plain
    const name: unknown = Reflect.get(policy, 'createScriptURL')
    return typeof name === 'function' ? (url) => name.call(policy, url) : plain
  } catch {
    // The policy's name is not among those that the page allows, or taken already.
    return plain
  }
}

let policy: CreateScriptUrl | undefined

/** A page may demand that scripts are named through a policy; ours names nothing but the worker. */
const trusted: CreateScriptUrl = (url) => {
  policy ??= createPolicy()
  return policy(url)
}

/**
 * By its address where the page is of the same origin: that needs nothing but `script-src 'self'`. Browsers refuse workers
 * of other origins; a blob that imports the address is of the page's own, if `worker-src` allows blobs.
 */
export const waysToStart = (workerUrl: string, pageOrigin: string): readonly StartWorker[] => {
  const direct: StartWorker = () => new Worker(trusted(workerUrl), { type: 'module', name: 'cx-assist' })
  const byBlob: StartWorker = () => {
    const script = new Blob([`import ${JSON.stringify(workerUrl)}`], { type: 'text/javascript' })
    const url = URL.createObjectURL(script)
    const worker = new Worker(trusted(url), { type: 'module', name: 'cx-assist' })
    // Only once it runs is it known that the address was read.
    const release = (): void => URL.revokeObjectURL(url)
    worker.addEventListener('message', release, { once: true })
    worker.addEventListener('error', release, { once: true })
    return worker
  }
  return new URL(workerUrl).origin === pageOrigin ? [direct, byBlob] : [byBlob]
}
