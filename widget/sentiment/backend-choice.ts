/** Which backend scores: decided by what a model weighs and by what was measured, and remembered. */
import * as z from 'zod/mini'
import type { BackendWish } from './messages.ts'
import type { Backend } from './sentiment.ts'

/**
 * Below this size, of the graph that WebGPU is served with, WebAssembly is quick enough and the runtime for WebGPU,
 * 27 MB, is not worth its download; nor are threads.
 */
export const LARGE_MODEL_BYTES = 8_000_000
/** WebGPU must take at most this share of WebAssembly's time: it has to be worth a second runtime. */
const CLEARLY_FASTER = 0.7
/** A backend that failed is given another chance after this long: drivers are updated. */
const FORGIVEN_AFTER_MS = 14 * 24 * 3600 * 1000

export const rememberedChoice = z.object({
  backend: z.enum(['wasm', 'webgpu']),
  /** Another version of the browser is measured anew. */
  browser: z.string(),
  /** Milliseconds since 1970; set where the choice was made because the other one failed. */
  failedAt: z.optional(z.number()),
})
type RememberedChoice = z.infer<typeof rememberedChoice>

export interface ChoiceFacts {
  readonly wish: BackendWish
  /** Of the graph for WebGPU. */
  readonly bytes: number
  readonly hasAdapter: boolean
  readonly browser: string
  readonly remembered: RememberedChoice | undefined
  /** Milliseconds since 1970. */
  readonly now: number
}

/** The backends to open, best first; two are to be measured against each other. */
export const backendsToTry = (facts: ChoiceFacts): readonly Backend[] => {
  const { wish, bytes, hasAdapter, browser, remembered, now } = facts
  if (wish !== 'auto') return [wish]
  if (!hasAdapter || bytes < LARGE_MODEL_BYTES) return ['wasm']
  if (remembered === undefined || remembered.browser !== browser) return ['wasm', 'webgpu']
  const isForgiven = remembered.failedAt !== undefined && now - remembered.failedAt > FORGIVEN_AFTER_MS
  return isForgiven ? ['wasm', 'webgpu'] : [remembered.backend]
}

/** @param times medians of the same text, in milliseconds */
export const fasterBackend = (times: Readonly<Record<Backend, number>>): Backend =>
  times.webgpu <= times.wasm * CLEARLY_FASTER ? 'webgpu' : 'wasm'

/** About as long as what customers write when it matters. */
const MEASURED_TEXT = 'I have been waiting for three days now and nobody could tell me where my order is.'
const WARM_UP_RUNS = 2
const MEASURED_RUNS = 5

/** @returns the median of a few runs, in milliseconds, after some that do not count */
export const measure = async (score: (text: string) => Promise<unknown>, now: () => number): Promise<number> => {
  for (let run = 0; run < WARM_UP_RUNS; run += 1) await score(MEASURED_TEXT)
  const times: number[] = []
  for (let run = 0; run < MEASURED_RUNS; run += 1) {
    const startedAt = now()
    await score(MEASURED_TEXT)
    times.push(now() - startedAt)
  }
  return times.sort((a, b) => a - b)[Math.floor(MEASURED_RUNS / 2)] ?? Number.POSITIVE_INFINITY
}
