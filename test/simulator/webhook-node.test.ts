import type { IncomingHttpHeaders } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Listening, listen } from '../../simulator/http/listen.ts'
import { createWebhookNode } from '../../simulator/replay/webhook-node.ts'

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`
interface Delivery {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let bff: Listening
let deliveries: Delivery[]
/** Status of each answer in turn; `cut` closes the connection; then 200. */
let answers: (number | 'cut')[]
let slept: number[]
const clock = {
  now: () => Date.now() + slept.reduce((sum, ms) => sum + ms, 0),
  sleep: async (ms: number) => void slept.push(ms),
}

beforeEach(async () => {
  deliveries = []
  answers = []
  slept = []
  bff = await listen(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(Buffer.from(chunk))
    deliveries.push({ headers: request.headers, body: Buffer.concat(chunks).toString() })
    const answer = answers.shift() ?? 200
    if (answer === 'cut') request.socket.destroy()
    else response.writeHead(answer, { 'content-type': 'application/json' }).end('{"status":"x"}')
  })
})
afterEach(() => bff.close())

const post = (url = bff.url) =>
  createWebhookNode({ bffUrl: url, secret: SECRET, clock }).post('/webhook/cognigy', { text: 'güten tag 👋' })
const headersOf = ({ headers }: Delivery): Record<string, string> =>
  Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name])]),
  )

it('the webhook node signs so that a receiver can verify it', async () => {
  expect(await post()).toEqual({ status: 200, body: { status: 'x' }, attempts: 1 })
  const [delivery] = deliveries
  if (delivery === undefined) throw new Error('nothing arrived')
  expect(delivery.headers['content-type']).toBe('application/json')
  expect(new Webhook(SECRET).verify(delivery.body, headersOf(delivery))).toEqual({ text: 'güten tag 👋' })
  expect(() => new Webhook(SECRET).verify(`${delivery.body} `, headersOf(delivery))).toThrow()
})

it('the webhook node tries three times on 5xx and cut connections, with the same id and a valid signature each time', async () => {
  answers = [503, 'cut', 200]
  expect(await post()).toMatchObject({ status: 200, attempts: 3 })
  expect(new Set(deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  for (const delivery of deliveries) new Webhook(SECRET).verify(delivery.body, headersOf(delivery))
  expect(slept).toHaveLength(2)
})

it('the webhook node gives each webhook an id of its own', async () => {
  await post()
  await post()
  expect(new Set(deliveries.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
})

it('the webhook node takes any other answer as the last word', async () => {
  answers = [409]
  expect(await post()).toMatchObject({ status: 409, attempts: 1 })
})

it('the webhook node gives up after three, with the last answer or none', async () => {
  answers = [500, 502, 503, 200]
  expect(await post()).toMatchObject({ status: 503, attempts: 3 })
  answers = ['cut', 'cut', 'cut', 200]
  expect(await post()).toEqual({ status: undefined, body: undefined, attempts: 3 })
})

it('the webhook node knocks for thirty seconds where nobody listens, as while a killed service starts, and not longer', async () => {
  const { url } = bff
  await bff.close()
  const sent = post(url)
  bff = await listen((_request, response) => void response.writeHead(200).end('{}'), {
    port: Number(new URL(url).port),
  })
  expect(await sent).toMatchObject({ status: 200 })
  await bff.close()
  slept = []
  expect(await post(url)).toMatchObject({ status: undefined })
  expect(slept.reduce((sum, ms) => sum + ms, 0)).toBe(30_000)
})
