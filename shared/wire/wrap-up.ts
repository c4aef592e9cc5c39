/** What an agent leaves behind once a conversation is over (docs/contract.md 10). */
import * as z from 'zod/mini'
import { identifier, unitInterval } from './identifiers.ts'
import { refusal } from './refusal.ts'

export const summaryRequest = z.object({
  conversationId: identifier,
  /** BCP 47, of the words around what was said; what was said stays as it was. */
  language: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language'))),
})
export type SummaryRequest = z.infer<typeof summaryRequest>

export const summaryPointKind = z.enum(['reason', 'facts', 'done', 'promised', 'open', 'mood'])
export type SummaryPointKind = z.infer<typeof summaryPointKind>

const summaryPoint = z.object({
  kind: summaryPointKind,
  text: z.string().check(z.minLength(1)),
  /** What it is made of; never none. */
  utteranceIds: z.array(identifier).check(z.minLength(1)),
})
export type SummaryPoint = z.infer<typeof summaryPoint>

const disposition = z.object({ id: identifier, name: z.string() })
export type Disposition = z.infer<typeof disposition>

const conversationSummary = z.object({
  headline: z.string(),
  points: z.array(summaryPoint),
  disposition: z.optional(z.object({ id: identifier, name: z.string(), confidence: unitInterval })),
  /** All that CXone offers for this conversation's skill, where it tells them. */
  dispositions: z.optional(z.array(disposition)),
  /** Who wrote it. `extract` is made by rules, from what was said alone. */
  engine: z.enum(['extract', 'llm']),
  /** Why `extract` stands in for a language model that was asked. */
  fallbackReason: z.optional(z.string()),
  /** How many pieces of what is private were hidden in the texts it is made of. */
  redactions: z.int().check(z.minimum(0)),
})
export type ConversationSummary = z.infer<typeof conversationSummary>
/** `not_found`: nobody has said anything yet. */
export const summaryAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), summary: conversationSummary }),
  refusal,
])

const LONGEST_SUMMARY = 10_000
export const summarySaving = z.object({
  conversationId: identifier,
  text: z.string().check(
    z.minLength(1),
    z.maxLength(LONGEST_SUMMARY),
    z.refine((text) => text.trim() !== '', 'must not be blank'),
  ),
  dispositionId: z.optional(identifier),
  /** What was suggested before the agent changed it: how far apart they are is recorded, and no text. */
  suggestedText: z.optional(z.string().check(z.maxLength(LONGEST_SUMMARY))),
})
export type SummarySaving = z.infer<typeof summarySaving>
