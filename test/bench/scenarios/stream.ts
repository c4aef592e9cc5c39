/** From a frame of the Cognigy stream to its event on a widget, against a bare `ws`-to-socket.io relay. */
import * as z from 'zod/mini'
import { INTEGRATOR_API_KEY, startBff } from '../bff-environment.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { startServer } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'

const WIDGETS = 100
const PACES = [
  { perSecond: 50, frames: 250 },
  { perSecond: 500, frames: 2000 },
] as const

const upstream = z.object({
  url: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  streamPath: z.string(),
  token: z.string(),
})
const connected = z.object({ connected: z.literal(WIDGETS) })
const measured = z.object({ p50: z.number(), p99: z.number() })

const run = async (context: Context): Promise<readonly Row[]> => {
  const load = startWorker(loadEntry('stream'))
  const forBff = await load.ask('listen', { side: 'bff' }, upstream)
  const forRelay = await load.ask('listen', { side: 'relay' }, upstream)
  const bff = await startBff(context, {
    env: {
      COGNIGY_ORG_URL: forBff.url,
      COGNIGY_CLIENT_ID: forBff.clientId,
      COGNIGY_CLIENT_SECRET: forBff.clientSecret,
    },
  })
  const relay = await startServer({
    entry: serverEntry('stream-relay'),
    env: { STREAM_URL: forRelay.url.replace('http', 'ws') + forRelay.streamPath, STREAM_TOKEN: forRelay.token },
  })
  const side = (name: string, frames: number, perSecond: number) => () =>
    load.ask('run', { side: name, frames, perSecond }, measured)
  try {
    const widgets = { widgets: WIDGETS }
    await load.ask('connect', { side: 'bff', url: bff.url, ...widgets, integratorKey: INTEGRATOR_API_KEY }, connected)
    await load.ask('connect', { side: 'relay', url: relay.url, ...widgets }, connected)
    const rows: Row[] = []
    for (const { perSecond, frames } of PACES) {
      const count = context.scaled(frames)
      for (const name of ['bff', 'relay']) await side(name, count, perSecond)()
      const rounds = await interleave(context.options.rounds, {
        ours: side('bff', count, perSecond),
        baseline: side('relay', count, perSecond),
      })
      const common = {
        scenario: `stream frame to widget: ${perSecond} a second`,
        baselineName: 'ws + socket.io relay',
        bar: { kind: 'none' },
      } as const
      rows.push({ ...common, metric: 'p50 ms', rounds: figures(rounds, ({ p50 }) => p50) })
      rows.push({ ...common, metric: 'p99 ms', rounds: figures(rounds, ({ p99 }) => p99) })
    }
    return rows
  } finally {
    await Promise.all([load.stop(), bff.stop(), relay.stop()])
  }
}

export const streamScenario: Scenario = {
  name: 'stream',
  about: `from a frame of the Cognigy stream to its event on one of ${WIDGETS} widgets`,
  run,
}
