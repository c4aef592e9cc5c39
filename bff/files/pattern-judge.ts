/** Judges expressions in a thread, so that a changed rules file holds nobody up. */
import { Worker } from 'node:worker_threads'
import * as z from 'zod/mini'
import type { Judged } from './safe-patterns.ts'

const judgement = z.array(z.object({ source: z.string(), judged: z.enum(['safe', 'slow', 'unknown']) }))

/** As it is built. */
const PROGRAM = new URL('./pattern-worker.js', import.meta.url)

/**
 * What is found of each expression, in a thread that lives for just as long.
 *
 * @returns nothing of any where the thread fails: then they are judged where they are read
 */
export const judgeInThread = async (
  sources: readonly string[],
  program = PROGRAM,
): Promise<ReadonlyMap<string, Judged>> => {
  if (sources.length === 0) return new Map()
  const worker = new Worker(program, { workerData: sources })
  return await new Promise((resolve) => {
    let found: ReadonlyMap<string, Judged> = new Map()
    worker.on('message', (data: unknown) => {
      const read = judgement.safeParse(data)
      if (read.success) found = new Map(read.data.map(({ source, judged }) => [source, judged]))
    })
    // Its end comes behind it, and is what is waited for.
    worker.on('error', () => undefined)
    worker.on('exit', () => resolve(found))
  })
}
