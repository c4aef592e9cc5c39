/**
 * What any service in between would cost: plain Express and zod, then the two CXone calls by undici; no deadlines, no
 * retries, nobody told. Its token is fetched once.
 */
import { createServer } from 'node:http'
import express from 'express'
import { z } from 'zod'
import { createCaller } from '../load/clients.ts'
import { fetchCxoneToken, routeDirectly } from '../load/cxone-calls.ts'
import { listenAsTold } from './listen.ts'

const cxoneUrl = z.string().parse(process.env['CXONE_API_URL'])
const webhook = z.object({
  session: z.object({ id: z.string(), cxone: z.object({ conversationId: z.string() }) }),
  intent: z.object({ name: z.string(), score: z.number().min(0).max(1) }),
  text: z.string(),
})

const caller = createCaller()
const token = await fetchCxoneToken(caller, cxoneUrl)
const app = express()
app.disable('x-powered-by')
app.get('/healthz', (_request, response) => {
  response.json({ status: 'ok' })
})
app.post('/webhook/cognigy', express.json({ limit: '256kb' }), async (request, response) => {
  const { session, intent } = webhook.parse(request.body)
  await routeDirectly(caller, cxoneUrl, token, session.cxone.conversationId, { name: intent.name, score: intent.score })
  response.json({ status: 'routed', skill: 'Billing Support' })
})
listenAsTold(createServer(app))
