/** Many widgets on several processes with one store, an open loop of webhooks, and faults, against memory. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, WEBHOOK_SECRET } from '../bff-environment.ts'
import { loadEntry } from '../harness/places.ts'
import { interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { startWorker, type WorkerProcess } from '../harness/worker-process.ts'
import { type Cluster, startCluster } from '../scale/cluster.ts'
import { befalls, inflict } from '../scale/faults.ts'
import { fsyncP50Ms } from '../scale/fsync.ts'
import { type Measured, rowsOf, sumOf } from '../scale/measured.ts'
import type { Fault, StoreKind } from '../scale/options.ts'

/** Two pairs are A B A B, and with the start of everything stay below two minutes. */
const MOST_ROUNDS = 2
const WIDGETS_OF_A_LOAD_PROCESS = 1500
const MOST_LOAD_PROCESSES = 4
const WARM_UP_SECONDS = 2
/** Of a round, before the fault. */
const FAULT_AFTER = 1 / 3

const nothing = z.object({})
const connected = z.object({ connected: z.int() })
const loaded = z.object({
  durations: z.array(z.number()),
  recoveries: z.array(z.number()),
})
const concluded = z.object({
  acknowledged: z.int(),
  events: z.int(),
  lost: z.int(),
  doubled: z.int(),
  contradicting: z.int(),
  outOfOrder: z.int(),
  holes: z.int(),
  repeated: z.int(),
  newEpochs: z.int(),
  stranded: z.int(),
  unacknowledged: z.int(),
  examples: z.array(z.string()),
})

interface Side {
  readonly name: 'ours' | 'baseline'
  readonly store: StoreKind
  readonly cluster: Cluster
}

interface Job {
  readonly seconds: number
  readonly rate: number
  readonly fault: Fault | undefined
  /** How often; each comes after a third of its own `seconds`. */
  readonly times: number
  readonly round: number
}

const connect = async (context: Context, loads: readonly WorkerProcess[], { name, store, cluster }: Side) => {
  const { seed } = context.options.scale
  const widgets = context.scaled(context.options.scale.widgets)
  const startedAt = performance.now()
  const of = (share: number): number =>
    Math.floor(((share + 1) * widgets) / loads.length) - Math.floor((share * widgets) / loads.length)
  // Processes that share nothing show what they heard themselves, so that memory is only right if each conversation has one.
  const common = {
    side: name,
    urls: cluster.urls,
    together: store === 'memory',
    integratorKey: INTEGRATOR_API_KEY,
    seed,
  }
  await Promise.all(
    loads.map((load, share) => load.ask('connect', { ...common, share, widgets: of(share) }, connected)),
  )
  const took = ((performance.now() - startedAt) / 1000).toFixed(1)
  context.say(`  ${name} (${store}, ${cluster.urls.length} of the service): ${widgets} widgets joined in ${took} s`)
}

const measure = async (
  context: Context,
  loads: readonly WorkerProcess[],
  { name, store, cluster }: Side,
  { seconds, rate, fault, times, round }: Job,
): Promise<Measured> => {
  const cpuOf = () => cluster.processes.map((seat) => seat.cpuSeconds())
  const before = { processes: cpuOf(), redis: cluster.redis?.cpuSeconds() ?? 0 }
  const restarts: number[] = []
  let faults = 0
  const startedAt = performance.now()
  const job = { side: name, secret: WEBHOOK_SECRET, perSecond: rate / loads.length, seconds: seconds * times }
  const running = loads.map((load, share) => load.ask('load', { ...job, phase: share / loads.length }, loaded))
  if (fault !== undefined && befalls(fault, cluster)) {
    const cutWidgets = (portion: number) =>
      Promise.all(loads.map((load) => load.ask('cut', { side: name, portion }, nothing)))
    const loadOverAt = startedAt + seconds * times * 1000
    let due = startedAt + seconds * FAULT_AFTER * 1000
    while (faults < times && due < loadOverAt) {
      await sleep(Math.max(0, due - performance.now()))
      const gone = await inflict(fault, { cluster, index: round + faults, cutWidgets })
      if (gone !== undefined) restarts.push(gone)
      faults += 1
      // Where a start takes long, the next one comes later: widgets must have had the time to come back.
      due = Math.max(due + seconds * 1000, performance.now() + seconds * (1 - FAULT_AFTER) * 1000)
    }
  }
  const done = await Promise.all(running)
  const cpuSeconds = cpuOf().map((spent, index) => spent - (before.processes[index] ?? 0))
  const redisCpuSeconds = (cluster.redis?.cpuSeconds() ?? 0) - before.redis
  const found = await Promise.all(loads.map((load) => load.ask('conclude', { side: name }, concluded)))
  for (const { examples } of found) for (const example of examples) context.say(`  ${name} (${store}): ${example}`)
  return {
    counts: sumOf(found),
    seconds: seconds * times,
    durations: done.flatMap(({ durations }) => durations),
    recoveries: done.flatMap(({ recoveries }) => recoveries),
    restarts,
    faults,
    cpuSeconds,
    redisCpuSeconds,
  }
}

const runWith = async (context: Context, count: number): Promise<Row[]> => {
  const { scale, rounds } = context.options
  const widgets = context.scaled(scale.widgets)
  const workers = Math.min(MOST_LOAD_PROCESSES, Math.ceil(widgets / WIDGETS_OF_A_LOAD_PROCESS))
  const loads = Array.from({ length: workers }, () => startWorker(loadEntry('scale')))
  const clusters: Cluster[] = []
  const sideOf = async (name: Side['name'], store: StoreKind, processes: number): Promise<Side> => {
    const cluster = await startCluster(context, store, processes)
    clusters.push(cluster)
    const side: Side = { name, store, cluster }
    await connect(context, loads, side)
    return side
  }
  try {
    const ours = await sideOf('ours', scale.store, count)
    const few = scale.store === 'memory' ? 1 : count
    const baseline = await sideOf('baseline', 'memory', few)
    const job = { seconds: context.scaled(scale.seconds), rate: scale.rate, fault: scale.fault, times: 1, round: 0 }
    for (const side of [ours, baseline])
      await measure(context, loads, side, { ...job, seconds: WARM_UP_SECONDS, fault: undefined })
    const inTurn = (side: Side) => {
      let round = 0
      return async (): Promise<Measured> => {
        round += 1
        return await measure(context, loads, side, { ...job, times: side === ours ? scale.times : 1, round })
      }
    }
    const fsyncMs = scale.store === 'sqlite' ? await fsyncP50Ms() : undefined
    const sides = { ours: inTurn(ours), baseline: inTurn(baseline) }
    const measured = await interleave(Math.min(MOST_ROUNDS, rounds), sides)
    const baselineName = few === 1 ? 'memory, 1 process' : `memory, ${few} processes`
    return rowsOf({ ...scale, widgets, count, baselineName, fsyncMs }, measured)
  } finally {
    await Promise.all([...loads.map((load) => load.stop()), ...clusters.map((cluster) => cluster.stop())])
  }
}

const run = async (context: Context): Promise<readonly Row[]> => {
  const rows: Row[] = []
  for (const count of context.options.scale.processes) rows.push(...(await runWith(context, count)))
  return rows
}

export const scaleScenario: Scenario = {
  name: 'scale',
  about: 'webhooks to widgets through a store that processes share, against memory',
  run,
}
