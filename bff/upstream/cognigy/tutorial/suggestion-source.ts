/** Cognigy's suggestions in the tutorial dialect (docs/contract.md section 3), behind a breaker: a dead upstream costs nobody 5 s. */
import * as z from 'zod/mini'
import { ifReadable, lenientShare } from '../../../../shared/wire/lenient.ts'
import type { RawSuggestion, SuggestionSource } from '../../../ports/cognigy.ts'
import type { Metrics } from '../../../ports/observe.ts'
import type { Clock } from '../../../ports/time.ts'
import type { Tracing } from '../../../ports/tracing.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import { createHttpCall, type HttpCallParts } from '../../http/http-call.ts'
import { callWithToken, type TokenSource } from '../../http/oauth-token.ts'
import type { ProxyOf } from '../../http/proxies.ts'
import { createSuggestionBreaker } from '../suggestion-breaker.ts'

const PATH = '/api/v1/agentassist/suggest'
/** The contract gives the whole call 5 s; one hanging try must leave time for another. */
const ATTEMPT_MS = 2200

/** Far more than agents are shown; the rest of an endless list is not worth judging. */
const MOST_SUGGESTIONS = 100
const LONGEST_SOURCE = 200

const answer = z.object({ suggestions: z.array(z.unknown()) })
const suggestion = z.object({
  text: z.string(),
  confidence: ifReadable(lenientShare),
  source: z.catch(z.string().check(z.minLength(1), z.maxLength(LONGEST_SOURCE)), 'Cognigy'),
})

export interface SuggestionSourceParts {
  readonly orgUrl: string
  readonly tokens: TokenSource
  readonly clock: Clock
  readonly metrics: Metrics
  readonly proxyOf?: ProxyOf
  readonly tracing?: Tracing
  readonly backoffMs?: NonNullable<HttpCallParts['backoffMs']>
  /** Told when suggestions cease to be had and when they are to be had again. */
  readonly onHealth: (isHealthy: boolean) => void
}

/** What is a suggestion among what was sent; the rest is left out, not fatal. */
const readSuggestions = (items: readonly unknown[]): RawSuggestion[] =>
  items.slice(0, MOST_SUGGESTIONS).flatMap((item) => {
    const parsed = suggestion.safeParse(item)
    return parsed.success ? [{ ...parsed.data, confidence: parsed.data.confidence }] : []
  })

export const createSuggestionSource = (parts: SuggestionSourceParts): SuggestionSource => {
  const { tokens } = parts
  const call = createHttpCall({ ...parts, upstream: 'cognigy', baseUrl: parts.orgUrl })
  const guarded = createSuggestionBreaker(parts.onHealth)

  return {
    suggest: ({ interactionId, transcript, sentimentScore, context }, deadline) =>
      guarded(async () => {
        const { json, status } = await callWithToken(call, tokens, {
          operation: 'suggest',
          method: 'POST',
          path: PATH,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ interactionId, transcript, sentimentScore: sentimentScore ?? 0, context }),
          deadline,
          attemptMs: ATTEMPT_MS,
        })
        const parsed = answer.safeParse(json)
        if (!parsed.success) throw new UpstreamFailure({ upstream: 'cognigy', kind: 'bad_answer', status })
        return readSuggestions(parsed.data.suggestions)
      }),
  }
}
