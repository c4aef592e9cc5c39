/** What one side of one round came to, and its rows. */
import { type Bar, figures, type Round, type Row } from '../harness/rows.ts'
import { latencyOf, percentile } from '../harness/statistics.ts'
import type { ScaleOptions } from './options.ts'

/** What the checker and the load processes count; see below what should be nothing. */
export interface Counts {
  readonly acknowledged: number
  /** Those that came to widgets, repeated ones among them. */
  readonly events: number
  readonly lost: number
  readonly doubled: number
  readonly contradicting: number
  readonly outOfOrder: number
  readonly holes: number
  readonly repeated: number
  readonly newEpochs: number
  /** Widgets to which nobody said at the end what is newest. */
  readonly stranded: number
  /** Webhooks that nobody acknowledged in time. */
  readonly unacknowledged: number
}
type Count = keyof Counts

export const sumOf = (parts: readonly Counts[]): Counts => {
  const sum = (count: Count): number => total(parts.map((part) => part[count]))
  return {
    acknowledged: sum('acknowledged'),
    events: sum('events'),
    lost: sum('lost'),
    doubled: sum('doubled'),
    contradicting: sum('contradicting'),
    outOfOrder: sum('outOfOrder'),
    holes: sum('holes'),
    repeated: sum('repeated'),
    newEpochs: sum('newEpochs'),
    stranded: sum('stranded'),
    unacknowledged: sum('unacknowledged'),
  }
}

export interface Measured {
  readonly counts: Counts
  readonly seconds: number
  /** Milliseconds from sending a webhook for the first time to its utterance on the widget. */
  readonly durations: readonly number[]
  /** Milliseconds from the end of a connection until the widget knew all again. */
  readonly recoveries: readonly number[]
  /** Milliseconds from the end of each process that was killed until it, started again, answered. */
  readonly restarts: readonly number[]
  /** How often the fault came. */
  readonly faults: number
  readonly cpuSeconds: readonly number[]
  /** 0 where there is no Redis. */
  readonly redisCpuSeconds: number
}

const NO_BAR: Bar = { kind: 'none' }
const NONE_AT_ALL: Bar = { kind: 'ours-at-most', value: 0 }
const RECOVERED_WITHIN_MS = 2500
const REDIS_ADDS_MS = 2
/** Beside what the disk takes. */
const SQLITE_ADDS_MS = 1

const SHOULD_BE_NOTHING: readonly (readonly [Count, string])[] = [
  ['unacknowledged', 'webhooks given up'],
  ['lost', 'lost'],
  ['doubled', 'doubled'],
  ['contradicting', 'contradicting'],
  ['outOfOrder', 'out of order'],
  ['holes', 'holes'],
  ['stranded', 'widgets left behind'],
]

const microsAnEvent = (seconds: number, { counts }: Measured): number => (seconds / counts.events) * 1e6
const total = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

export interface Described extends ScaleOptions {
  readonly count: number
  readonly baselineName: string
  /** Milliseconds, p50, of one `fsync` in the same run; `undefined` where nothing waits for one. */
  readonly fsyncMs: number | undefined
}

/** A store that lasts goes on with its histories, unless it came back and cannot know that nothing was lost. */
const lasts = ({ store, fault }: Described): boolean => store !== 'memory' && fault !== 'redis-kill'

const barOf = (metric: 'p50 ms' | 'reconnect p95 ms', { store, fault, fsyncMs }: Described): Bar => {
  if (metric === 'reconnect p95 ms') return { kind: 'ours-at-most', value: RECOVERED_WITHIN_MS }
  if (fault !== undefined) return NO_BAR
  if (store === 'redis') return { kind: 'difference-at-most', value: REDIS_ADDS_MS }
  return fsyncMs === undefined ? NO_BAR : { kind: 'difference-at-most', value: fsyncMs + SQLITE_ADDS_MS }
}

export const rowsOf = (described: Described, rounds: readonly Round<Measured>[]): Row[] => {
  const { store, count, widgets, rate, fault, times, baselineName, fsyncMs } = described
  const processes = count === 1 ? '1 process' : `${count} processes`
  const scenario = `scale: ${store}, ${processes}, ${widgets} widgets, ${rate}/s${fault === undefined ? '' : `, ${fault}${times === 1 ? '' : ` x ${times}`}`}`
  const row = (metric: string, bar: Bar, pick: (side: Measured) => number): Row => {
    return { scenario, metric, bar, baselineName, rounds: figures(rounds, pick) }
  }
  // One fault in one round is one too many, and a median would hide it: counts are summed over the rounds.
  const summed = ([key, metric]: readonly [Count, string], bar: Bar): Row => {
    const sides = figures(rounds, ({ counts }) => counts[key])
    const round = { ours: total(sides.map(({ ours }) => ours)), baseline: total(sides.map((side) => side.baseline)) }
    return { scenario, metric, bar, baselineName, rounds: [round] }
  }
  const one = (index: number) => (side: Measured) => microsAnEvent(side.cpuSeconds[index] ?? Number.NaN, side)
  // Where no connection ended, nobody waited.
  const waited = (of: readonly number[], share: number): number => (of.length === 0 ? 0 : percentile(of, share))
  const faultRows = [
    row('faults', NO_BAR, ({ faults }) => faults),
    row('reconnect p50 ms', NO_BAR, ({ recoveries }) => waited(recoveries, 0.5)),
    row('reconnect p95 ms', barOf('reconnect p95 ms', described), ({ recoveries }) => waited(recoveries, 0.95)),
    row('restart p50 ms', NO_BAR, ({ restarts }) => waited(restarts, 0.5)),
    row('restart p95 ms', NO_BAR, ({ restarts }) => waited(restarts, 0.95)),
  ]
  const redisMicros = (side: Measured): number => microsAnEvent(side.redisCpuSeconds, side)
  return [
    row('p50 ms', barOf('p50 ms', described), ({ durations }) => latencyOf(durations).p50),
    ...(fsyncMs === undefined ? [] : [row('one fsync, p50 ms', NO_BAR, () => fsyncMs)]),
    row('p95 ms', NO_BAR, ({ durations }) => latencyOf(durations).p95),
    row('p99 ms', NO_BAR, ({ durations }) => latencyOf(durations).p99),
    row('events/s', NO_BAR, ({ counts, seconds }) => counts.events / seconds),
    row('CPU us an event, all', NO_BAR, (side) => microsAnEvent(total(side.cpuSeconds), side)),
    ...Array.from({ length: count }, (_, index) => row(`CPU us an event, process ${index + 1}`, NO_BAR, one(index))),
    ...(store === 'redis' ? [row('CPU us an event, Redis', NO_BAR, redisMicros)] : []),
    ...(fault === undefined ? [] : faultRows),
    summed(['acknowledged', 'acknowledged'], NO_BAR),
    // Memory forgets, and is not held against it.
    ...SHOULD_BE_NOTHING.map((kind) => summed(kind, store === 'memory' && fault === 'kill' ? NO_BAR : NONE_AT_ALL)),
    summed(['newEpochs', 'histories begun anew'], lasts(described) ? NONE_AT_ALL : NO_BAR),
    summed(['repeated', 'repeated'], NO_BAR),
  ]
}
