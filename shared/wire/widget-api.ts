/** HTTP between widgets, integrators and the BFF (docs/contract.md 5.1). */
import * as z from 'zod/mini'
import { identifier, instant, unitInterval } from './identifiers.ts'
import { lenientId, lenientNumber, orNothing } from './lenient.ts'

const yes = z.optional(z.literal(true))

/** `GET /api/widget/config`. Holds no secret, ever. */
export const widgetConfig = z.object({
  maxSuggestions: z.int().check(z.minimum(0)),
  minConfidence: unitInterval,
  enableSentimentTrigger: z.boolean(),
  enableKeywordTrigger: z.boolean(),
  /** What suggestions are asked for; `triggers` where a service does not say. */
  suggestOn: z.optional(z.enum(['triggers', 'every'])),
  refreshIntervalMs: z.int().check(z.minimum(0)),
  prohibitedPhrases: z.array(z.string()),
  /** Words for the two upper confidence bands: at least `strong`, at least `likely`, else weak. */
  confidenceBands: z.object({ strong: unitInterval, likely: unitInterval }),
  /** Where utterances are scored, and with which of the BFF's model folders (a path such as `/models/full/`). */
  sentiment: z.object({ scoring: z.enum(['browser', 'service', 'off']), model: z.string() }),
  /** What a service can be asked beyond that; what is absent it has not, and the panel offers none of it. */
  offers: z.optional(
    z.object({
      /** `knowledge:search`. */
      search: yes,
      /** `conversation:summary` and `summary:save`. */
      wrapUp: yes,
      /** `knowledge:answer` and `suggestion:rewrite`: there is a language model. */
      languageModel: yes,
    }),
  ),
})
export type WidgetConfig = z.infer<typeof widgetConfig>

/** Longest life a widget token may have: one working day. */
export const LONGEST_TOKEN_SECONDS = 86_400

/** Who holds a token: an agent works on conversations, a supervisor reads them and helps. */
export const tokenRole = z.enum(['agent', 'supervisor'])
export type TokenRole = z.infer<typeof tokenRole>

/** Ids or skills that a token may list. */
const MOST_LISTED = 500

/**
 * `POST /api/widget/token`, server to server. Without `conversations` an agent's token covers the agent's own; a
 * supervisor's covers those of its `skills`, and all where it names none.
 */
export const tokenRequest = z
  .object({
    agentId: lenientId,
    role: orNothing(tokenRole),
    conversations: orNothing(z.array(lenientId).check(z.maxLength(MOST_LISTED))),
    skills: orNothing(z.array(lenientId).check(z.maxLength(MOST_LISTED))),
    ttlSeconds: orNothing(lenientNumber(z.int().check(z.minimum(1), z.maximum(LONGEST_TOKEN_SECONDS)))),
  })
  .check(
    z.refine(({ role, skills }) => skills === undefined || role === 'supervisor', {
      path: ['skills'],
      message: 'is for the role supervisor alone',
    }),
  )
export type TokenRequest = z.infer<typeof tokenRequest>
export const tokenAnswer = z.object({ token: z.string(), expiresAt: instant })
export type TokenAnswer = z.infer<typeof tokenAnswer>

/** What a widget token says, once its signature was checked. */
export const tokenClaims = z.object({
  sub: identifier,
  /** An agent, where it is absent. */
  role: z.optional(tokenRole),
  conversations: z.optional(z.array(identifier)),
  /** Of a supervisor: the skills whose conversations it covers; without, all of them. */
  skills: z.optional(z.array(identifier)),
  /** Seconds since 1970. */
  exp: z.number(),
})
export type TokenClaims = z.infer<typeof tokenClaims>

export const healthAnswer = z.object({ status: z.literal('ok') })

/** One thing the BFF depends on. `degraded` does not make it unready, `failed` does. */
const readinessCheck = z.object({
  name: z.string(),
  state: z.enum(['ok', 'degraded', 'failed']),
  detail: z.optional(z.string()),
})
export type ReadinessCheck = z.infer<typeof readinessCheck>
/** How the detail of a part begins that only has to be waited for, after a start. */
export const WARMING = 'warming'
export const readinessAnswer = z.object({ ready: z.boolean(), checks: z.array(readinessCheck) })
export type ReadinessAnswer = z.infer<typeof readinessAnswer>
