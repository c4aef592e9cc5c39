/** The thread that judges expressions: it is given all of them at once, answers once, and ends. */
import { parentPort, workerData } from 'node:worker_threads'
import * as z from 'zod/mini'
import { judge } from './safe-patterns.ts'

const sources = z.array(z.string()).parse(workerData)
parentPort?.postMessage(sources.map((source) => ({ source, judged: judge(source) })))
