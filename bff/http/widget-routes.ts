/** What widgets and integrators ask over HTTP (docs/contract.md 5.1). */
import express, { type Request, type RequestHandler, type Router } from 'express'
import type { Rules } from '../../shared/rules.ts'
import { findJsonExcess } from '../../shared/wire/json-limits.ts'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { type TokenAnswer, type TokenRole, tokenRequest } from '../../shared/wire/token.ts'
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread, writeAnswer } from './answers.ts'
import type { IntegratorDoor } from './integrator-door.ts'
import { parseJson } from './json-body.ts'
import { isUtf8Json } from './media-type.ts'

/** Signs a token for one agent or supervisor. */
type IssueToken = (grant: {
  readonly agentId: string
  readonly role: TokenRole
  readonly conversations: readonly string[] | undefined
  readonly skills: readonly string[] | undefined
  readonly ttlSeconds: number
}) => Promise<TokenAnswer>

export interface WidgetRoutesParts {
  readonly rules: () => Rules
  readonly hasIntegratorKeys: boolean
  /** What this service can be asked beyond what each can. */
  readonly offers: WidgetConfig['offers']
  /** `undefined` where no secret to sign with is configured. */
  readonly issueToken: IssueToken | undefined
}

const LARGEST_BODY_BYTES = 64 * 1024
const MOST_ERRORS = 50

/** What the rules say to widgets; nothing secret is in the rules file. */
const widgetConfigOf = ({ widget, policy, assist }: Rules, offers: WidgetConfig['offers']): WidgetConfig => ({
  maxSuggestions: widget.maxSuggestions,
  minConfidence: policy.minConfidence,
  enableSentimentTrigger: assist.enableSentimentTrigger,
  enableKeywordTrigger: assist.enableKeywordTrigger,
  suggestOn: assist.suggestOn,
  refreshIntervalMs: widget.refreshIntervalMs,
  prohibitedPhrases: policy.prohibitedPhrases,
  confidenceBands: widget.confidenceBands,
  sentiment: { scoring: widget.sentiment, model: widget.model },
  ...(offers === undefined ? {} : { offers }),
})

export const mountWidgetRoutes = (router: Router, door: IntegratorDoor, parts: WidgetRoutesParts): void => {
  router.get('/api/widget/config', (_request, response) => {
    response.set('cache-control', 'no-cache').json(widgetConfigOf(parts.rules(), parts.offers))
  })
  router.post('/api/widget/token', admitIntegrator(door, parts), readBody, async (request, response) => {
    writeAnswer(response, await answerToken(request, parts))
  })
}

const readBody = express.raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false })

const admitIntegrator = (door: IntegratorDoor, parts: WidgetRoutesParts): RequestHandler => {
  return async (request, response, next) => {
    const refusal = await judge(request, door, parts)
    if (refusal === undefined) next()
    else refuseUnread(request, response, refusal)
  }
}

const judge = async (
  request: Request,
  door: IntegratorDoor,
  { hasIntegratorKeys, issueToken }: WidgetRoutesParts,
): Promise<HttpAnswer | undefined> => {
  if (!hasIntegratorKeys || issueToken === undefined) {
    return httpProblem(503, 'widget tokens need INTEGRATOR_API_KEY and WIDGET_TOKEN_SECRET on the BFF')
  }
  const refusal = await door(request)
  if (refusal !== undefined) return refusal
  return isUtf8Json(request.headers['content-type'])
    ? undefined
    : httpProblem(415, 'the body must be application/json in UTF-8')
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
  const { agentId, role = 'agent', conversations, skills, ttlSeconds = rules().widget.tokenSeconds } = parsed.value
  return { status: 200, body: await issueToken({ agentId, role, conversations, skills, ttlSeconds }) }
}
