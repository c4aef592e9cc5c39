/**
 * Baseline of the webhook: what a plain Express 5 service with `express.json()` and a full zod schema does. Where it is given a
 * `WEBHOOK_SECRET`, it checks the same Standard Webhooks signature as ours, with nothing around it.
 */
import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import express from 'express'
import { z } from 'zod'
import { listenAsTold } from './listen.ts'

const THRESHOLD = 0.85

const routingWebhook = z.object({
  session: z.object({
    id: z.string().min(1).max(256),
    user: z.record(z.string(), z.unknown()),
    cxone: z.object({ conversationId: z.string().min(1).max(256), channel: z.string().optional() }),
  }),
  intent: z.object({ name: z.string().min(1).max(256), score: z.number().min(0).max(1) }),
  entities: z
    .array(z.object({ name: z.string(), value: z.union([z.string(), z.number(), z.boolean(), z.null()]) }))
    .optional(),
  text: z.string(),
})

const scoredIntent = z.object({ name: z.string().min(1).max(256), confidence: z.number().min(0).max(1) })
const fallbackWebhook = z.object({
  sessionId: z.string(),
  input: z.string(),
  intent: scoredIntent,
  context: z.record(z.string(), z.unknown()),
  previousIntents: z.array(scoredIntent),
})
/** As long as a real answer with three candidates. */
const CANDIDATES = ['billing_inquiry', 'refund_request', 'payment_failure'].map((intent) => ({
  intent,
  score: 0.8123456789,
  semantic: 0.7123456789,
  historical: 0.0923456789,
}))

const { WEBHOOK_SECRET } = process.env
const key =
  WEBHOOK_SECRET === undefined
    ? undefined
    : createSecretKey(Buffer.from(WEBHOOK_SECRET.replace(/^whsec_/, ''), 'base64'))
const TOLERANCE_SECONDS = 300

/** Throws where the signature is wrong, which Express answers. */
const verify = ({ headers }: IncomingMessage, _response: ServerResponse, raw: Buffer): void => {
  if (key === undefined) return
  const timestamp = String(headers['webhook-timestamp'])
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${timestamp}.`).update(raw).digest()
  const given = Buffer.from(String(headers['webhook-signature']).replace(/^v1,/, ''), 'base64')
  const isLate = Math.abs(Date.now() / 1000 - Number(timestamp)) > TOLERANCE_SECONDS
  if (isLate || given.length !== expected.length || !timingSafeEqual(given, expected)) throw new Error('unsigned')
}
const readJson = express.json({ limit: '256kb', verify })

const app = express()
app.disable('x-powered-by')
app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' })
})
app.post('/webhook/cognigy', readJson, (request, response) => {
  const parsed = routingWebhook.safeParse(request.body)
  if (!parsed.success) response.status(422).json({ status: 422, errors: parsed.error.issues })
  else if (parsed.data.intent.score < THRESHOLD) response.json({ status: 'fallback', reason: 'low_confidence' })
  else response.json({ status: 'routed', skill: 'Billing Support' })
})
app.post('/webhook/fallback', readJson, (request, response) => {
  const parsed = fallbackWebhook.safeParse(request.body)
  if (!parsed.success) {
    response.status(422).json({ status: 422, errors: parsed.error.issues })
    return
  }
  const fallbackAnalysis = {
    originalInput: parsed.data.input,
    suggestedIntents: CANDIDATES,
    highestScore: 0.8123456789,
    escalationTriggered: false,
  }
  response.json({
    context: { fallbackAnalysis },
    nextNode: 'SuggestionRouterNode',
    output: 'Did you mean one of these?',
  })
})
listenAsTold(createServer(app))
