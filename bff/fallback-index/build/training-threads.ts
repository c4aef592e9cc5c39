/** Trains several networks side by side, as many at a time as there are cores. */
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { type Network, type TrainingTask, trainNetwork } from './network.ts'

/** A network takes some hundred megabytes while it is trained, so more threads than this would only move the bound. */
const MOST_THREADS = 4

export const usefulThreads = (): number => Math.min(MOST_THREADS, availableParallelism())

/** Networks in the order of their tasks, whatever thread was faster. One thread is this one. */
export const trainAll = async (tasks: readonly TrainingTask[], threads: number): Promise<Network[]> => {
  if (threads <= 1 || tasks.length <= 1) return tasks.map(trainNetwork)
  const waiting = [...tasks.entries()]
  const networks: Network[] = []
  const serve = async (): Promise<void> => {
    const worker = new Worker(new URL('./training-worker.js', import.meta.url))
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [index, task] = next
        networks[index] = await answerOf(worker, task)
      }
    } finally {
      await worker.terminate()
    }
  }
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, serve))
  return networks
}

const answerOf = async (worker: Worker, task: TrainingTask): Promise<Network> => {
  const settled = new AbortController()
  const { signal } = settled
  try {
    worker.postMessage(task)
    const answer = once(worker, 'message', { signal }).then(([network]: Network[]) => network)
    const end = once(worker, 'exit', { signal }).then(() => undefined)
    const network = await Promise.race([answer, end])
    if (network === undefined) throw new Error('a training thread ended without a network')
    return network
  } finally {
    settled.abort()
  }
}
