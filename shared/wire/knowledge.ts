/** What agents ask of the operator's own knowledge, and of a language model where there is one (docs/contract.md 8 and 9). */
import * as z from 'zod/mini'
import { identifier, unitInterval, webAddress } from './identifiers.ts'
import { refusal } from './refusal.ts'

const query = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => text.trim() !== '', 'must not be blank'),
)

export const DEFAULT_RESULTS = 6
export const knowledgeSearch = z.object({
  conversationId: identifier,
  query,
  /** How many results at most; {@link DEFAULT_RESULTS} where it is not said. */
  limit: z.optional(z.int().check(z.minimum(1), z.maximum(20))),
})
export type KnowledgeSearch = z.infer<typeof knowledgeSearch>

/** One article or reply, by the passage of it that fits best. */
const knowledgeResult = z.object({
  /** As of a suggestion: feedback names it. */
  id: identifier,
  kind: z.enum(['article', 'reply']),
  title: z.string(),
  text: z.string(),
  sourceUrl: z.optional(webAddress),
  /** For the agent's eyes: never for the customer without a second, explicit act. */
  internal: z.optional(z.literal(true)),
  /** Calibrated: of results at .5, half are right. */
  confidence: unitInterval,
})
export type KnowledgeResult = z.infer<typeof knowledgeResult>

const knowledgeResults = z.object({
  ok: z.literal(true),
  /** Surest first. */
  results: z.array(knowledgeResult),
  /** How many the policy stopped; absent where none. */
  withheld: z.optional(z.int().check(z.minimum(1))),
  /** Milliseconds that the search took the service. */
  tookMs: z.number().check(z.minimum(0)),
})
export const knowledgeSearchAnswer = z.discriminatedUnion('ok', [knowledgeResults, refusal])

export const knowledgeQuestion = z.object({ conversationId: identifier, query })
export type KnowledgeQuestion = z.infer<typeof knowledgeQuestion>
const groundedAnswer = z.object({
  ok: z.literal(true),
  text: z.string(),
  /** What it is taken from: ids of results, which are carried along so that they can be shown. At least one. */
  citations: z.array(identifier).check(z.minLength(1)),
  results: z.array(knowledgeResult),
})
/** `not_found`: nothing that was found answers it. */
export const knowledgeQuestionAnswer = z.discriminatedUnion('ok', [groundedAnswer, refusal])

const rewriteKind = z.enum(['shorter', 'friendlier', 'simpler', 'translate'])
export type RewriteKind = z.infer<typeof rewriteKind>
/** `language` (BCP 47) is what `translate` translates into; the customer's where it is not said. */
export const rewriteRequest = z.object({
  conversationId: identifier,
  text: z.string().check(
    z.minLength(1),
    z.maxLength(10_000),
    z.refine((text) => text.trim() !== '', 'must not be blank'),
  ),
  as: rewriteKind,
  language: z.optional(z.string().check(z.regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language'))),
})
export type RewriteRequest = z.infer<typeof rewriteRequest>
export const rewriteAnswer = z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), text: z.string() }), refusal])
