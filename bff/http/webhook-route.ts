/**
 * The way of every webhook through the rim: media type, size, raw body, authentication, repeated delivery, JSON, schema,
 * flow, answer; all within one deadline. Flows see typed values only.
 */
import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express'
import type * as z from 'zod/mini'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { startDeadline } from '../deadline.ts'
import { describeFault } from '../fault.ts'
import type { Clock, Deadline, DeliveryClaim, DeliveryStore, HttpAnswer, Log, Metrics } from '../ports.ts'
import { httpProblem } from '../problem-answer.ts'
import { writeAnswer } from './answers.ts'
import type { WebhookAuth } from './webhook-auth.ts'

export const LARGEST_BODY_BYTES = 256 * 1024
/** Cognigy's HTTP node gives up at 8 s, the contract at 6 s; flows get a little less, so that their own answer wins. */
export const ANSWER_WITHIN_MS = 5900
export const FLOW_BUDGET_MS = 5500
const DAY_SECONDS = 86_400
const LONGEST_DELIVERY_ID = 256

/** One webhook: its paths, what it takes, and the flow behind it with the answer already in HTTP's terms. */
export interface WebhookDefinition<S extends z.ZodMiniType = z.ZodMiniType> {
  readonly path: string
  readonly schema: S
  readonly handle: (body: z.output<S>, deadline: Deadline) => Promise<HttpAnswer>
}

/** Keeps the schema's type and the handler's together; without it, a list of definitions would forget which is which. */
export interface Webhook {
  readonly path: string
  readonly schema: z.ZodMiniType
  /** Parses JSON that is already decoded, then runs the flow. */
  receive(json: unknown, deadline: Deadline): Promise<HttpAnswer>
}

export const defineWebhook = <S extends z.ZodMiniType>({ path, schema, handle }: WebhookDefinition<S>): Webhook => ({
  path,
  schema,
  receive: async (json, deadline) => {
    const parsed = parseOrProblem(schema, json)
    if (parsed.ok) return await handle(parsed.value, deadline)
    const fields = parsed.errors.map(({ path: field }) => field || '(body)').join(', ')
    return httpProblem(422, `these fields do not fit: ${fields}`.slice(0, 500), { errors: parsed.errors.slice(0, 50) })
  },
})

export interface WebhookRimParts {
  readonly authenticate: WebhookAuth
  readonly deliveries: DeliveryStore
  /** Seconds in which an equal body without a delivery id counts as a repeat; 0 is off. */
  readonly repeatWindowSeconds: () => number
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

const parseJson = (raw: Buffer): { ok: true; json: unknown } | { ok: false } => {
  try {
    return isUtf8(raw) ? { ok: true, json: JSON.parse(raw.toString('utf8').replace(/^\uFEFF/, '')) } : { ok: false }
  } catch {
    return { ok: false }
  }
}

const isJson = (contentType: string | undefined): boolean =>
  /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?;?\s*$/i.test(contentType ?? '')

/** Mounts one webhook: `POST` only, everything else on the path is 405. */
export const mountWebhook = (router: Router, webhook: Webhook, parts: WebhookRimParts): void => {
  const { path } = webhook
  router.post(path, begin(path, parts), readBody, receive(webhook, parts))
  router.all(path, (_request, response) => {
    writeAnswer(response, httpProblem(405, 'this path takes POST only', { headers: { allow: 'POST' } }))
  })
}

/** Starts the clock of the answer and refuses what can be refused unread. */
const begin =
  (path: string, { clock, metrics, log }: WebhookRimParts): RequestHandler =>
  (request, response, next) => {
    const startedAt = clock.monotonic()
    const guard = setTimeout(() => {
      const isRead = Buffer.isBuffer(request.body)
      const late = isRead
        ? httpProblem(504, 'the answer took too long')
        : httpProblem(408, 'the body took too long to arrive', { headers: { connection: 'close' } })
      if (writeAnswer(response, late)) log.warn({ path, status: late.status }, 'a webhook was answered by its deadline')
    }, ANSWER_WITHIN_MS)
    response.once('close', () => {
      clearTimeout(guard)
      const elapsedMs = clock.monotonic() - startedAt
      metrics.webhookAnswered(path, response.statusCode, elapsedMs / 1000)
      log.info({ path, status: response.statusCode, ms: Math.round(elapsedMs * 10) / 10 }, 'webhook answered')
    })
    if (!isJson(request.headers['content-type'])) {
      writeAnswer(response, httpProblem(415, 'the body must be application/json in UTF-8'))
      request.resume()
      return
    }
    next()
  }

const readBody = express.raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false })

