import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import * as z from 'zod/mini'

setFlagsFromString('--expose-gc')
const collect = z.custom<() => void>((value) => typeof value === 'function').parse(runInNewContext('gc'))

/**
 * What this process holds on to: bytes of its heap and of all buffers outside of it, garbage taken out.
 *
 * Three rounds, since what a finalizer lets go of is garbage only in the next one.
 */
export const heldBytes = (): number => {
  for (const _again of [1, 2, 3]) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
