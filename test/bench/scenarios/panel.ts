/** The panel beside an agent who writes while ten conversations go on, against the same page with no more than a socket. */
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { BUSY_TASK_MS, type Figures, figuresOf } from '../panel/figures.ts'
import type { SideName } from '../panel/page/sides.ts'
import { buildPage } from '../panel/page-build.ts'
import { CONVERSATIONS, EVENTS_PER_MINUTE, runSide } from '../panel/run-side.ts'

const MOST_ROUNDS = 2
const WORST_SHOWN = 3
const NO_BAR: Bar = { kind: 'none' }
/** None of ours; as many as that come of a busy machine alone. */
const NO_LONG_TASKS: Bar = { kind: 'difference-at-most', value: 0.2 }
/** In milliseconds: a quarter of a frame. */
const SAME_DELAY: Bar = { kind: 'difference-at-most', value: 4 }
/** In milliseconds: one step of the browser's own figure. */
const SAME_PICTURE: Bar = { kind: 'difference-at-most', value: 8 }
/** In KiB a minute. */
const FLAT: Bar = { kind: 'ours-at-most', value: 25 }
/** In a shorter run a conversation that happens to hold longer messages looks like a leak. */
const FLATNESS_SHOWS_AFTER_MINUTES = 5

interface Metric {
  readonly metric: string
  readonly of: (figures: Figures) => number
  readonly bar?: Bar
}

const METRICS: readonly Metric[] = [
  { metric: 'tasks of 50 CPU ms a minute', of: (figures) => figures.longTasksCpuPerMinute, bar: NO_LONG_TASKS },
  { metric: `tasks of ${BUSY_TASK_MS} CPU ms a minute`, of: ({ busyTasksPerMinute }) => busyTasksPerMinute },
  { metric: 'longest task, CPU ms', of: ({ longestTaskCpu }) => longestTaskCpu },
  { metric: 'long tasks a minute', of: ({ longTasksPerMinute }) => longTasksPerMinute },
  { metric: 'longest of them, ms', of: ({ longestTask }) => longestTask },
  { metric: "panel's scripts in a late frame, ms", of: ({ longestPanelScript }) => longestPanelScript },
  { metric: 'key to handler, p50 ms', of: ({ keyHeard }) => keyHeard.p50, bar: SAME_DELAY },
  { metric: 'key to handler, p95 ms', of: ({ keyHeard }) => keyHeard.p95, bar: SAME_DELAY },
  { metric: 'key to handler, max ms', of: ({ keyHeard }) => keyHeard.max },
  { metric: 'key to picture, p50 ms', of: ({ keyShown }) => keyShown.p50, bar: SAME_PICTURE },
  { metric: 'key to picture, p95 ms', of: ({ keyShown }) => keyShown.p95, bar: SAME_PICTURE },
  { metric: 'key to picture, max ms', of: ({ keyShown }) => keyShown.max },
  { metric: 'main thread, CPU ms a minute', of: ({ mainThreadMsPerMinute }) => mainThreadMsPerMinute },
  { metric: 'of it style and layout', of: ({ layoutMsPerMinute }) => layoutMsPerMinute },
  { metric: 'heap at the end, KiB', of: ({ heapKiB }) => heapKiB },
  { metric: 'heap, KiB more a minute', of: ({ heapKiBPerMinute }) => heapKiBPerMinute },
  { metric: 'objects on it, KiB more a minute', of: ({ objectsKiBPerMinute }) => objectsKiBPerMinute, bar: FLAT },
  { metric: 'process, MiB more a minute', of: ({ processMiBPerMinute }) => processMiBPerMinute },
  { metric: 'DOM nodes at the end', of: ({ nodes }) => nodes },
  { metric: 'DOM nodes, more a minute', of: ({ nodesPerMinute }) => nodesPerMinute },
  { metric: 'event listeners, more a minute', of: ({ listenersPerMinute }) => listenersPerMinute },
  { metric: 'events a minute', of: ({ eventsPerMinute }) => eventsPerMinute },
]

const tell = (context: Context, side: SideName, { longFrames, eventsPerMinute, heapsKiB }: Figures): void => {
  const heaps = heapsKiB.map(Math.round).join(', ')
  context.say(`  ${side}: ${Math.round(eventsPerMinute)} events a minute; heap ${heaps} KiB`)
  for (const { start, duration, rendering, scripts } of longFrames.slice(0, WORST_SHOWN)) {
    const by = scripts.map(
      ({ url, duration: ms, forcedLayout, from }) =>
        `${Math.round(ms)} (layout ${Math.round(forcedLayout)}) by ${from} in ${url}`,
    )
    const parts = [`rendering ${Math.round(rendering)}`, ...by].join('; ')
    context.say(`    a frame of ${Math.round(duration)} ms at ${Math.round(start)}: ${parts}`)
  }
}

const measured = async (context: Context, side: SideName): Promise<Figures> => {
  const came = figuresOf(await runSide(context, side))
  tell(context, side, came)
  return came
}

interface Pair {
  readonly name: string
  readonly about: string
  readonly ours: SideName
  readonly baseline: SideName
}

const scenarioOf = ({ name, about, ours, baseline }: Pair): Scenario => ({
  name,
  about: `${about}; ${EVENTS_PER_MINUTE} events a minute over ${CONVERSATIONS} conversations while an agent writes`,
  run: async (context) => {
    await buildPage('desk')
    const rounds = await interleave(Math.min(MOST_ROUNDS, context.options.rounds), {
      ours: () => measured(context, ours),
      baseline: () => measured(context, baseline),
    })
    return METRICS.map(({ metric, bar = NO_BAR, of }): Row => {
      const isTooShort = bar === FLAT && context.options.minutes < FLATNESS_SHOWS_AFTER_MINUTES
      const common = { scenario: name, metric, baselineName: 'a bare socket.io client in the same page' }
      return { ...common, bar: isTooShort ? NO_BAR : bar, rounds: figures(rounds, of) }
    })
  },
})

export const panelScenarios: readonly Scenario[] = [
  { name: 'panel-scored', about: 'one panel that scores here', ours: 'scored', baseline: 'bare' } as const,
  { name: 'panel-unscored', about: 'one panel, nothing scored', ours: 'unscored', baseline: 'bare' } as const,
  { name: 'panel-ten', about: 'ten panels at once, nothing scored', ours: 'ten', baseline: 'bare-in-all' } as const,
].map(scenarioOf)
