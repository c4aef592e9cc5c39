/** How much processor time single tasks of a page's main thread took. What other processes do meanwhile is not in it. */
import type { Browser, CDPSession } from 'playwright-core'
import * as z from 'zod/mini'

const traceEvent = z.object({
  name: z.string(),
  pid: z.int(),
  tid: z.int(),
  /** Microseconds of the thread's processor time. */
  tdur: z.optional(z.number()),
  args: z.optional(z.object({ name: z.optional(z.unknown()) })),
})
type TraceEvent = z.infer<typeof traceEvent>

/** The one that has tasks; of all of them a minute would be far more than is worth keeping. */
const CATEGORIES = ['disabled-by-default-devtools.timeline']
const NAMES: ReadonlySet<unknown> = new Set(['RunTask', 'thread_name'])

const idOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`

/** Milliseconds of each task of the busiest page. */
const tasksOf = (events: readonly TraceEvent[]): number[] => {
  const mains = new Set(
    events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(idOf),
  )
  const byThread = new Map<string, number[]>()
  for (const event of events) {
    if (event.name !== 'RunTask' || event.tdur === undefined || !mains.has(idOf(event))) continue
    const tasks = byThread.get(idOf(event)) ?? []
    tasks.push(event.tdur / 1000)
    byThread.set(idOf(event), tasks)
  }
  return [...byThread.values()].sort((a, b) => b.length - a.length)[0] ?? []
}

export interface TaskWatch {
  start(): Promise<void>
  /** Milliseconds of each task since `start`. */
  take(): Promise<readonly number[]>
}

export const watchTasks = async (browser: Browser): Promise<TaskWatch> => {
  const cdp: CDPSession = await browser.newBrowserCDPSession()
  let events: TraceEvent[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => {
    for (const each of value) {
      if (!NAMES.has(each['name'])) continue
      const event = traceEvent.safeParse(each)
      if (event.success) events.push(event.data)
    }
  })
  return {
    start: async () => {
      events = []
      await cdp.send('Tracing.start', {
        transferMode: 'ReportEvents',
        traceConfig: { recordMode: 'recordUntilFull', includedCategories: CATEGORIES, excludedCategories: ['*'] },
      })
    },
    take: async () => {
      const complete = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
      await cdp.send('Tracing.end')
      await complete
      return tasksOf(events)
    },
  }
}
