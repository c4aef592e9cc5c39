/** Honest webhooks while a stranger sends odd headers, against the same ones without him: p99. */
import * as z from 'zod/mini'
import { startBff, WEBHOOK_SECRET } from '../bff-environment.ts'
import { loadEntry } from '../harness/places.ts'
import { figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { startWorker } from '../harness/worker-process.ts'

/** Few at a time, so that a wait is the stranger's doing and not that of the load itself. */
const CONNECTIONS = 4
const REQUESTS = 12_000
const WARM_UP = 10_000
const ODD_PER_SECOND = 10
const MOST_TIMES = 1.5

const measured = z.object({ requestsPerSecond: z.number(), p50: z.number(), p99: z.number() })

const run = async (context: Context): Promise<readonly Row[]> => {
  const load = startWorker(loadEntry('webhooks'))
  const stranger = startWorker(loadEntry('stranger'))
  const bff = await startBff(context)
  const job = { secret: WEBHOOK_SECRET, auth: 'bearer', kind: 'routing', conversations: 5000, connections: CONNECTIONS }
  const honest = (requests: number) => load.ask('run', { ...job, url: bff.url, requests }, measured)
  const requests = context.scaled(REQUESTS)
  try {
    await honest(WARM_UP)
    const rounds = await interleave(context.options.rounds, {
      ours: async () => {
        await stranger.ask('start', { url: bff.url, perSecond: ODD_PER_SECOND }, z.object({}))
        const answer = await honest(requests)
        await stranger.ask('stop', {}, z.object({ sent: z.number() }))
        return answer
      },
      baseline: () => honest(requests),
    })
    return [
      {
        scenario: `webhook beside a stranger: ${ODD_PER_SECOND} odd headers a second, 15 KB each`,
        metric: 'p99 ms',
        baselineName: 'without the stranger',
        bar: { kind: 'ratio-at-most', value: MOST_TIMES },
        rounds: figures(rounds, ({ p99 }) => p99),
      },
    ]
  } finally {
    await Promise.all([load.stop(), stranger.stop(), bff.stop()])
  }
}

export const strangerScenario: Scenario = {
  name: 'stranger',
  about: 'p99 of honest webhooks while somebody without credentials sends odd headers',
  run,
}
