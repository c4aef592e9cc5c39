/** A thread of Node's behind the port of the one that keeps it. */
import { Worker } from 'node:worker_threads'
import type { Thread, ThreadListener } from './scoring-thread.ts'
import { type ThreadTask, threadNews } from './thread-messages.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.name) : typeof error

/** @param program the compiled thread; another one than ours is for tests that run from sources */
export const openWorkerThread = (
  task: ThreadTask,
  listener: ThreadListener,
  program = new URL('./scoring-worker.js', import.meta.url),
): Thread => {
  const worker = new Worker(program, { workerData: task })
  let cause = 'the scoring thread ended'
  worker.on('message', (data: unknown) => {
    const read = threadNews.safeParse(data)
    if (read.success) {
      listener.news(read.data)
      return
    }
    // Whoever waits for what it should have been is told by its end.
    cause = 'the scoring thread said what nobody agreed on'
    void worker.terminate()
  })
  worker.on('error', (error) => {
    cause = `the scoring thread died (${codeOf(error)})`
  })
  worker.on('exit', () => listener.ended(cause))
  return {
    post: (request) => worker.postMessage(request),
    terminate: async () => {
      await worker.terminate()
    },
  }
}
