/** Baseline of the webhook: what a plain Express 5 service with `express.json()` and a full zod schema does. */
import { createServer } from 'node:http'
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

const app = express()
app.disable('x-powered-by')
app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' })
})
app.post('/webhook/cognigy', express.json({ limit: '256kb' }), (request, response) => {
  const parsed = routingWebhook.safeParse(request.body)
  if (!parsed.success) response.status(422).json({ status: 422, errors: parsed.error.issues })
  else if (parsed.data.intent.score < THRESHOLD) response.json({ status: 'fallback', reason: 'low_confidence' })
  else response.json({ status: 'routed', skill: 'Billing Support' })
})
app.post('/webhook/fallback', express.json({ limit: '256kb' }), (request, response) => {
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
