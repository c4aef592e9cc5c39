/**
 * Baseline of the fan-out: bare `ws`. A webhook becomes the same three messages of the same size that the service makes
 * of one below the gate; each is made text once and sent to every client.
 */
import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import express from 'express'
import { WebSocketServer } from 'ws'
import type { AssistEvent } from '../../../shared/wire/assist.ts'
import { type RoutingWebhook, routingWebhook } from '../../../shared/wire/webhooks.ts'
import { listenAsTold } from './listen.ts'

const THRESHOLD = 0.85

const app = express()
app.disable('x-powered-by')
const server = createServer(app)
const sockets = new WebSocketServer({ server, perMessageDeflate: false })

const eventsOf = ({ intent, text }: RoutingWebhook): readonly AssistEvent[] => {
  const utteranceId = randomUUID()
  return [
    { type: 'transcript', data: { utteranceId, speaker: 'customer', text } },
    ...(intent === undefined
      ? []
      : [{ type: 'intent' as const, data: { ...intent, threshold: THRESHOLD, accepted: false, utteranceId } }]),
    { type: 'routing', data: { outcome: 'bot_fallback', reason: 'low_confidence' } },
  ]
}

let seq = 0
app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' })
})
app.post('/webhook/cognigy', express.json({ limit: '256kb' }), (request, response) => {
  const webhook = routingWebhook.parse(request.body)
  const conversationId = String(webhook.session.cxone?.['conversationId'])
  for (const event of eventsOf(webhook)) {
    seq += 1
    const message = JSON.stringify({ conversationId, seq, at: new Date().toISOString(), ...event })
    for (const client of sockets.clients) client.send(message)
  }
  response.json({ status: 'fallback', reason: 'low_confidence' })
})
listenAsTold(server)
