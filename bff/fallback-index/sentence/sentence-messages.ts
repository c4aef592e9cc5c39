/** What goes between the service and the thread that reads sentences. Read by schema on both sides. */
import * as z from 'zod/mini'

/** What a thread is started with: the index's folder, and the hashes of the files that it was built with. */
export const sentenceTask = z.object({ folder: z.string(), hashes: z.record(z.string(), z.string()) })
export type SentenceTask = z.infer<typeof sentenceTask>

export interface SentenceQuestion {
  readonly text: string
}

export const sentenceRequest = z.object({ id: z.int(), text: z.string() })

export const sentenceNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), opened: z.object({}) }),
  z.object({ kind: z.literal('refused'), problem: z.string() }),
  z.object({ kind: z.literal('answered'), id: z.int(), answer: z.instanceof(Float32Array) }),
  /** `problem` holds nothing of the text. */
  z.object({ kind: z.literal('failed'), id: z.int(), problem: z.string() }),
])
export type SentenceNews = z.infer<typeof sentenceNews>
