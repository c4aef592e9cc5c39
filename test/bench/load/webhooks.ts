/** Load process: webhooks as fast as they are answered, over a fixed number of kept-open connections. */
import { randomUUID } from 'node:crypto'
import * as z from 'zod/mini'
import { BELOW_THE_GATE, fallbackBody, webhookBody } from '../bodies.ts'
import { latencyOf } from '../harness/statistics.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { type HttpPipe, openHttpPipe, postBytes } from './http-pipe.ts'
import { bearerHeaders, signedHeaders } from './webhook-headers.ts'

const job = z.object({
  url: z.string(),
  secret: z.string(),
  auth: z.enum(['bearer', 'signed']),
  /** Below the gate of routing, or misunderstood. */
  kind: z._default(z.enum(['routing', 'fallback']), 'routing'),
  /** How many conversations the webhooks are spread over, in turn. */
  conversations: z.int(),
  requests: z.int(),
  connections: z.int(),
})
type Job = z.infer<typeof job>

const EXPECTED = {
  routing: { path: '/webhook/cognigy', begin: JSON.stringify({ status: 'fallback', reason: 'low_confidence' }) },
  fallback: { path: '/webhook/fallback', begin: '{"context":{"fallbackAnalysis":{' },
}
let serial = 0

const requestsOf = ({ url, secret, auth, kind, conversations, requests }: Job): Buffer[] => {
  const { host } = new URL(url)
  return Array.from({ length: requests }, () => {
    serial += 1
    const conversationId = `conv_${String(serial % conversations).padStart(8, '0')}`
    const body =
      kind === 'routing'
        ? webhookBody({ conversationId, score: BELOW_THE_GATE, serial })
        : fallbackBody({ conversationId, serial })
    const headers = auth === 'bearer' ? bearerHeaders(secret) : signedHeaders(secret, `msg_${randomUUID()}`, body)
    return postBytes(EXPECTED[kind].path, host, headers, body)
  })
}

const run = async (given: Job) => {
  const queue = requestsOf(given)
  const pipes = await Promise.all(Array.from({ length: given.connections }, () => openHttpPipe(given.url)))
  const durations: number[] = []
  let next = 0
  const drain = async (pipe: HttpPipe): Promise<void> => {
    for (;;) {
      const request = queue[next]
      if (request === undefined) return
      next += 1
      const sentAt = performance.now()
      const { status, body } = await pipe.send(request)
      durations.push(performance.now() - sentAt)
      if (status !== 200 || !body.startsWith(EXPECTED[given.kind].begin)) throw new Error(`answered ${status} ${body}`)
    }
  }
  const startedAt = performance.now()
  await Promise.all(pipes.map(drain))
  const seconds = (performance.now() - startedAt) / 1000
  for (const pipe of pipes) pipe.close()
  return { requestsPerSecond: queue.length / seconds, ...latencyOf(durations) }
}

serveCommands({ run: command(job, run) })
