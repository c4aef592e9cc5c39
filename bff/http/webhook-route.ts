/** The way of every webhook through the rim: admission, raw body, signature, delivery, answer; all within one deadline. */
import express, { type Request, type Response, type Router } from 'express'
import { startDeadline } from '../deadline.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import type { Recorder } from '../ports/recorder.ts'
import { type Tracing, traceHeadersOf } from '../ports/tracing.ts'
import type { Webhook } from '../ports/webhook.ts'
import { httpProblem } from '../problem-answer.ts'
import {
  type Admission,
  type AdmissionParts,
  admit,
  LARGEST_BODY_BYTES,
  LEAST_BUDGET_MS,
  unauthenticated,
} from './admission.ts'
import { writeAnswer } from './answers.ts'
import { headerOf, type Signature } from './credentials.ts'
import { answerOnce, type DeliveriesParts, type DeliveryName, LONGEST_DELIVERY_ID } from './deliveries.ts'
import { STORE_FAILS } from './errors.ts'
import { isShed, isTaken } from './room.ts'
import { WRONG_SIGNATURE } from './webhook-auth.ts'

/** A little less than the answer has, so that a flow's own answer wins. */
const FLOW_BUDGET_MS = 5500

export interface WebhookRimParts extends AdmissionParts, DeliveriesParts {
  readonly tracing: Tracing
  /** `undefined`: nothing is recorded. */
  readonly recorder: Recorder | undefined
}

/** Mounts one webhook: `POST` only, everything else on the path is 405. */
export const mountWebhook = (router: Router, webhook: Webhook, parts: WebhookRimParts): void => {
  const { path } = webhook
  const route = router.route(path)
  route.post(async (request, response) => {
    const admission = await admit(path, request, response, parts)
    if (admission === undefined) return
    await readBody(request, response)
    await receive(webhook, admission, request, response, parts)
  })
  route.all((_request, response) => {
    writeAnswer(response, httpProblem(405, 'this path takes POST only', { headers: { allow: 'POST' } }))
  })
}

const rawBody = express.raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false })

/** Fails as Express's own reader does, which `answerErrors` knows. */
const readBody = (request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    rawBody(request, response, (error?: unknown) => (error === undefined ? resolve() : reject(error)))
  })

const receive = async (
  webhook: Webhook,
  admission: Admission,
  request: Request,
  response: Response,
  parts: WebhookRimParts,
): Promise<void> => {
  const { metrics } = parts
  // Answered already: by its deadline, or since its body had to go.
  if (response.headersSent) return
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
  const answer = () => answerInTime({ webhook, admission, request, raw, name, response, parts })
  if (parts.recorder === undefined) {
    await answer()
    return
  }
  await parts.recorder.during({ path: webhook.path, raw, deliveryId: name?.id }, async (end) => {
    let body: unknown
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : undefined
      end({ status, body, ms: parts.clock.monotonic() - admission.arrivedAt })
    })
    body = (await answer())?.body
  })
}

/** @returns what was written; `undefined` where the deadline was faster */
const answerInTime = async (call: {
  readonly webhook: Webhook
  readonly admission: Admission
  readonly request: Request
  readonly raw: Buffer
  readonly name: DeliveryName | undefined
  readonly response: Response
  readonly parts: WebhookRimParts
}): Promise<HttpAnswer | undefined> => {
  const { webhook, admission, request, raw, name, response, parts } = call
  const { clock } = parts
  // What cannot be kept is not begun: CXone would act on it, and nobody would know.
  if (parts.storeState.hasFailed()) {
    return writeAnswer(response, STORE_FAILS) ? STORE_FAILS : undefined
  }
  const spent = clock.monotonic() - admission.arrivedAt
  const deadline = startDeadline(Math.max(LEAST_BUDGET_MS, FLOW_BUDGET_MS - spent), clock)
  try {
    // Only now: whoever proved nothing makes no trace.
    let isWritten = false
    const answer = await traced(webhook, request, parts.tracing, async () => {
      const given = await answerOnce(webhook, raw, name, deadline, parts)
      isWritten = writeAnswer(response, given)
      return given
    })
    return isWritten ? answer : undefined
  } finally {
    deadline.release()
  }
}

const traced = (
  { path }: Webhook,
  { headers }: Request,
  tracing: Tracing,
  answer: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> =>
  tracing.span(
    {
      name: `POST ${path}`,
      kind: 'server',
      parent: traceHeadersOf(headers),
      attributes: { 'http.request.method': 'POST', 'http.route': path },
    },
    async (span) => {
      const given = await answer()
      span.set('http.response.status_code', given.status)
      if (given.status >= 500) span.fail(String(given.status))
      return given
    },
  )

const nameOf = ({ headers }: Request, proven: Signature | undefined): DeliveryName | undefined => {
  if (proven !== undefined) return { kind: 'signed', id: proven.id }
  const id = headerOf(headers, 'webhook-id') ?? headerOf(headers, 'svix-id')
  if (id !== undefined) return { kind: 'id', id }
  const key = headerOf(headers, 'idempotency-key')
  return key === undefined ? undefined : { kind: 'key', id: key }
}
