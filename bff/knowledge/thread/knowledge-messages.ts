/** What goes between the service and the thread that holds the knowledge. Read by schema on both sides. */
import * as z from 'zod/mini'

/** What a thread is started with. */
export const knowledgeTask = z.object({ folder: z.string() })
export type KnowledgeTask = z.infer<typeof knowledgeTask>

const situation = z.object({
  said: z.string(),
  replies: z.array(z.string()),
  lookUps: z.array(z.string()),
  last: z.optional(z.enum(['customer', 'agent', 'bot', 'action'])),
  earlier: z.string(),
})
const asked = { id: z.int(), most: z.int(), language: z.optional(z.string()) }

export const knowledgeRequest = z.discriminatedUnion('kind', [
  z.object({ ...asked, kind: z.literal('suggest'), situation, least: z.optional(z.number()) }),
  z.object({ ...asked, kind: z.literal('search'), query: z.string() }),
  z.object({ id: z.int(), kind: z.literal('find'), key: z.string() }),
])
type KnowledgeRequest = z.infer<typeof knowledgeRequest>
type WithoutId<T> = T extends { readonly id: number } ? Omit<T, 'id'> : never
export type KnowledgeQuestion = WithoutId<KnowledgeRequest>

const hit = z.object({
  key: z.string(),
  of: z.string(),
  kind: z.enum(['article', 'reply']),
  title: z.optional(z.string()),
  text: z.string(),
  url: z.optional(z.string()),
  isInternal: z.boolean(),
  language: z.optional(z.string()),
  confidence: z.number(),
})
/** Of `find`, one or none. */
const hits = z.array(hit)
export type KnowledgeHits = z.infer<typeof hits>

/** What a thread tells of the knowledge that it has loaded. */
const opened = z.object({ passages: z.int() })
export type OpenedKnowledge = z.infer<typeof opened>

export const knowledgeNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), opened }),
  z.object({ kind: z.literal('refused'), problem: z.string() }),
  z.object({ kind: z.literal('answered'), id: z.int(), answer: hits }),
  /** `problem` holds nothing of the text. */
  z.object({ kind: z.literal('failed'), id: z.int(), problem: z.string() }),
])
export type KnowledgeNews = z.infer<typeof knowledgeNews>
