/** Baseline of the push: a plain Express service that relays a webhook to a room of a plain socket.io server. */
import { createServer } from 'node:http'
import express from 'express'
import { Server } from 'socket.io'
import { routingWebhook } from '../../../shared/wire/webhooks.ts'
import { listenAsTold } from './listen.ts'

const app = express()
app.disable('x-powered-by')
const server = createServer(app)
const io = new Server(server, { serveClient: false })

io.on('connection', (socket) => {
  socket.on(
    'conversation:join',
    async (request: { conversationId: string }, acknowledge: (answer: unknown) => void) => {
      await socket.join(request.conversationId)
      acknowledge({ ok: true })
    },
  )
})

let seq = 0
app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' })
})
app.post('/webhook/cognigy', express.json({ limit: '256kb' }), (request, response) => {
  const { session } = routingWebhook.parse(request.body)
  const conversationId = String(session.cxone?.['conversationId'])
  seq += 1
  io.to(conversationId).emit('assist', {
    conversationId,
    seq,
    at: new Date().toISOString(),
    type: 'routing',
    data: { outcome: 'bot_fallback', reason: 'low_confidence' },
  })
  response.json({ status: 'fallback', reason: 'low_confidence' })
})
listenAsTold(server)
