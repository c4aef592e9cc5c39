/** A webhook before its body is read: its clock is started, and what can be refused unread is refused unread. */
import type { Request, Response } from 'express'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { FailureReport } from '../callers/failure-report.ts'
import type { Guessing } from '../callers/guessing.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Clock } from '../ports/time.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread, writeAnswer } from './answers.ts'
import type { BodyBudget, Eviction } from './body-budget.ts'
import type { Signature } from './credentials.ts'
import { STORE_FAILS } from './errors.ts'
import { isUtf8Json } from './media-type.ts'
import { isShed, isTaken, type RoomParts } from './room.ts'
import { type WebhookAuth, WRONG_SECRET } from './webhook-auth.ts'

export const LARGEST_BODY_BYTES = 256 * 1024
/** Cognigy's HTTP node gives up at 8 s, the contract at 6 s. */
const ANSWER_WITHIN_MS = 5900
/** From here on a store that fails is not waited for: nothing can become of it in time. */
const STORE_FAILS_WITHIN_MS = 5300
/** The least that is left where the request has waited before it was read. */
export const LEAST_BUDGET_MS = 500

export interface AdmissionParts extends RoomParts {
  readonly authenticate: WebhookAuth
  readonly guessing: Guessing
  readonly failures: FailureReport
  readonly addresses: ClientAddresses
  readonly budget: BodyBudget
  readonly storeState: {
    /** Something cannot be kept right now. */
    isFailing(): boolean
    /** For so long that nothing is begun any more. */
    hasFailed(): boolean
  }
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

/** What is known of a request between its head and its body. */
export interface Admission {
  /** When it came in, on the monotonic clock; earlier than it was read where the loop was busy. */
  readonly arrivedAt: number
  /** Finds the signature that is right; `undefined` where the caller proved itself already. */
  readonly findProven: ((rawBody: Buffer) => Signature | undefined) | undefined
}

const EVICTED: Readonly<Record<Eviction, HttpAnswer>> = {
  address: httpProblem(429, 'too many unfinished bodies from this address; send it again', {
    headers: { 'retry-after': '1' },
  }),
  all: httpProblem(503, 'too many unfinished bodies; send it again', { headers: { 'retry-after': '1' } }),
}
export const unauthenticated = (detail: string): HttpAnswer =>
  httpProblem(401, detail, { headers: { 'www-authenticate': 'Bearer' } })

/** Starts the clock of the answer and refuses what can be refused unread; `undefined` where it is answered by that. */
export const admit = async (
  path: string,
  request: Request,
  response: Response,
  parts: AdmissionParts,
): Promise<Admission | undefined> => {
  const { clock, pressure } = parts
  const arrivedAt = clock.monotonic() - pressure.busyForMs()
  watchAnswer(path, arrivedAt, request, response, parts)
  if (isShed(0, request, response, parts)) return undefined
  if (!isUtf8Json(request.headers['content-type'])) {
    refuseUnread(request, response, httpProblem(415, 'the body must be application/json in UTF-8'))
    return undefined
  }
  const judged = await judgeHead(request, parts)
  if (judged.kind === 'refused') {
    refuseUnread(request, response, judged.answer)
    return undefined
  }
  const { findProven } = judged
  if (findProven !== undefined) leaseBody(request, response, parts)
  // Only those who proved themselves are counted: a stranger must not be able to fill the house.
  else if (!isTaken(announcedBytes(request), request, response, parts)) return undefined
  return { arrivedAt, findProven }
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
  { clock, metrics, log, storeState }: AdmissionParts,
): void => {
  const spent = clock.monotonic() - arrivedAt
  const answerLate = (late: HttpAnswer): void => {
    if (writeAnswer(response, late)) log.warn({ path, status: late.status }, 'a webhook was answered by its deadline')
  }
  const answerWithinMs = Math.max(LEAST_BUDGET_MS, ANSWER_WITHIN_MS - spent)
  const storeWithinMs = Math.max(LEAST_BUDGET_MS, STORE_FAILS_WITHIN_MS - spent)
  const giveUp = (): void =>
    answerLate(
      Buffer.isBuffer(request.body)
        ? httpProblem(504, 'the answer took too long')
        : httpProblem(408, 'the body took too long to arrive', { headers: { connection: 'close' } }),
    )
  // One timer after the other: nearly every answer is there before the first.
  let patience = setTimeout(() => {
    if (Buffer.isBuffer(request.body) && storeState.isFailing()) answerLate(STORE_FAILS)
    else patience = setTimeout(giveUp, answerWithinMs - storeWithinMs)
  }, storeWithinMs)
  response.once('close', () => {
    clearTimeout(patience)
    const elapsedMs = clock.monotonic() - arrivedAt
    metrics.webhookAnswered(path, response.statusCode, elapsedMs / 1000)
    log.info({ path, status: response.statusCode, ms: Math.round(elapsedMs * 10) / 10 }, 'webhook answered')
  })
}

type HeadJudged =
  | { readonly kind: 'refused'; readonly answer: HttpAnswer }
  | { readonly kind: 'admitted'; readonly findProven: Admission['findProven'] }

const judgeHead = async (request: Request, parts: AdmissionParts): Promise<HeadJudged> => {
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
const leaseBody = (request: Request, response: Response, parts: AdmissionParts): void => {
  const lease = parts.budget.open(parts.addresses.of(request), (why) => {
    parts.metrics.requestShed(`body_${why}`)
    writeAnswer(response, { ...EVICTED[why], headers: { ...EVICTED[why].headers, connection: 'close' } })
  })
  request.on('data', (chunk: Buffer) => lease.grow(chunk.length))
  request.once('end', lease.release)
  response.once('close', lease.release)
}
