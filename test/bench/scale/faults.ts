/** What goes wrong in the middle of a round, on purpose. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import type { Fault } from './options.ts'

const STANDS_STILL_MS = 5000
const CUTS = 5
const CUT_EVERY_MS = 1000
/** Of the widgets, at each cut. */
const CUT_PORTION = 0.2

export interface Victims {
  readonly cluster: Cluster
  /** Which process is killed. */
  readonly index: number
  cutWidgets(portion: number): Promise<unknown>
}

/** Whether the fault can befall `cluster` at all. */
export const befalls = (fault: Fault, { redis }: Cluster): boolean => !fault.startsWith('redis') || redis !== undefined

/**
 * Resolves when the cause is over, and what it led to may not be yet.
 *
 * @returns milliseconds that a process was gone, where one was killed
 */
export const inflict = async (fault: Fault, { cluster, index, cutWidgets }: Victims): Promise<number | undefined> => {
  const { processes, redis } = cluster
  switch (fault) {
    case 'kill':
      return await processes[index % processes.length]?.killAndStart()
    case 'redis-kill':
      return await redis?.killAndStart()
    case 'redis-stop':
      redis?.current().signal('SIGSTOP')
      await sleep(STANDS_STILL_MS)
      redis?.current().signal('SIGCONT')
      return undefined
    case 'cut':
      for (let cut = 0; cut < CUTS; cut += 1) {
        await Promise.all([cutWidgets(CUT_PORTION), redis?.current().cutClients()])
        await sleep(CUT_EVERY_MS)
      }
      return undefined
  }
}
