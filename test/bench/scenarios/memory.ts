/** What an idle widget costs in resident memory, against a plain socket.io server. */
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, startBff } from '../bff-environment.ts'
import { residentBytesOf } from '../harness/cpu.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'

/** Come and gone before the first reading, so that code and pools that any first widget needs are not counted. */
const FIRST_WIDGETS = 100
const STEP = 1000
const MOST_ROUNDS = 3
const SETTLE_MS = 700
const KIB = 1024
const AT_MOST: Bar = { kind: 'ours-at-most', value: 40 }

const opened = z.object({ open: z.int() })
const NODE_ARGS = ['--expose-gc', '--import', pathToFileURL(serverEntry('collect-on-signal')).href]

interface Memory {
  readonly emptyMiB: number
  /** KiB a widget, with 1,000 and with 2,000 of them. */
  readonly first: number
  readonly second: number
  /** With 2,000, before garbage was collected: what an operator sees. */
  readonly secondUncollected: number
}

const settled = async (server: ServerProcess): Promise<number> => {
  server.signal('SIGUSR2')
  await sleep(SETTLE_MS)
  server.signal('SIGUSR2')
  await sleep(SETTLE_MS)
  return residentBytesOf(server.pid)
}

const measure = async (start: () => Promise<ServerProcess>, integratorKey: string | undefined): Promise<Memory> => {
  const server = await start()
  const load = startWorker(loadEntry('idle-widgets'))
  const connect = (widgets: number) => load.ask('connect', { url: server.url, widgets, integratorKey }, opened)
  try {
    await connect(FIRST_WIDGETS)
    await load.ask('disconnect', {}, opened)
    await sleep(SETTLE_MS)
    const empty = await settled(server)
    await connect(STEP)
    const first = await settled(server)
    await connect(STEP)
    const uncollected = residentBytesOf(server.pid)
    const second = await settled(server)
    return {
      emptyMiB: empty / KIB / KIB,
      first: (first - empty) / STEP / KIB,
      second: (second - empty) / (2 * STEP) / KIB,
      secondUncollected: (uncollected - empty) / (2 * STEP) / KIB,
    }
  } finally {
    await Promise.all([load.stop(), server.stop()])
  }
}

const run = async (context: Context): Promise<readonly Row[]> => {
  const rounds = await interleave(Math.min(MOST_ROUNDS, context.options.rounds), {
    ours: () => measure(() => startBff(context, { nodeArgs: NODE_ARGS }), INTEGRATOR_API_KEY),
    baseline: () => measure(() => startServer({ entry: serverEntry('express-relay'), nodeArgs: NODE_ARGS }), undefined),
  })
  const row = (scenario: string, metric: string, bar: Bar, pick: (side: Memory) => number): Row => ({
    scenario: `memory: ${scenario}`,
    metric,
    baselineName: 'Express + socket.io',
    bar,
    rounds: figures(rounds, pick),
  })
  return [
    row('1,000 idle widgets', 'KiB each', AT_MOST, ({ first }) => first),
    row('2,000 idle widgets', 'KiB each', AT_MOST, ({ second }) => second),
    row('2,000, garbage included', 'KiB each', { kind: 'none' }, ({ secondUncollected }) => secondUncollected),
    row('no widgets', 'MiB', { kind: 'none' }, ({ emptyMiB }) => emptyMiB),
  ]
}

export const memoryScenario: Scenario = { name: 'memory', about: 'resident memory of an idle widget', run }
