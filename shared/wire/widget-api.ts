/** HTTP between widgets, integrators and the BFF (docs/contract.md 5.1). */
import * as z from 'zod/mini'
import { unitInterval } from './identifiers.ts'

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
      /** `/auth/login` and its fellows: agents can sign in at a hosted panel. */
      signIn: yes,
    }),
  ),
})
export type WidgetConfig = z.infer<typeof widgetConfig>

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
