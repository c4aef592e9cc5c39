/**
 * The way of every webhook through the rim: room, media type, fixed secret, raw body, signature, delivery, answer; all
 * within one deadline. What can be refused unread is refused unread.
 */
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { FailureReport } from '../callers/failure-report.ts'
import type { Guessing } from '../callers/guessing.ts'
import { startDeadline } from '../deadline.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Clock } from '../ports/time.ts'
import type { Webhook } from '../ports/webhook.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread, writeAnswer } from './answers.ts'
import type { BodyBudget, Eviction } from './body-budget.ts'
import { headerOf, type Signature } from './credentials.ts'
import { answerOnce, type DeliveriesParts, type DeliveryName, LONGEST_DELIVERY_ID } from './deliveries.ts'
import { STORE_FAILS } from './errors.ts'
import { isUtf8Json } from './media-type.ts'
import type { Pressure } from './pressure.ts'
import { type WebhookAuth, WRONG_SECRET, WRONG_SIGNATURE } from './webhook-auth.ts'

const LARGEST_BODY_BYTES = 256 * 1024
/** Cognigy's HTTP node gives up at 8 s, the contract at 6 s; flows get a little less, so that their own answer wins. */
const ANSWER_WITHIN_MS = 5900
const FLOW_BUDGET_MS = 5500
/** From here on a store that fails is not waited for: nothing can become of it in time. */
const STORE_FAILS_WITHIN_MS = 5300
/** The least that is left of either where the request has waited before it was read. */
const LEAST_BUDGET_MS = 500

export interface WebhookRimParts extends DeliveriesParts {
  readonly authenticate: WebhookAuth
  readonly guessing: Guessing
  readonly failures: FailureReport
  readonly addresses: ClientAddresses
  readonly budget: BodyBudget
  readonly pressure: Pressure
  readonly store: {
    /** Something cannot be kept right now. */
    isFailing(): boolean
    /** For so long that nothing is begun any more. */
    hasFailed(): boolean
  }
  readonly clock: Clock
}

/** What is known of a request between its head and its body. */
interface Admission {
  /** When it came in, on the monotonic clock; earlier than it was read where the loop was busy. */
  readonly arrivedAt: number
  /** Finds the signature that is right; `undefined` where the caller proved itself already. */
  readonly findProven: ((rawBody: Buffer) => Signature | undefined) | undefined
}

/** Mounts one webhook: `POST` only, everything else on the path is 405. */
export const mountWebhook = (router: Router, webhook: Webhook, parts: WebhookRimParts): void => {
  const { path } = webhook
  const admissions = new WeakMap<Request, Admission>()
  router.post(path, admit(path, admissions, parts), readBody, receive(webhook, admissions, parts))
  router.all(path, (_request, response) => {
    writeAnswer(response, httpProblem(405, 'this path takes POST only', { headers: { allow: 'POST' } }))
  })
}

const BUSY = httpProblem(503, 'too much is being worked on to answer in time; send it again', {
  headers: { 'retry-after': '1' },
})
const EVICTED: Readonly<Record<Eviction, HttpAnswer>> = {
  address: httpProblem(429, 'too many unfinished bodies from this address; send it again', {
    headers: { 'retry-after': '1' },
  }),
  all: httpProblem(503, 'too many unfinished bodies; send it again', { headers: { 'retry-after': '1' } }),
}
const unauthenticated = (detail: string): HttpAnswer =>
  httpProblem(401, detail, { headers: { 'www-authenticate': 'Bearer' } })

/** Starts the clock of the answer and refuses what can be refused unread. */
const admit =
  (path: string, admissions: WeakMap<Request, Admission>, parts: WebhookRimParts): RequestHandler =>
  async (request, response, next) => {
    const { clock, pressure } = parts
    const arrivedAt = clock.monotonic() - pressure.busyForMs()
    watchAnswer(path, arrivedAt, request, response, parts)
    if (isShed(0, request, response, parts)) return
    if (!isUtf8Json(request.headers['content-type'])) {
      refuseUnread(request, response, httpProblem(415, 'the body must be application/json in UTF-8'))
      return
    }
    const judged = await judgeHead(request, parts)
    if (judged.kind === 'refused') {
      refuseUnread(request, response, judged.answer)
      return
    }
    if (judged.findProven !== undefined) leaseBody(request, response, parts)
    // Only those who proved themselves are counted: a stranger must not be able to fill the house.
    else if (!isTaken(announcedBytes(request), request, response, parts)) return
    admissions.set(request, { arrivedAt, findProven: judged.findProven })
    next()
  }

const isShed = (
  bytes: number,
  request: Request,
  response: Response,
  { pressure, metrics }: WebhookRimParts,
): boolean => {
  const shedding = pressure.shedding(bytes)
  if (shedding === undefined) return false
  metrics.requestShed(shedding)
  refuseUnread(request, response, BUSY)
  return true
}

const isTaken = (bytes: number, request: Request, response: Response, parts: WebhookRimParts): boolean => {
  if (isShed(bytes, request, response, parts)) return false
  response.once('close', parts.pressure.take(bytes))
  return true
}

const announcedBytes = ({ headers }: Request): number => {
  const length = Number(headers['content-length'] ?? LARGEST_BODY_BYTES)
  return Math.min(Number.isSafeInteger(length) ? length : LARGEST_BODY_BYTES, LARGEST_BODY_BYTES)
}

