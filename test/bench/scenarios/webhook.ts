/** Webhooks below the gate against a plain Express service with zod: requests a second. */
import * as z from 'zod/mini'
import { startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { cpuSecondsOf } from '../harness/cpu.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'

const CONNECTIONS = 32
/** Many short rounds: noise of the machine then hits both sides of a pair alike. */
const REQUESTS = 8000
const ROUNDS_FACTOR = 2
/** Enough for both sides to be compiled, and for every conversation to be known. */
const WARM_UP = 10_000

const measured = z.object({ requestsPerSecond: z.number(), p50: z.number(), p99: z.number() })

interface Variant {
  readonly name: string
  readonly auth: 'bearer' | 'signed'
  readonly kind: 'routing' | 'fallback'
  readonly conversations: number
  readonly env: Readonly<Record<string, string>>
  readonly bar: Bar
}

const AT_LEAST: Bar = { kind: 'ratio-at-least', value: 0.8 }
/** Both sides check the same signature. */
const SIGNED: Bar = { kind: 'ratio-at-least', value: 0.95 }
const HALF: Bar = { kind: 'ratio-at-least', value: 0.5 }
const VARIANTS: readonly Variant[] = [
  { name: 'bearer', auth: 'bearer', kind: 'routing', conversations: 5000, env: {}, bar: AT_LEAST },
  { name: 'signed', auth: 'signed', kind: 'routing', conversations: 5000, env: {}, bar: SIGNED },
  { name: 'one conversation', auth: 'bearer', kind: 'routing', conversations: 1, env: {}, bar: AT_LEAST },
  // What the line of log that each webhook leaves costs.
  {
    name: 'bearer, log level warn',
    auth: 'bearer',
    kind: 'routing',
    conversations: 5000,
    env: { LOG_LEVEL: 'warn' },
    bar: { kind: 'none' },
  },
  // Ranked with the shipped index, and nobody to tell: what one process can do.
  {
    name: 'misunderstood, ranked',
    auth: 'bearer',
    kind: 'fallback',
    conversations: 5000,
    env: {},
    bar: HALF,
  },
]

const measure = async (context: Context, variant: Variant): Promise<readonly Row[]> => {
  const { auth, kind, conversations, env, bar } = variant
  const load = startWorker(loadEntry('webhooks'))
  const ours = await startBff(context, { env })
  const baseline = await startServer({
    entry: serverEntry('express-zod'),
    env: auth === 'signed' ? { WEBHOOK_SECRET } : {},
  })
  const job = { secret: WEBHOOK_SECRET, auth, kind, conversations, connections: CONNECTIONS }
  const side =
    ({ url, pid }: ServerProcess, requests: number) =>
    async () => {
      const before = cpuSecondsOf(pid)
      const answer = await load.ask('run', { ...job, url, requests }, measured)
      return { ...answer, cpuMicros: ((cpuSecondsOf(pid) - before) / requests) * 1e6 }
    }
  try {
    for (const server of [ours, baseline]) await side(server, WARM_UP)()
    const requests = context.scaled(REQUESTS)
    const rounds = await interleave(ROUNDS_FACTOR * context.options.rounds, {
      ours: side(ours, requests),
      baseline: side(baseline, requests),
    })
    const what = kind === 'routing' ? 'webhook below the gate' : 'webhook'
    const common = { scenario: `${what}: ${variant.name}`, baselineName: 'Express 5 + json + zod' }
    const noBar: Bar = { kind: 'none' }
    return [
      { ...common, metric: 'requests/s', bar, rounds: figures(rounds, (round) => round.requestsPerSecond) },
      { ...common, metric: 'server CPU us each', bar: noBar, rounds: figures(rounds, (round) => round.cpuMicros) },
      { ...common, metric: 'p99 ms, 32 at a time', bar: noBar, rounds: figures(rounds, (round) => round.p99) },
    ]
  } finally {
    await Promise.all([load.stop(), ours.stop(), baseline.stop()])
  }
}

export const webhookScenario: Scenario = {
  name: 'webhook',
  about: 'webhooks below the gate, requests a second against Express + zod',
  run: async (context) => {
    const rows: Row[] = []
    for (const variant of VARIANTS) {
      context.say(`  ${variant.name}`)
      rows.push(...(await measure(context, variant)))
    }
    return rows
  },
}
