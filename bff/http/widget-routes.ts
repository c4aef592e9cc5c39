/** What widgets and integrators ask over HTTP (CONTRACT 5.1). */
import express, { type Router } from 'express'
import type { Rules } from '../../shared/rules.ts'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { type TokenAnswer, tokenRequest, type WidgetConfig } from '../../shared/wire/widget-api.ts'
import { httpProblem } from '../problem-answer.ts'
import { writeAnswer } from './answers.ts'
import { bearerToken, digest, matchesSecret } from './webhook-auth.ts'

/** Signs a token for one agent. */
export type IssueToken = (grant: {
  readonly agentId: string
  readonly conversations: readonly string[] | undefined
  readonly ttlSeconds: number
}) => Promise<TokenAnswer>

export interface WidgetRoutesParts {
  readonly rules: () => Rules
  readonly integratorKey: string | undefined
  /** `undefined` where no secret to sign with is configured. */
  readonly issueToken: IssueToken | undefined
}

const LARGEST_BODY_BYTES = 64 * 1024

/** What the rules say to widgets; nothing secret is in the rules file. */
export const widgetConfigOf = ({ widget, policy, assist }: Rules): WidgetConfig => ({
  maxSuggestions: widget.maxSuggestions,
  minConfidence: policy.minConfidence,
  enableSentimentTrigger: assist.enableSentimentTrigger,
  enableKeywordTrigger: assist.enableKeywordTrigger,
  suggestOn: assist.suggestOn,
  refreshIntervalMs: widget.refreshIntervalMs,
  prohibitedPhrases: policy.prohibitedPhrases,
  confidenceBands: widget.confidenceBands,
  sentiment: { scoring: widget.sentiment, model: widget.model },
})

export const mountWidgetRoutes = (router: Router, { rules, integratorKey, issueToken }: WidgetRoutesParts): void => {
  router.get('/api/widget/config', (_request, response) => {
    response.set('cache-control', 'no-cache').json(widgetConfigOf(rules()))
  })

  const expected = integratorKey === undefined ? undefined : digest(integratorKey)
  router.post(
    '/api/widget/token',
    (request, response, next) => {
      const given = bearerToken(request.headers.authorization)
      if (expected === undefined || issueToken === undefined) {
        writeAnswer(
          response,
          httpProblem(503, 'widget tokens need INTEGRATOR_API_KEY and WIDGET_TOKEN_SECRET on the BFF'),
        )
      } else if (given === undefined || !matchesSecret(given, expected)) {
        const headers = { 'www-authenticate': 'Bearer' }
        writeAnswer(response, httpProblem(401, 'the integrator key is missing or wrong', { headers }))
      } else if (!request.is('application/json')) {
        writeAnswer(response, httpProblem(415, 'the body must be application/json'))
      } else {
        next()
      }
    },
    express.json({ limit: LARGEST_BODY_BYTES, strict: false }),
    async (request, response) => {
      const parsed = parseOrProblem(tokenRequest, request.body)
      if (!parsed.ok || issueToken === undefined) {
        const errors = parsed.ok ? [] : parsed.errors
        writeAnswer(response, httpProblem(422, 'the token request does not fit', { errors }))
        return
      }
      const { agentId, conversations, ttlSeconds = rules().widget.tokenSeconds } = parsed.value
      writeAnswer(response, { status: 200, body: await issueToken({ agentId, conversations, ttlSeconds }) })
    },
  )
}
