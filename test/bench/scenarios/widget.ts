/** From a webhook to its event on the right one of 500 widgets, against a bare Express-to-socket.io relay. */
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { startServer } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'

const WIDGETS = 500
const WARM_UP = 3000
const ONE_BY_ONE = 1500
const PACED = 200
const PAUSE_MS = 10

const connected = z.object({ connected: z.literal(WIDGETS) })
const measured = z.object({ p50: z.number(), p99: z.number() })

const run = async (context: Context): Promise<readonly Row[]> => {
  const bff = await startBff(context)
  const relay = await startServer({ entry: serverEntry('express-relay') })
  const load = startWorker(loadEntry('widget'))
  const side = (name: string, webhooks: number, everyMs?: number) => () =>
    load.ask('run', { side: name, secret: WEBHOOK_SECRET, webhooks, everyMs }, measured)
  const rowsOf = async (pace: string, count: number, everyMs?: number): Promise<Row[]> => {
    const webhooks = context.scaled(count)
    const rounds = await interleave(context.options.rounds, {
      ours: side('bff', webhooks, everyMs),
      baseline: side('relay', webhooks, everyMs),
    })
    const common = {
      scenario: `webhook to 1 of ${WIDGETS} widgets: ${pace}`,
      baselineName: 'Express + socket.io relay',
    }
    return [
      {
        ...common,
        metric: 'p50 ms',
        bar: { kind: 'ratio-at-most', value: 2 },
        rounds: figures(rounds, ({ p50 }) => p50),
      },
      { ...common, metric: 'p99 ms', bar: { kind: 'none' }, rounds: figures(rounds, ({ p99 }) => p99) },
    ]
  }
  try {
    const widgets = { widgets: WIDGETS }
    await load.ask('connect', { side: 'bff', url: bff.url, ...widgets, integratorKey: INTEGRATOR_API_KEY }, connected)
    await load.ask('connect', { side: 'relay', url: relay.url, ...widgets }, connected)
    for (const name of ['bff', 'relay']) await side(name, WARM_UP)()
    return [...(await rowsOf('one by one', ONE_BY_ONE)), ...(await rowsOf('with pauses', PACED, PAUSE_MS))]
  } finally {
    await Promise.all([load.stop(), bff.stop(), relay.stop()])
  }
}

export const widgetScenario: Scenario = {
  name: 'widget',
  about: 'from a webhook to its event on the right one of 500 widgets',
  run,
}
