/** What ranking one misunderstood utterance costs, by rule and number of intents, against a plain pass over all vectors, and for how long it holds up the loop. */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { startDeadline, systemClock } from '../../../bff/deadline.ts'
import { createIndexRanker } from '../../../bff/fallback-index/index-ranker.ts'
import type { FallbackIndex } from '../../../shared/domain/ranking/fallback-index.ts'
import { rankIntents } from '../../../shared/domain/ranking/fallback-index.ts'
import { defaultRules, type FallbackRules } from '../../../shared/rules.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { latencyOf } from '../harness/statistics.ts'
import { syntheticIndex, syntheticUtterances } from '../synthetic-index.ts'

interface Size {
  readonly intents: number
  readonly dimensions: number
  readonly rule: FallbackRules['rule']
  readonly bar: Bar
}

const FEATURES = 33_000
const CALLS = 400
/** So many multiplications are enough for one round, whatever the size. */
const ENOUGH_PRODUCTS = 600_000_000
const NO_BAR: Bar = { kind: 'none' }

const SIZES: readonly Size[] = [
  { intents: 150, dimensions: 512, rule: 'posterior', bar: { kind: 'ours-at-most', value: 0.3 } },
  { intents: 10_000, dimensions: 384, rule: 'tutorial', bar: { kind: 'ours-at-most', value: 10 } },
  { intents: 10_000, dimensions: 384, rule: 'posterior', bar: { kind: 'ours-at-most', value: 10 } },
  ...[10, 50, 500, 1000, 5000].flatMap((intents): Size[] =>
    (['posterior', 'tutorial'] as const).map((rule) => ({ intents, dimensions: 384, rule, bar: NO_BAR })),
  ),
]

/** One dot product after the other with one sum, and nothing chosen: the least that any ranking by vectors does. */
const plainPass = ({ vectors, names }: FallbackIndex, dimensions: number): number => {
  let best = Number.NEGATIVE_INFINITY
  for (let intent = 0; intent < names.length; intent += 1) {
    let sum = 0
    for (let d = 0; d < dimensions; d += 1) sum += (vectors[d] ?? 0) * (vectors[intent * dimensions + d] ?? 0)
    best = Math.max(best, sum)
  }
  return best
}

const timed = async (calls: number, act: (call: number) => unknown) => {
  const durations: number[] = []
  for (let call = 0; call < calls; call += 1) {
    const startedAt = performance.now()
    act(call)
    durations.push(performance.now() - startedAt)
    // As in the service, where other requests come between two of them.
    if (call % 8 === 7) await new Promise((resolve) => setImmediate(resolve))
  }
  return latencyOf(durations)
}

const measure = async (context: Context, { intents, dimensions, rule, bar }: Size): Promise<Row[]> => {
  const index = syntheticIndex({ intents, dimensions, features: FEATURES })
  const utterances = syntheticUtterances(64, FEATURES)
  const rules = { ...defaultRules.fallback, rule }
  const calls = context.scaled(Math.min(CALLS, Math.ceil(ENOUGH_PRODUCTS / (intents * dimensions))))
  const ours = () =>
    timed(calls, (call) =>
      rankIntents(
        index,
        {
          utterance: utterances[call % utterances.length] ?? '',
          intent: index.names[call % intents] ?? '',
          previousIntents: [],
        },
        rules,
      ),
    )
  const baseline = () => timed(calls, () => plainPass(index, dimensions))
  await interleave(1, { ours, baseline })
  const rounds = await interleave(context.options.rounds, { ours, baseline })
  const scenario = `ranking, ${rule}: ${intents} intents x ${dimensions}`
  const baselineName = 'one plain pass over the vectors'
  return [
    { scenario, metric: 'p50 ms', baselineName, bar, rounds: figures(rounds, ({ p50 }) => p50) },
    // Nothing else runs during a call: its p99 is for how long it may hold up the event loop.
    {
      scenario,
      metric: 'p99 ms',
      baselineName,
      bar: bar.kind === 'none' ? NO_BAR : { kind: 'ours-at-most', value: 10 },
      rounds: figures(rounds, ({ p99 }) => p99),
    },
  ]
}