/** Answers when nobody else did in time, and says in the log and in the metrics how it went. */
const watchAnswer = (
  path: string,
  arrivedAt: number,
  request: Request,
  response: Response,
  { clock, metrics, log, store }: WebhookRimParts,
): void => {
  const spent = clock.monotonic() - arrivedAt
  const answerLate = (late: HttpAnswer): void => {
    if (writeAnswer(response, late)) log.warn({ path, status: late.status }, 'a webhook was answered by its deadline')
  }
  const impatience = setTimeout(
    () => {
      if (Buffer.isBuffer(request.body) && store.isFailing()) answerLate(STORE_FAILS)
    },
    Math.max(LEAST_BUDGET_MS, STORE_FAILS_WITHIN_MS - spent),
  )
  const guard = setTimeout(
    () =>
      answerLate(
        Buffer.isBuffer(request.body)
          ? httpProblem(504, 'the answer took too long')
          : httpProblem(408, 'the body took too long to arrive', { headers: { connection: 'close' } }),
      ),
    Math.max(LEAST_BUDGET_MS, ANSWER_WITHIN_MS - spent),
  )
  response.once('close', () => {
    clearTimeout(impatience)
    clearTimeout(guard)
    const elapsedMs = clock.monotonic() - arrivedAt
    metrics.webhookAnswered(path, response.statusCode, elapsedMs / 1000)
    log.info({ path, status: response.statusCode, ms: Math.round(elapsedMs * 10) / 10 }, 'webhook answered')
  })
}

type HeadJudged =
  | { readonly kind: 'refused'; readonly answer: HttpAnswer }
  | { readonly kind: 'admitted'; readonly findProven: Admission['findProven'] }

const judgeHead = async (request: Request, parts: WebhookRimParts): Promise<HeadJudged> => {
  const verdict = parts.authenticate(request.headers)
  if (verdict.kind === 'admitted') return { kind: 'admitted', findProven: undefined }
  if (verdict.kind === 'signed') return { kind: 'admitted', findProven: verdict.findProven }
  const address = parts.addresses.of(request)
  if (verdict.kind === 'refused') {
    parts.metrics.authenticationFailed('webhook', verdict.reason)
    if (verdict.reason === 'clock') parts.failures.add('webhook', address, verdict.detail)
    return { kind: 'refused', answer: unauthenticated(verdict.detail) }
  }
  const judged = await parts.guessing.judge(address, verdict.digests, verdict.isRight)
  if (judged.kind === 'right') return { kind: 'admitted', findProven: undefined }
  if (judged.kind === 'wrong') return { kind: 'refused', answer: unauthenticated(WRONG_SECRET) }
  const headers = { 'retry-after': String(judged.retryAfterSeconds) }
  const detail = 'too many wrong secrets came from this address: it has to wait'
  return { kind: 'refused', answer: httpProblem(429, detail, { headers }) }
}

/** A body whose signature is yet to be checked lives on a budget, and goes when that is needed for others. */
const leaseBody = (request: Request, response: Response, parts: WebhookRimParts): void => {
  const lease = parts.budget.open(parts.addresses.of(request), (why) => {
    parts.metrics.requestShed(`body_${why}`)
    writeAnswer(response, { ...EVICTED[why], headers: { ...EVICTED[why].headers, connection: 'close' } })
  })
  request.on('data', (chunk: Buffer) => lease.grow(chunk.length))
  request.once('end', lease.release)
  response.once('close', lease.release)
}

const readBody = express.raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false })

const receive =
  (webhook: Webhook, admissions: WeakMap<Request, Admission>, parts: WebhookRimParts) =>
  async (request: Request, response: Response, _next: NextFunction): Promise<void> => {
    const { clock, metrics, store } = parts
    const admission = admissions.get(request)
    // Answered already: by its deadline, or since its body had to go.
    if (admission === undefined || response.headersSent) return
    const raw: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    request.body = raw
    if (isShed(0, request, response, parts)) return
    const proven = admission.findProven?.(raw)
    if (admission.findProven !== undefined && proven === undefined) {
      metrics.authenticationFailed('webhook', 'wrong')
      parts.failures.add('webhook', parts.addresses.of(request))
      writeAnswer(response, unauthenticated(WRONG_SIGNATURE))
      return
    }
    if (proven !== undefined && !isTaken(raw.length, request, response, parts)) return
    const name = nameOf(request, proven)
    if (name !== undefined && name.id.length > LONGEST_DELIVERY_ID) {
      const detail = `webhook-id and Idempotency-Key take ${LONGEST_DELIVERY_ID} characters at most`
      writeAnswer(response, httpProblem(400, detail))
      return
    }
    // What cannot be kept is not begun: CXone would act on it, and nobody would know.
    if (store.hasFailed()) {
      writeAnswer(response, STORE_FAILS)
      return
    }
    const spent = clock.monotonic() - admission.arrivedAt
    const deadline = startDeadline(Math.max(LEAST_BUDGET_MS, FLOW_BUDGET_MS - spent), clock)
    try {
      writeAnswer(response, await answerOnce(webhook, raw, name, deadline, parts))
    } finally {
      deadline.release()
    }
  }

const nameOf = ({ headers }: Request, proven: Signature | undefined): DeliveryName | undefined => {
  if (proven !== undefined) return { kind: 'signed', id: proven.id }
  const id = headerOf(headers, 'webhook-id') ?? headerOf(headers, 'svix-id')
  if (id !== undefined) return { kind: 'id', id }
  const key = headerOf(headers, 'idempotency-key')
  return key === undefined ? undefined : { kind: 'key', id: key }
}
