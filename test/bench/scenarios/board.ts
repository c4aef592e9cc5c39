/** Twenty boards over thousands of live conversations, against the naive way: every change to every board at once. */
import * as z from 'zod/mini'
import { cpuSecondsOf } from '../harness/cpu.ts'
import { loadEntry, serverEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { type ServerProcess, startServer } from '../harness/server-process.ts'
import { startWorker } from '../harness/worker-process.ts'

const CONVERSATIONS = 5000
const CHANGES_A_SECOND = 200
const BOARDS = 20
const LOOKED_AT_MS = 10_000

const measured = z.object({ bytesPerSecond: z.number(), pushesPerSecond: z.number() })
const NO_BAR: Bar = { kind: 'none' }

const run = async (context: Context): Promise<readonly Row[]> => {
  const env = { CONVERSATIONS: String(CONVERSATIONS), CHANGES: String(CHANGES_A_SECOND) }
  const sideOf = (side: 'each' | 'hub'): Promise<ServerProcess> =>
    startServer({ entry: serverEntry('board'), env: { ...env, SIDE: side } })
  const ours = await sideOf('hub')
  const baseline = await sideOf('each')
  const load = startWorker(loadEntry('board'))
  const measure = async (side: 'each' | 'hub', { url, pid }: ServerProcess) => {
    const job = { side, url, boards: BOARDS, ms: context.scaled(LOOKED_AT_MS) }
    const before = cpuSecondsOf(pid)
    const since = performance.now()
    const figure = await load.ask('measure', job, measured)
    // Connecting and the first rows are in it, as they are for whoever opens a board.
    return { ...figure, cpu: ((cpuSecondsOf(pid) - before) / ((performance.now() - since) / 1000)) * 1000 }
  }
  try {
    const rounds = await interleave(context.options.rounds, {
      ours: () => measure('hub', ours),
      baseline: () => measure('each', baseline),
    })
    const common = {
      baselineName: 'every change to every board',
      scenario: `board: ${BOARDS} of them, ${CONVERSATIONS} conversations, ${CHANGES_A_SECOND} changes a second`,
    }
    return [
      {
        ...common,
        metric: 'server CPU ms/s',
        bar: { kind: 'ratio-at-most', value: 1 },
        rounds: figures(rounds, ({ cpu }) => cpu),
      },
      {
        ...common,
        metric: 'pushes/s to each',
        bar: { kind: 'ours-at-most', value: 2.1 },
        rounds: figures(rounds, ({ pushesPerSecond }) => pushesPerSecond),
      },
      { ...common, metric: 'KB/s to each', bar: NO_BAR, rounds: figures(rounds, (side) => side.bytesPerSecond / 1000) },
    ]
  } finally {
    await Promise.all([load.stop(), ours.stop(), baseline.stop()])
  }
}

export const boardScenario: Scenario = {
  name: 'board',
  about: 'twenty boards of supervisors over 5,000 conversations',
  run,
}
