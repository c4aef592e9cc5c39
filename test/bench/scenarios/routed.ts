/** A routed webhook against the two CXone calls alone: what the service adds; and against the least a service can add. */
import * as z from 'zod/mini'
import { startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Round, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { startServer } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'
import { CXONE_CLIENT } from '../load/cxone-calls.ts'

const WARM_UP = 1500
const OVERHEAD_MS: Bar = { kind: 'difference-at-most', value: 1 }
const NO_BAR: Bar = { kind: 'none' }
const PACES = [
  { name: 'one by one', count: 500, everyMs: undefined },
  { name: '50 a second', count: 150, everyMs: 20 },
] as const

const measured = z.object({ p50: z.number(), p99: z.number() })
type Measured = z.infer<typeof measured>

const rowsOf = (
  pace: string,
  direct: readonly Round<Measured>[],
  plain: readonly Round<Measured>[],
): readonly Row[] => {
  const scenario = `routed webhook: ${pace}`
  const alone = { scenario, baselineName: 'the two CXone calls alone' }
  const between = { scenario, baselineName: 'Express + zod + the same two calls' }
  return [
    { ...alone, metric: 'p50 ms', bar: OVERHEAD_MS, rounds: figures(direct, ({ p50 }) => p50) },
    { ...alone, metric: 'p99 ms', bar: NO_BAR, rounds: figures(direct, ({ p99 }) => p99) },
    { ...between, metric: 'p50 ms', bar: NO_BAR, rounds: figures(plain, ({ p50 }) => p50) },
  ]
}

const run = async (context: Context): Promise<readonly Row[]> => {
  const cxone = await startServer({ entry: serverEntry('cxone'), readyStatus: 404 })
  const env = { CXONE_API_URL: cxone.url, CXONE_CLIENT_ID: CXONE_CLIENT.id, CXONE_CLIENT_SECRET: CXONE_CLIENT.secret }
  const bff = await startBff(context, { env })
  const between = await startServer({ entry: serverEntry('express-routed'), env })
  const load = startWorker(loadEntry('routed'))
  const side = (url: string | undefined, count: number, everyMs?: number) => () =>
    load.ask('run', { url, cxoneUrl: cxone.url, secret: WEBHOOK_SECRET, count, everyMs }, measured)
  try {
    for (const url of [bff.url, between.url, undefined]) await side(url, WARM_UP)()
    const rows: Row[] = []
    for (const { name, count: full, everyMs } of PACES) {
      const count = context.scaled(full)
      const { rounds } = context.options
      const ours = side(bff.url, count, everyMs)
      const direct = await interleave(rounds, { ours, baseline: side(undefined, count, everyMs) })
      const plain = await interleave(rounds, { ours, baseline: side(between.url, count, everyMs) })
      rows.push(...rowsOf(name, direct, plain))
    }
    return rows
  } finally {
    await Promise.all([load.stop(), bff.stop(), between.stop(), cxone.stop()])
  }
}

export const routedScenario: Scenario = {
  name: 'routed',
  about: 'a routed webhook against the two CXone calls alone',
  run,
}
