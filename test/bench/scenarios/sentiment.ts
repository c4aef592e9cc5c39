/** What scoring one utterance costs beside the bare run of the same model on the same session, in Node. */
import * as z from 'zod/mini'
import { sentimentEntry } from '../harness/places.ts'
import { type Bar, figures, interleave, type Round, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { startWorker, type WorkerProcess } from '../harness/worker-process.ts'
import { type BenchModel, benchModels } from '../sentiment/models.ts'

const TOKENS = [16, 32, 64]
/** Of the shipped model, in one round. */
const CALLS = 2000
const FEWEST_CALLS = 8
const MOST_OPENINGS = 2
const BAR: Bar = { kind: 'factor-plus-at-most', factor: 1.05, allowance: 0.3 }
const NO_BAR: Bar = { kind: 'none' }

const latency = z.object({ p50: z.number(), p95: z.number() })
const measured = z.object({ ours: latency, raw: latency })
const opened = z.object({ openedAfterMs: z.number(), residentMiB: z.number() })
type Opened = z.infer<typeof opened>

const inProcess = async <T>(act: (worker: WorkerProcess) => Promise<T>): Promise<T> => {
  const worker = startWorker(sentimentEntry('scoring'))
  try {
    return await act(worker)
  } finally {
    await worker.stop()
  }
}

const latencyRows = (context: Context, model: BenchModel): Promise<Row[]> =>
  inProcess(async (worker) => {
    await worker.ask('open', { folder: model.folder }, opened)
    const calls = Math.max(FEWEST_CALLS, context.scaled(CALLS / model.weight))
    const rows: Row[] = []
    for (const tokens of TOKENS) {
      context.say(`  ${model.name}: ${tokens} tokens`)
      const ask = () => worker.ask('measure', { tokens, calls }, measured)
      await ask()
      const rounds: Round<z.infer<typeof latency>>[] = []
      while (rounds.length < context.options.rounds) {
        const { ours, raw } = await ask()
        rounds.push({ ours, baseline: raw })
      }
      const common = {
        scenario: `sentiment, ${model.name}: ${tokens} tokens`,
        baselineName: 'session.run, same session',
      }
      rows.push(
        { ...common, metric: 'p50 ms', bar: BAR, rounds: figures(rounds, ({ p50 }) => p50) },
        { ...common, metric: 'p95 ms', bar: NO_BAR, rounds: figures(rounds, ({ p95 }) => p95) },
      )
    }
    return rows
  })

const openingRows = async (context: Context, model: BenchModel): Promise<Row[]> => {
  context.say(`  ${model.name}: opening`)
  const open = (command: string) => () => inProcess((worker) => worker.ask(command, { folder: model.folder }, opened))
  const rounds = await interleave(Math.min(MOST_OPENINGS, context.options.rounds), {
    ours: open('open'),
    baseline: open('openBare'),
  })
  const row = (metric: string, pick: (side: Opened) => number): Row => ({
    scenario: `sentiment, ${model.name}: opened and warm`,
    metric,
    baselineName: 'a session alone',
    bar: NO_BAR,
    rounds: figures(rounds, pick),
  })
  return [row('ms', ({ openedAfterMs }) => openedAfterMs), row('MiB of the process', ({ residentMiB }) => residentMiB)]
}

export const sentimentScenario: Scenario = {
  name: 'sentiment',
  about: 'one utterance scored in Node, tokenising included, against the bare run of its session',
  run: async (context) => {
    const rows: Row[] = []
    for (const model of benchModels(context)) {
      rows.push(...(await latencyRows(context, model)), ...(await openingRows(context, model)))
    }
    return rows
  },
}
