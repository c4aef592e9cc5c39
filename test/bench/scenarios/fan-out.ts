/** One room with a thousand widgets against bare `ws`: how late the last ones hear, and how much goes through. */
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { EVENTS_OF_A_WEBHOOK } from '../bodies.ts'
import { cpuSecondsOf } from '../harness/cpu.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Round, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'
import { startWorker, type WorkerProcess } from '../harness/worker-process.ts'

const CLIENTS = 1000
/** Many short rounds: noise of the machine then hits both sides of a pair alike. */
const ROUNDS_FACTOR = 3
const PACED_WEBHOOKS = 8
const PACE_MS = 200
const FAST_WEBHOOKS = 40
const IN_FLIGHT = 4
const WARM_UP = 60

const connected = z.object({ connected: z.literal(CLIENTS) })
const latency = z.object({ p50: z.number(), p99: z.number() })
const throughput = z.object({ messagesPerSecond: z.number(), clientCpu: z.number() })
const NO_BAR: Bar = { kind: 'none' }

interface Side {
  readonly name: string
  readonly server: ServerProcess
}

interface Throughput extends z.infer<typeof throughput> {
  readonly serverMicros: number
}

const measureThroughput = async (
  load: WorkerProcess,
  { name, server }: Side,
  webhooks: number,
): Promise<Throughput> => {
  const before = cpuSecondsOf(server.pid)
  const job = { side: name, secret: WEBHOOK_SECRET, webhooks, inFlight: IN_FLIGHT }
  const measured = await load.ask('throughput', job, throughput)
  const messages = EVENTS_OF_A_WEBHOOK * CLIENTS * webhooks
  return { ...measured, serverMicros: ((cpuSecondsOf(server.pid) - before) / messages) * 1e6 }
}

const rowsOf = (paced: readonly Round<z.infer<typeof latency>>[], fast: readonly Round<Throughput>[]): Row[] => {
  const common = { baselineName: 'bare ws', scenario: `fan-out to ${CLIENTS} widgets: 5 webhooks a second` }
  const full = { baselineName: 'bare ws', scenario: `fan-out to ${CLIENTS} widgets: full speed` }
  return [
    {
      ...common,
      metric: 'p99 ms',
      bar: { kind: 'ratio-at-most', value: 1.3 },
      rounds: figures(paced, ({ p99 }) => p99),
    },
    { ...common, metric: 'p50 ms', bar: NO_BAR, rounds: figures(paced, ({ p50 }) => p50) },
    {
      ...full,
      metric: 'messages/s',
      bar: { kind: 'ratio-at-least', value: 0.8 },
      rounds: figures(fast, ({ messagesPerSecond }) => messagesPerSecond),
    },
    { ...full, metric: 'server CPU us each', bar: NO_BAR, rounds: figures(fast, ({ serverMicros }) => serverMicros) },
    { ...full, metric: 'cores, clients', bar: NO_BAR, rounds: figures(fast, ({ clientCpu }) => clientCpu) },
  ]
}

const run = async (context: Context): Promise<readonly Row[]> => {
  const rounds = ROUNDS_FACTOR * context.options.rounds
  const ours: Side = { name: 'bff', server: await startBff(context) }
  const baseline: Side = { name: 'ws', server: await startServer({ entry: serverEntry('ws-fanout') }) }
  const load = startWorker(loadEntry('fan-out'))
  const paced = ({ name }: Side, webhooks: number) =>
    load.ask('latency', { side: name, secret: WEBHOOK_SECRET, webhooks, everyMs: PACE_MS }, latency)
  try {
    const clients = { clients: CLIENTS }
    const widgets = { side: ours.name, url: ours.server.url, ...clients, integratorKey: INTEGRATOR_API_KEY }
    await load.ask('connect', widgets, connected)
    await load.ask('connect', { side: baseline.name, url: baseline.server.url, ...clients }, connected)
    for (const side of [ours, baseline]) await measureThroughput(load, side, WARM_UP)
    const webhooks = context.scaled(PACED_WEBHOOKS)
    const late = await interleave(rounds, {
      ours: () => paced(ours, webhooks),
      baseline: () => paced(baseline, webhooks),
    })
    const count = context.scaled(FAST_WEBHOOKS)
    const fast = await interleave(rounds, {
      ours: () => measureThroughput(load, ours, count),
      baseline: () => measureThroughput(load, baseline, count),
    })
    return rowsOf(late, fast)
  } finally {
    await Promise.all([load.stop(), ours.server.stop(), baseline.server.stop()])
  }
}

export const fanOutScenario: Scenario = { name: 'fan-out', about: 'one room with 1,000 widgets against bare ws', run }
