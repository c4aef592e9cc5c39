/** A thread of Node's behind the port of the one that keeps it. */
import { Worker } from 'node:worker_threads'
import { type ThreadNews, type ThreadRequest, type ThreadTask, threadNews } from './thread-messages.ts'

export interface Thread {
  post(request: ThreadRequest): void
  terminate(): Promise<void>
}

/** Told by a thread. `ended` comes once and last. */
export interface ThreadListener {
  news(news: ThreadNews): void
  ended(): void
}

/**
 * Node 22 says of its own SQLite that it may change; what is used of it is tested with every Node that the service runs on. None of
 * the flags that the process was started with: Node takes those of V8 for no thread, and a limit of memory holds for all of them.
 */
const FLAGS = ['--disable-warning=ExperimentalWarning']

/** As it is built; another one is for tests that run from sources. */
const PROGRAM = new URL('./store-worker.js', import.meta.url)

export const openThread = (task: ThreadTask, listener: ThreadListener, program = PROGRAM): Thread => {
  const worker = new Worker(program, { workerData: task, execArgv: FLAGS })
  worker.on('message', (data: unknown) => {
    const read = threadNews.safeParse(data)
    if (read.success) listener.news(read.data)
    // Whoever waits for what it should have been is told by its end.
    else void worker.terminate()
  })
  // Its end says it as well, and is what comes last.
  worker.on('error', () => undefined)
  worker.on('exit', () => listener.ended())
  return {
    post: (request) => worker.postMessage(request),
    terminate: async () => {
      await worker.terminate()
    },
  }
}
