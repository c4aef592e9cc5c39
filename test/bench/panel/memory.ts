/** What a page holds, garbage aside. */
import type { Browser, CDPSession } from 'playwright-core'
import * as z from 'zod/mini'
import { pageMegabytes } from '../sentiment/browser-side.ts'

export interface Held {
  /** Minutes since the measuring began. */
  readonly at: number
  /** Of the page's own JavaScript, compiled code included; that of workers is not among it. */
  readonly heapKiB: number
  /** Objects, strings and the like on it; told only where it was asked for, since it takes a snapshot of everything. */
  readonly objectsKiB: number | undefined
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

const snapshot = z.object({
  snapshot: z.object({ meta: z.object({ node_fields: z.array(z.string()), node_types: z.array(z.unknown()) }) }),
  nodes: z.array(z.number()),
})
const typeNames = z.array(z.string())
/** Code grows as long as more of it becomes hot; what is the browser's own is among the nodes. */
const NOT_OBJECTS: ReadonlySet<string | undefined> = new Set(['code', 'native', 'synthetic'])

const objectsKiB = async (cdp: CDPSession): Promise<number> => {
  const chunks: string[] = []
  const add = ({ chunk }: { readonly chunk: string }) => chunks.push(chunk)
  cdp.on('HeapProfiler.addHeapSnapshotChunk', add)
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  cdp.off('HeapProfiler.addHeapSnapshotChunk', add)
  const { snapshot: about, nodes } = snapshot.parse(JSON.parse(chunks.join('')))
  const { node_fields: fields, node_types: types } = about.meta
  const names = typeNames.parse(types[fields.indexOf('type')])
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')]
  let bytes = 0
  for (let node = 0; node < nodes.length; node += fields.length) {
    if (!NOT_OBJECTS.has(names[nodes[node + typeAt] ?? 0])) bytes += nodes[node + sizeAt] ?? 0
  }
  return bytes / 1024
}

/** Stops the page for a collection of garbage. */
export const heldBy = async (
  browser: Browser,
  cdp: CDPSession,
  { at, withObjects }: { readonly at: number; readonly withObjects: boolean },
): Promise<Held> => {
  // What only a finaliser lets go is gone after the second.
  for (let times = 0; times < 2; times += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const metric = await metricsOf(cdp)
  return {
    at,
    heapKiB: usedSize / 1024,
    objectsKiB: withObjects ? await objectsKiB(cdp) : undefined,
    processMiB: await pageMegabytes(browser),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
  }
}

/** By how much a figure rises in a minute: the line of least squares through all readings from `from` minutes on. */
export const risePerMinute = (
  readings: readonly Held[],
  from: number,
  figure: (held: Held) => number | undefined,
): number => {
  const points = readings.flatMap((held) => {
    const y = figure(held)
    return held.at < from || y === undefined ? [] : [{ x: held.at, y }]
  })
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))]
  const covariance = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0)
  return covariance / points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
}
