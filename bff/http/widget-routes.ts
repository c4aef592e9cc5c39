/** What widgets and integrators ask over HTTP (CONTRACT 5.1). */
import express, { type Request, type RequestHandler, type Router } from 'express'
import type { Rules } from '../../shared/rules.ts'
import { findJsonExcess } from '../../shared/wire/json-limits.ts'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { type TokenAnswer, tokenRequest, type WidgetConfig } from '../../shared/wire/widget-api.ts'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { Guessing } from '../callers/guessing.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread, writeAnswer } from './answers.ts'
import { bearerToken, digest, matching } from './credentials.ts'
import { parseJson } from './json-body.ts'
import { isUtf8Json } from './media-type.ts'

/** Signs a token for one agent. */
type IssueToken = (grant: {
  readonly agentId: string
  readonly conversations: readonly string[] | undefined
  readonly ttlSeconds: number
}) => Promise<TokenAnswer>

export interface WidgetRoutesParts {
  readonly rules: () => Rules
  /** Any of them lets in; empty where none is configured. */
  readonly integratorKeys: readonly string[]
  /** `undefined` where no secret to sign with is configured. */
  readonly issueToken: IssueToken | undefined
  readonly guessing: Guessing
  readonly addresses: ClientAddresses
}

const LARGEST_BODY_BYTES = 64 * 1024
const MOST_ERRORS = 50

/** What the rules say to widgets; nothing secret is in the rules file. */
const widgetConfigOf = ({ widget, policy, assist }: Rules): WidgetConfig => ({
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

export const mountWidgetRoutes = (router: Router, parts: WidgetRoutesParts): void => {
  router.get('/api/widget/config', (_request, response) => {
    response.set('cache-control', 'no-cache').json(widgetConfigOf(parts.rules()))
  })
  router.post('/api/widget/token', admitIntegrator(parts), readBody, async (request, response) => {
    writeAnswer(response, await answerToken(request, parts))
  })
}

const readBody = express.raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false })

/** The key stands in a header: nobody's body is read who does not have it. */
const admitIntegrator = (parts: WidgetRoutesParts): RequestHandler => {
  const keys = parts.integratorKeys.map(digest)
  return async (request, response, next) => {
    const refusal = await judge(request, keys, parts)
    if (refusal === undefined) next()
    else refuseUnread(request, response, refusal)
  }
}

const judge = async (
  request: Request,
  keys: readonly Buffer[],
  { issueToken, guessing, addresses }: WidgetRoutesParts,
): Promise<HttpAnswer | undefined> => {
  if (keys.length === 0 || issueToken === undefined) {
    return httpProblem(503, 'widget tokens need INTEGRATOR_API_KEY and WIDGET_TOKEN_SECRET on the BFF')
  }
  const given = bearerToken(request.headers)
  const judged =
    given === undefined
      ? ({ kind: 'missing' } as const)
      : await guessing.judge(addresses.of(request), [digest(given)], (shown) => matching(shown, keys) >= 0)
  switch (judged.kind) {
    case 'right':
      return isUtf8Json(request.headers['content-type'])
        ? undefined
        : httpProblem(415, 'the body must be application/json in UTF-8')
    case 'slowed': {
      const headers = { 'retry-after': String(judged.retryAfterSeconds) }
      return httpProblem(429, 'too many wrong keys came from this address: it has to wait', { headers })
    }
    default: {
      const headers = { 'www-authenticate': 'Bearer' }
      return httpProblem(401, 'the integrator key is missing or wrong', { headers })
    }
  }
}

const answerToken = async (request: Request, { rules, issueToken }: WidgetRoutesParts): Promise<HttpAnswer> => {
  const body = parseJson(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0))
  if (!body.ok) return httpProblem(400, 'the body is not valid JSON')
  const excess = findJsonExcess(body.json)
  if (excess !== undefined) {
    const { message, kind: code } = excess
    return httpProblem(422, `the body ${message}`, { errors: [{ path: '', message, code }] })
  }
  const parsed = parseOrProblem(tokenRequest, body.json, MOST_ERRORS)
  if (!parsed.ok || issueToken === undefined) {
    return httpProblem(422, 'the token request does not fit', { errors: parsed.ok ? [] : parsed.errors })
  }
  const { agentId, conversations, ttlSeconds = rules().widget.tokenSeconds } = parsed.value
  return { status: 200, body: await issueToken({ agentId, conversations, ttlSeconds }) }
}
