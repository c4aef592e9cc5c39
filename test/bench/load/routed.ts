/** Load process: a routed webhook, or the two CXone calls that it makes, made directly. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { ABOVE_THE_GATE, webhookBody } from '../bodies.ts'
import { latencyOf } from '../harness/statistics.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { atRate, createCaller, timed } from './clients.ts'
import { fetchCxoneToken, routeDirectly } from './cxone-calls.ts'
import { bearerHeaders } from './webhook-headers.ts'

const job = z.object({
  /** Whom the webhooks go to; without, CXone is called directly. */
  url: z.optional(z.string()),
  cxoneUrl: z.string(),
  secret: z.string(),
  count: z.int(),
  /** Milliseconds between two; without, the next starts when the last is done. */
  everyMs: z.optional(z.number()),
})
type Job = z.infer<typeof job>

const caller = createCaller()
let token: string | undefined
let serial = 0

const sendWebhook = async (url: string, secret: string): Promise<void> => {
  serial += 1
  const body = webhookBody({ conversationId: `conv_${randomUUID()}`, score: ABOVE_THE_GATE, serial })
  const answer = await caller.call('POST', url, '/webhook/cognigy', bearerHeaders(secret), body)
  if (!answer.includes('"routed"')) throw new Error(`not routed: ${answer}`)
}

const actOf = ({ url, cxoneUrl, secret }: Job, bearer: string): (() => Promise<void>) => {
  if (url !== undefined) return () => sendWebhook(url, secret)
  const intent = { name: 'billing_inquiry', score: ABOVE_THE_GATE }
  return () => routeDirectly(caller, cxoneUrl, bearer, `conv_${randomUUID()}`, intent)
}

const run = async (given: Job) => {
  token ??= await fetchCxoneToken(caller, given.cxoneUrl)
  const act = actOf(given, token)
  if (given.everyMs !== undefined) return latencyOf(await atRate(given.count, given.everyMs, act))
  const durations: number[] = []
  while (durations.length < given.count) durations.push(await timed(act))
  return latencyOf(durations)
}

serveCommands({ run: command(job, run) })
