/** What goes between the page and the worker that scores. Read by schema on both sides: it comes from another world. */
import '../link/strict-csp.ts'
import * as z from 'zod/mini'
import { unitInterval } from '../../shared/wire/identifiers.ts'

const backend = z.enum(['wasm', 'webgpu'])
/** `auto` chooses by a short measurement; the others are for tests and for those who know better. */
const backendWish = z.enum(['auto', 'wasm', 'webgpu'])
export type BackendWish = z.infer<typeof backendWish>

export const toWorker = z.discriminatedUnion('kind', [
  /** Comes first and once. */
  z.object({ kind: z.literal('open'), modelUrl: z.string(), backend: backendWish }),
  z.object({ kind: z.literal('score'), id: z.int(), text: z.string(), before: z.optional(z.string()) }),
])
export type ToWorker = z.infer<typeof toWorker>

const fromWorker = z.discriminatedUnion('kind', [
  /** The worker's script runs. Nothing else comes before. */
  z.object({ kind: z.literal('started') }),
  /** Of bytes, in [0, 1]. */
  z.object({ kind: z.literal('loading'), progress: unitInterval }),
  /** Scores from now on, and with this; told again when it had to change. */
  z.object({ kind: z.literal('ready'), backend }),
  /** Will not score. `problem` is a sentence for integrators. */
  z.object({
    kind: z.literal('refused'),
    because: z.enum(['no_wasm', 'not_loaded', 'unfit_model', 'broken']),
    problem: z.string(),
  }),
  z.object({
    kind: z.literal('scored'),
    id: z.int(),
    backend,
    scores: z.object({
      negative: unitInterval,
      neutral: unitInterval,
      positive: unitInterval,
      frustration: z.optional(unitInterval),
    }),
  }),
  /** This one could not be scored; `message` holds nothing of its text. */
  z.object({
    kind: z.literal('failed'),
    id: z.int(),
    error: z.object({ name: z.string(), message: z.string() }),
  }),
])
export type FromWorker = z.infer<typeof fromWorker>

/** What the worker said; `undefined` where that is nothing that was agreed on. */
export type ReadFromWorker = (data: unknown) => FromWorker | undefined
export const readFromWorker: ReadFromWorker = (data) => fromWorker.safeParse(data).data
