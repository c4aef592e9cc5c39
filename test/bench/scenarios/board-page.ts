/** The board's page over thousands of live conversations, against the same page with no more than a socket. */
import { type BoardSideResult, CHANGES_A_SECOND, CONVERSATIONS, runBoardSide } from '../board-page/run-side.ts'
import { type Bar, figures, interleave, type Row } from '../harness/rows.ts'
import type { Context, Scenario } from '../harness/scenario.ts'
import { percentile } from '../harness/statistics.ts'
import { BUSY_TASK_MS, LONG_TASK_MS } from '../panel/figures.ts'
import { buildPage } from '../panel/page-build.ts'

const MOST_ROUNDS = 2
const WORST_SHOWN = 3
const NO_BAR: Bar = { kind: 'none' }
/** None of ours; as many as that come of a busy machine alone. */
const NO_LONG_TASKS: Bar = { kind: 'difference-at-most', value: 0.2 }

interface Metric {
  readonly metric: string
  readonly of: (side: BoardSideResult) => number
  readonly bar?: Bar
}

const tasksPerMinute = ({ tasks, minutes }: BoardSideResult, atLeast: number): number =>
  tasks.filter((task) => task >= atLeast).length / minutes

const METRICS: readonly Metric[] = [
  {
    metric: `tasks of ${LONG_TASK_MS} CPU ms a minute`,
    of: (side) => tasksPerMinute(side, LONG_TASK_MS),
    bar: NO_LONG_TASKS,
  },
  { metric: `tasks of ${BUSY_TASK_MS} CPU ms a minute`, of: (side) => tasksPerMinute(side, BUSY_TASK_MS) },
  { metric: 'longest task, CPU ms', of: ({ tasks }) => percentile(tasks, 1) },
  { metric: 'frames of 50 ms a minute', of: ({ lateFrames, minutes }) => lateFrames.length / minutes },
  {
    metric: 'latest of them, ms',
    of: ({ lateFrames }) => Math.max(0, ...lateFrames.map(({ duration }) => duration)),
  },
  { metric: 'main thread, CPU ms a minute', of: ({ mainThread, minutes }) => (mainThread.task * 1000) / minutes },
  { metric: 'of it style and layout', of: ({ mainThread, minutes }) => (mainThread.layout * 1000) / minutes },
  { metric: 'longest task until the first rows, CPU ms', of: ({ opening }) => percentile(opening, 1) },
  { metric: 'rows pushed a minute', of: ({ pushedRows, minutes }) => pushedRows / minutes },
]

const scenarioOf = (name: string, about: string, isScrolled: boolean): Scenario => {
  const measured = async (context: Context, side: 'element' | 'bare'): Promise<BoardSideResult> => {
    const came = await runBoardSide(context, side, isScrolled)
    for (const { duration, rendering, scripts } of came.lateFrames
      .toSorted((a, b) => b.duration - a.duration)
      .slice(0, WORST_SHOWN)) {
      const by = scripts.map(({ duration: ms, from }) => `${Math.round(ms)} by ${from}`)
      const parts = [`rendering ${Math.round(rendering)}`, ...by].join('; ')
      context.say(`  ${side}: a frame of ${Math.round(duration)} ms: ${parts}`)
    }
    return came
  }
  return {
    name,
    about: `${about}; ${CONVERSATIONS} conversations, ${CHANGES_A_SECOND} changes a second`,
    run: async (context) => {
      await buildPage('board')
      const rounds = await interleave(Math.min(MOST_ROUNDS, context.options.rounds), {
        ours: () => measured(context, 'element'),
        baseline: () => measured(context, 'bare'),
      })
      const baselineName = 'a bare socket.io client in the same page'
      return METRICS.map(
        ({ metric, bar = NO_BAR, of }): Row => ({
          scenario: name,
          metric,
          baselineName,
          bar,
          rounds: figures(rounds, of),
        }),
      )
    },
  }
}

export const boardPageScenarios: readonly Scenario[] = [
  scenarioOf('board-page', 'one board that nobody touches, so that its rows move', false),
  scenarioOf('board-scrolled', 'one board that somebody scrolls', true),
]
