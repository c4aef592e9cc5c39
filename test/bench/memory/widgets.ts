/** What an idle widget costs in resident memory, against a plain socket.io server. */
import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, startBff } from '../bff-environment.ts'
import { residentBytesOf } from '../harness/cpu.ts'
import { loadEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context } from '../harness/scenario.ts'
import type { ServerProcess } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'
import { KIB, NODE_ARGS, SETTLE_MS, settled, startBaseline } from './settled.ts'

/** Come and gone before the first reading, so that code and pools that any first widget needs are not counted. */
const FIRST_WIDGETS = 100
const STEP = 1000
const MOST_ROUNDS = 3
const AT_MOST: Bar = { kind: 'ours-at-most', value: 30 }
/** A model that is being loaded meanwhile would be counted among the widgets. */
const NO_MODEL = { SENTIMENT_MODEL: 'off' }

const opened = z.object({ open: z.int() })

interface Memory {
  /** KiB a widget, with 1,000 and with 2,000 of them. */
  readonly first: number
  readonly second: number
  /** With 2,000, before garbage was collected: what an operator sees. */
  readonly secondUncollected: number
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
      first: (first - empty) / STEP / KIB,
      second: (second - empty) / (2 * STEP) / KIB,
      secondUncollected: (uncollected - empty) / (2 * STEP) / KIB,
    }
  } finally {
    await Promise.all([load.stop(), server.stop()])
  }
}

export const widgetRows = async (context: Context): Promise<readonly Row[]> => {
  const rounds = await interleave(Math.min(MOST_ROUNDS, context.options.rounds), {
    ours: () => measure(() => startBff(context, { nodeArgs: NODE_ARGS, env: NO_MODEL }), INTEGRATOR_API_KEY),
    baseline: () => measure(startBaseline, undefined),
  })
  const row = (scenario: string, bar: Bar, pick: (side: Memory) => number): Row => ({
    scenario: `memory: ${scenario}`,
    metric: 'KiB each',
    baselineName: 'Express + socket.io',
    bar,
    rounds: figures(rounds, pick),
  })
  return [
    row('1,000 idle widgets', AT_MOST, ({ first }) => first),
    row('2,000 idle widgets', AT_MOST, ({ second }) => second),
    row('2,000, garbage included', { kind: 'none' }, ({ secondUncollected }) => secondUncollected),
  ]
}
