/** What goes between the service and the thread that scores for it. Read by schema on both sides: it comes from another world. */
import * as z from 'zod/mini'
import { unitInterval } from '../../shared/wire/identifiers.ts'

/** What a thread is started with. */
export const threadTask = z.object({ folder: z.string() })
export type ThreadTask = z.infer<typeof threadTask>

/** What is asked of it. */
export interface ScoringQuestion {
  readonly text: string
  readonly before?: string
}

export const scoringRequest = z.object({ id: z.int(), text: z.string(), before: z.optional(z.string()) })
export type ScoringRequest = z.infer<typeof scoringRequest>

export const threadNews = z.discriminatedUnion('kind', [
  /** The model is loaded and warm; requests that came before are answered from now on. */
  z.object({ kind: z.literal('ready'), opened: z.object({ languages: z.array(z.string()) }) }),
  /** The folder cannot be used, for the reason that the sentence gives. */
  z.object({ kind: z.literal('refused'), problem: z.string() }),
  z.object({
    kind: z.literal('answered'),
    id: z.int(),
    answer: z.object({
      negative: unitInterval,
      neutral: unitInterval,
      positive: unitInterval,
      frustration: z.optional(unitInterval),
      isInPart: z.optional(z.literal(true)),
    }),
  }),
  /** `problem` holds nothing of the text. */
  z.object({ kind: z.literal('failed'), id: z.int(), problem: z.string() }),
])
export type ThreadNews = z.infer<typeof threadNews>

/** ISO 639-1. What a model speaks whose folder does not say. */
export const UNSAID_LANGUAGES: readonly string[] = ['en']
