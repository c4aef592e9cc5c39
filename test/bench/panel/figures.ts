/** What a side comes to, of all that was noted of it. */
import { percentile } from '../harness/statistics.ts'
import { type Held, risePerMinute } from './memory.ts'
import type { LongFrame, LongTask } from './page/observed.ts'
import type { SideResult } from './run-side.ts'

/** The browser tells of no event that was quicker. */
const QUICKEST_TOLD_MS = 16
export const LONG_TASK_MS = 50
/** From here on a task is a long one where a processor is half as fast, or somebody else's half the time. */
export const BUSY_TASK_MS = 25
/** Of a short run the first third counts as warming up, of a long one the first minute. */
const WARM_SHARE = 1 / 3

const isWithin = ({ start, duration }: LongTask, { from, to }: { from: number; to: number }): boolean =>
  start < to && start + duration > from

export interface Figures {
  /** By the clock, whatever else the machine did meanwhile. */
  readonly longTasksPerMinute: number
  readonly longestTask: number
  /** All scripts of the panel, and the layout they waited for, in one late frame; by the clock. */
  readonly longestPanelScript: number
  /** In processor time. */
  readonly longestTaskCpu: number
  readonly longTasksCpuPerMinute: number
  readonly busyTasksPerMinute: number
  readonly keyHeard: { readonly p50: number; readonly p95: number; readonly max: number }
  readonly keyShown: { readonly p50: number; readonly p95: number; readonly max: number }
  readonly mainThreadMsPerMinute: number
  readonly layoutMsPerMinute: number
  readonly heapKiB: number
  readonly heapKiBPerMinute: number
  readonly objectsKiBPerMinute: number
  readonly processMiBPerMinute: number
  readonly nodes: number
  readonly nodesPerMinute: number
  readonly listenersPerMinute: number
  readonly eventsPerMinute: number
  /** At each reading. */
  readonly heapsKiB: readonly number[]
  /** The worst first. */
  readonly longFrames: readonly LongFrame[]
}

const spread = (samples: readonly number[]) => ({
  p50: percentile(samples, 0.5),
  p95: percentile(samples, 0.95),
  max: percentile(samples, 1),
})

const last = (held: readonly Held[]): Held | undefined => held.at(-1)

export const figuresOf = ({ observed, measured, stopped, held, tasks, ...result }: SideResult): Figures => {
  const { minutes, mainThread, traffic, bffUrl } = result
  const isOurs = (entry: LongTask): boolean =>
    isWithin(entry, measured) && !stopped.some((window) => isWithin(entry, window))
  const longTasks = observed.tasks.filter(isOurs)
  const frames = observed.frames.filter(isOurs)
  const panelMs = ({ scripts }: LongFrame) =>
    scripts.filter(({ url }) => url.startsWith(bffUrl)).reduce((sum, { duration }) => sum + duration, 0)
  const keys = observed.keys.filter(({ start, delay }) => isOurs({ start, duration: delay }))
  const shownAfter = new Map(observed.slowKeys.map(({ start, duration }) => [start, duration]))
  const warm = Math.min(1, minutes * WARM_SHARE)
  const perMinute = (seconds: number) => (seconds * 1000) / minutes
  return {
    longTasksPerMinute: longTasks.length / minutes,
    longestTask: Math.max(0, ...longTasks.map(({ duration }) => duration)),
    longestPanelScript: Math.max(0, ...frames.map(panelMs)),
    longestTaskCpu: percentile(tasks, 1),
    longTasksCpuPerMinute: tasks.filter((task) => task >= LONG_TASK_MS).length / minutes,
    busyTasksPerMinute: tasks.filter((task) => task >= BUSY_TASK_MS).length / minutes,
    keyHeard: spread(keys.map(({ delay }) => delay)),
    keyShown: spread(keys.map(({ start }) => shownAfter.get(start) ?? QUICKEST_TOLD_MS)),
    mainThreadMsPerMinute: perMinute(mainThread.task),
    layoutMsPerMinute: perMinute(mainThread.layout),
    heapKiB: last(held)?.heapKiB ?? Number.NaN,
    heapKiBPerMinute: risePerMinute(held, warm, ({ heapKiB }) => heapKiB),
    objectsKiBPerMinute: risePerMinute(held, warm, ({ objectsKiB }) => objectsKiB),
    processMiBPerMinute: risePerMinute(held, warm, ({ processMiB }) => processMiB),
    nodes: last(held)?.nodes ?? Number.NaN,
    nodesPerMinute: risePerMinute(held, warm, ({ nodes }) => nodes),
    listenersPerMinute: risePerMinute(held, warm, ({ listeners }) => listeners),
    eventsPerMinute: traffic.perMinute,
    heapsKiB: held.map(({ heapKiB }) => heapKiB),
    longFrames: frames.sort((a, b) => b.duration - a.duration),
  }
}