const header = (request: Request, name: string): string | undefined => {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

const receive =
  (webhook: Webhook, parts: WebhookRimParts) =>
  async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
    const raw: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    request.body = raw
    const signature = {
      authorization: header(request, 'authorization'),
      id: header(request, 'webhook-id'),
      timestamp: header(request, 'webhook-timestamp'),
      signature: header(request, 'webhook-signature'),
    }
    if (!parts.authenticate(signature, raw)) {
      const headers = { 'www-authenticate': 'Bearer' }
      writeAnswer(response, httpProblem(401, 'the webhook signature or bearer secret is missing or wrong', { headers }))
      return
    }
    const deliveryId = signature.id ?? header(request, 'idempotency-key')
    if (deliveryId !== undefined && deliveryId.length > LONGEST_DELIVERY_ID) {
      writeAnswer(
        response,
        httpProblem(400, `webhook-id and Idempotency-Key take ${LONGEST_DELIVERY_ID} characters at most`),
      )
      return
    }
    const deadline = startDeadline(FLOW_BUDGET_MS, parts.clock)
    try {
      writeAnswer(
        response,
        await answerOnce(webhook, raw, deliveryKey(webhook, signature.id, deliveryId), deadline, parts),
      )
    } finally {
      deadline.release()
    }
  }

/** By the webhook and not by the path as sent, which may differ in case or in a slash at its end. */
const deliveryKey = (
  { path }: Webhook,
  webhookId: string | undefined,
  deliveryId: string | undefined,
): string | undefined =>
  deliveryId === undefined ? undefined : `${path} ${webhookId === undefined ? 'key' : 'id'} ${deliveryId}`

const fingerprintOf = (raw: Buffer): string => createHash('sha256').update(raw).digest('base64')

const answerOnce = async (
  webhook: Webhook,
  raw: Buffer,
  givenKey: string | undefined,
  deadline: Deadline,
  parts: WebhookRimParts,
): Promise<HttpAnswer> => {
  const windowSeconds = parts.repeatWindowSeconds()
  if (givenKey === undefined && windowSeconds === 0) return await answerFirst(webhook, raw, deadline, parts)
  const fingerprint = fingerprintOf(raw)
  const key = givenKey ?? `${webhook.path} body ${fingerprint}`
  for (;;) {
    const claim = await parts.deliveries.claim(key, fingerprint, givenKey === undefined ? windowSeconds : DAY_SECONDS)
    if (claim.kind === 'first') return await answerClaimed(webhook, raw, claim, deadline, parts)
    if (claim.kind === 'other_body') return httpProblem(409, 'this delivery id was used before with another body')
    const answer = await claim.answer
    if (answer === undefined) continue
    parts.metrics.deliveryRepeated(webhook.path)
    return answer
  }
}

const answerClaimed = async (
  webhook: Webhook,
  raw: Buffer,
  claim: Extract<DeliveryClaim, { kind: 'first' }>,
  deadline: Deadline,
  parts: WebhookRimParts,
): Promise<HttpAnswer> => {
  const answer = await answerFirst(webhook, raw, deadline, parts)
  // A fault of ours is no answer to keep for a day: the next delivery is a first one again.
  await (answer.status === 500 ? claim.abandon() : claim.settle(answer))
  return answer
}

const answerFirst = async (
  webhook: Webhook,
  raw: Buffer,
  deadline: Deadline,
  { log }: WebhookRimParts,
): Promise<HttpAnswer> => {
  const parsed = parseJson(raw)
  if (!parsed.ok) return httpProblem(400, 'the body is not valid JSON')
  try {
    return await webhook.receive(parsed.json, deadline)
  } catch (error) {
    log.error({ path: webhook.path, ...describeFault(error) }, 'a webhook failed on a fault of ours')
    return httpProblem(500, 'an internal error; the operator finds it in the log')
  }
}
