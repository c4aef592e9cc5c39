/** What conversations leave behind in the heap once they ended and their time is over. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { loadEntry } from '../harness/places.ts'
import type { Row } from '../harness/rows.ts'
import type { Context } from '../harness/scenario.ts'
import type { ServerProcess } from '../harness/server-process.ts'
import { startWorker, type WorkerProcess } from '../harness/worker-process.ts'
import { collect, KIB, NODE_ARGS } from './settled.ts'

const CONVERSATIONS = 2000
const UTTERANCES = 10
/** Hours; half a second. The service looks once a minute. */
const KEEP_HOURS = 0.5 / 3600
const GONE_WITHIN_MS = 180_000
const MOST_LEFT_KIB = 1

const done = z.object({ conversations: z.int() })

const figureIn = (text: string, name: string): number =>
  text
    .split('\n')
    .filter((line) => line.startsWith(name))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0)

const metricsOf = async ({ url }: ServerProcess): Promise<string> => await (await fetch(`${url}/metrics`)).text()

const heldBy = async (server: ServerProcess): Promise<number> => {
  await collect(server)
  const text = await metricsOf(server)
  return figureIn(text, 'nodejs_heap_size_used_bytes') + figureIn(text, 'nodejs_external_memory_bytes')
}

const erased = async (server: ServerProcess, count: number): Promise<void> => {
  const until = performance.now() + GONE_WITHIN_MS
  while (figureIn(await metricsOf(server), 'cx_assist_conversations_erased_total') < count) {
    if (performance.now() > until) throw new Error('conversations that ended were not erased in time')
    await sleep(500)
  }
}

interface Held {
  /** KiB a conversation while they are under way, and once they are gone. */
  readonly live: number
  readonly left: number
}

/** The first time over pays for code and pools; the second one tells. */
const measure = async (server: ServerProcess, load: WorkerProcess): Promise<Held> => {
  const come = (batch: number) =>
    load.ask(
      'come',
      { url: server.url, secret: WEBHOOK_SECRET, batch, conversations: CONVERSATIONS, utterances: UTTERANCES },
      done,
    )
  const end = (batch: number) =>
    load.ask('end', { url: server.url, secret: WEBHOOK_SECRET, batch, conversations: CONVERSATIONS }, done)
  await come(1)
  await end(1)
  await erased(server, CONVERSATIONS)
  const before = await heldBy(server)
  await come(2)
  const live = await heldBy(server)
  await end(2)
  await erased(server, 2 * CONVERSATIONS)
  const after = await heldBy(server)
  return { live: (live - before) / CONVERSATIONS / KIB, left: (after - before) / CONVERSATIONS / KIB }
}

export const conversationRows = async (context: Context): Promise<readonly Row[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'cx-assist-bench-'))
  const rules = join(folder, 'rules.json')
  writeFileSync(rules, JSON.stringify({ privacy: { keepHours: KEEP_HOURS } }))
  const env = { SENTIMENT_MODEL: 'off', CX_ASSIST_CONFIG: rules }
  const server = await startBff(context, { nodeArgs: NODE_ARGS, env })
  const load = startWorker(loadEntry('passing-conversations'))
  try {
    const { live, left } = await measure(server, load)
    const common = { metric: 'KiB of heap each', baselineName: 'nothing' }
    return [
      {
        ...common,
        scenario: 'memory: conversations of 10 utterances',
        bar: { kind: 'none' },
        rounds: [{ ours: live, baseline: 0 }],
      },
      {
        ...common,
        scenario: 'memory: the same, once they ended and are erased',
        bar: { kind: 'ours-at-most', value: MOST_LEFT_KIB },
        rounds: [{ ours: left, baseline: 0 }],
      },
    ]
  } finally {
    await Promise.all([load.stop(), server.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
}