/** In milliseconds: a timer that wants to fire each of them tells by how much it is late at most. */
const longestHold = async (calls: number, act: (call: number) => unknown): Promise<number> => {
  const late = monitorEventLoopDelay({ resolution: 1 })
  late.enable()
  for (let call = 0; call < calls; call += 1) {
    await act(call)
    await new Promise((resolve) => setImmediate(resolve))
  }
  late.disable()
  return Math.max(0, late.max / 1e6 - 1)
}

/** More is not read of a text. */
const LONGEST_READ = 2000
const HELD_CALLS = 100

/** For how long the service's ranker holds up the event loop, and for how long ranking at once does. */
const measureHold = async (context: Context, { intents, dimensions, rule }: Omit<Size, 'bar'>): Promise<Row> => {
  const index = syntheticIndex({ intents, dimensions, features: FEATURES })
  const utterance = syntheticUtterances(64, FEATURES).join(' ').slice(0, LONGEST_READ)
  const rules = { ...defaultRules.fallback, rule }
  const ranker = createIndexRanker({
    loaded: () => ({ index, manifest: undefined, sentence: undefined }),
    openThread: () => {
      throw new Error('the index has no sentence encoder')
    },
    clock: systemClock,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
  })
  const query = (call: number) => ({ utterance, intent: index.names[call % intents] ?? '', previousIntents: [] })
  const ours = () =>
    longestHold(context.scaled(HELD_CALLS), async (call) => {
      const deadline = startDeadline(5000)
      await ranker.rank(query(call), rules, deadline)
      deadline.release()
    })
  const baseline = () => longestHold(context.scaled(HELD_CALLS), (call) => rankIntents(index, query(call), rules))
  await interleave(1, { ours, baseline })
  return {
    scenario: `ranking, ${rule}: ${intents} intents x ${dimensions}, the longest text`,
    metric: 'longest hold of the loop, ms',
    baselineName: 'the same ranking at once',
    bar: { kind: 'ours-at-most', value: 5 },
    rounds: await interleave(context.options.rounds, { ours, baseline }),
  }
}

const HELD: readonly Omit<Size, 'bar'>[] = [
  { intents: 150, dimensions: 512, rule: 'posterior' },
  { intents: 10_000, dimensions: 384, rule: 'posterior' },
  { intents: 10_000, dimensions: 384, rule: 'tutorial' },
]

const usedMegabytes = (): number => {
  globalThis.gc?.()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return (heapUsed + arrayBuffers) / 2 ** 20
}

/** Memory of an index, beside that of its vectors alone. */
const measureMemory = ({ intents, dimensions }: Pick<Size, 'intents' | 'dimensions'>): Row => {
  const before = usedMegabytes()
  const index = syntheticIndex({ intents, dimensions, features: FEATURES })
  const ours = usedMegabytes() - before
  return {
    scenario: `memory of an index: ${index.names.length} intents x ${dimensions}`,
    metric: 'MiB',
    baselineName: 'the vectors of the intents',
    bar: NO_BAR,
    rounds: [{ ours, baseline: (intents * dimensions * 4) / 2 ** 20 }],
  }
}

export const rankingScenario: Scenario = {
  name: 'ranking',
  about: 'what ranking one misunderstood utterance costs as intents grow, and what an index holds',
  run: async (context) => {
    const rows: Row[] = []
    for (const size of SIZES) {
      context.say(`  ${size.rule}: ${size.intents} intents`)
      rows.push(...(await measure(context, size)))
    }
    for (const size of HELD) {
      context.say(`  ${size.rule}: ${size.intents} intents, how long the loop is held`)
      rows.push(await measureHold(context, size))
    }
    rows.push(measureMemory({ intents: 150, dimensions: 512 }), measureMemory({ intents: 10_000, dimensions: 384 }))
    return rows
  },
}
