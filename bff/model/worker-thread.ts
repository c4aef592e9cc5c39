/** A thread of Node's behind the port of the one that keeps it. */
import { Worker } from 'node:worker_threads'
import type { Thread, ThreadListener, ThreadNews } from './model-thread.ts'

const codeOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.name) : typeof error

export interface WorkerThread<Opened, Answer> {
  /** What the thread does, in a word that operators read: the `scoring` thread. */
  readonly name: string
  readonly program: URL
  /** What the thread is started with. */
  readonly task: unknown
  /** MiB that it may have for what lives shortly; as much as any thread unless it is given. */
  readonly youngMib?: number
  /** What comes from the thread, checked; `undefined` is what nobody agreed on. */
  readonly newsOf: (data: unknown) => ThreadNews<Opened, Answer> | undefined
}

export const openWorkerThread = <Question, Opened, Answer>(
  { name, program, task, youngMib, newsOf }: WorkerThread<Opened, Answer>,
  listener: ThreadListener<Opened, Answer>,
): Thread<Question> => {
  const worker = new Worker(program, {
    workerData: task,
    ...(youngMib === undefined ? {} : { resourceLimits: { maxYoungGenerationSizeMb: youngMib } }),
  })
  let cause = `the ${name} thread ended`
  worker.on('message', (data: unknown) => {
    const news = newsOf(data)
    if (news !== undefined) {
      listener.news(news)
      return
    }
    // Whoever waits for what it should have been is told by its end.
    cause = `the ${name} thread said what nobody agreed on`
    void worker.terminate()
  })
  worker.on('error', (error) => {
    cause = `the ${name} thread died (${codeOf(error)})`
  })
  worker.on('exit', () => listener.ended(cause))
  return {
    post: (request) => worker.postMessage(request),
    terminate: async () => {
      await worker.terminate()
    },
  }
}
