/** What a page holds, garbage aside. */
import type { Browser, CDPSession } from 'playwright-core'
import { pageMegabytes } from '../sentiment/browser-side.ts'

export interface Held {
  /** Minutes since the measuring began. */
  readonly at: number
  /** JavaScript objects of the page; those of workers are not among them. */
  readonly heapKiB: number
  /** Of the process: everything, workers included, and garbage that the allocators keep. */
  readonly processMiB: number
  readonly nodes: number
  readonly listeners: number
}

/** Seconds of processor time that the page's main thread has used. */
export interface MainThread {
  readonly task: number
  /** Of it, style and layout. */
  readonly layout: number
}

const metricsOf = async (cdp: CDPSession): Promise<(name: string) => number> => {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (name) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN
}

export const mainThreadOf = async (cdp: CDPSession): Promise<MainThread> => {
  const metric = await metricsOf(cdp)
  return {
    task: metric('TaskDuration'),
    layout: metric('LayoutDuration') + metric('RecalcStyleDuration'),
  }
}

/** Stops the page for a collection of garbage. */
export const heldBy = async (browser: Browser, cdp: CDPSession, at: number): Promise<Held> => {
  // What only a finaliser lets go is gone after the second.
  for (let times = 0; times < 2; times += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const metric = await metricsOf(cdp)
  return {
    at,
    heapKiB: usedSize / 1024,
    processMiB: await pageMegabytes(browser),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  }
}

/** By how much a figure rises in a minute: the line of least squares through all readings from `from` minutes on. */
export const risePerMinute = (readings: readonly Held[], from: number, figure: (held: Held) => number): number => {
  const points = readings.filter(({ at }) => at >= from).map((held) => ({ x: held.at, y: figure(held) }))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))]
  const covariance = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0)
  return covariance / points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
}
