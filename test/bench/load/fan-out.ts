/** Load process: a thousand widgets in one room, and the webhooks whose events all of them get. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import { BELOW_THE_GATE, EVENTS_OF_A_WEBHOOK, webhookBody } from '../bodies.ts'
import { latencyOf } from '../harness/statistics.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { inBatches } from './batches.ts'
import { createCaller } from './clients.ts'
import { connectBare, connectWidget } from './raw-widgets.ts'
import { bearerHeaders } from './webhook-headers.ts'
import { fetchToken } from './widget-tokens.ts'

const CONVERSATION = '4f1f2a1e-6f3b-4d2c-9a53-0c9f1f0a7d11'
const ARRIVE_WITHIN_MS = 20_000

const connectJob = z.object({
  side: z.string(),
  url: z.string(),
  clients: z.int(),
  integratorKey: z.optional(z.string()),
})
const latencyJob = z.object({ side: z.string(), secret: z.string(), webhooks: z.int(), everyMs: z.number() })
const throughputJob = z.object({ side: z.string(), secret: z.string(), webhooks: z.int(), inFlight: z.int() })

interface Side {
  readonly url: string
  readonly clients: readonly WebSocket[]
  arrived: number
  /** When each message arrived; only while latency is measured. */
  arrivals: number[] | undefined
}

const caller = createCaller()
const sides = new Map<string, Side>()
let serial = 0

const sideOf = (name: string): Side => {
  const side = sides.get(name)
  if (side === undefined) throw new Error(`nobody is connected to ${name}`)
  return side
}

const connect = async ({ side: name, url, clients: count, integratorKey }: z.infer<typeof connectJob>) => {
  const onEvent = (): void => {
    side.arrived += 1
    side.arrivals?.push(performance.now())
  }
  const made: WebSocket[] = []
  const side: Side = { url, clients: made, arrived: 0, arrivals: undefined }
  const options = { url, onEvent }
  const open = async () => {
    if (integratorKey === undefined) return await connectBare(options)
    return await connectWidget(options, await fetchToken(caller, url, integratorKey, [CONVERSATION]), CONVERSATION)
  }
  made.push(...(await inBatches(count, open)))
  sides.set(name, side)
  return { connected: made.length }
}

const trigger = async ({ url }: Side, secret: string): Promise<void> => {
  serial += 1
  const body = webhookBody({ conversationId: CONVERSATION, score: BELOW_THE_GATE, serial })
  await caller.call('POST', url, '/webhook/cognigy', bearerHeaders(secret), body)
}

const untilArrived = async (side: Side, count: number): Promise<void> => {
  const giveUpAt = performance.now() + ARRIVE_WITHIN_MS
  while (side.arrived < count) {
    if (performance.now() > giveUpAt) throw new Error(`${count - side.arrived} messages never arrived`)
    await sleep(1)
  }
}

/** From sending a webhook to each message on each client; the next webhook waits until all of the last arrived. */
const latency = async ({ side: name, secret, webhooks, everyMs }: z.infer<typeof latencyJob>) => {
  const side = sideOf(name)
  const perWebhook = EVENTS_OF_A_WEBHOOK * side.clients.length
  const durations: number[] = []
  for (let sent = 0; sent < webhooks; sent += 1) {
    const arrivals: number[] = []
    Object.assign(side, { arrived: 0, arrivals })
    const sentAt = performance.now()
    await Promise.all([trigger(side, secret), untilArrived(side, perWebhook)])
    for (const at of arrivals) durations.push(at - sentAt)
    await sleep(Math.max(0, everyMs - (performance.now() - sentAt)))
  }
  side.arrivals = undefined
  return latencyOf(durations)
}

/** As fast as it goes with a few webhooks under way; one counts as done when all of its messages arrived. */
const throughput = async ({ side: name, secret, webhooks, inFlight }: z.infer<typeof throughputJob>) => {
  const side = sideOf(name)
  const perWebhook = EVENTS_OF_A_WEBHOOK * side.clients.length
  side.arrived = 0
  const startedAt = performance.now()
  const cpuBefore = process.cpuUsage()
  for (let sent = 0; sent < webhooks; sent += 1) {
    await untilArrived(side, (sent - inFlight + 1) * perWebhook)
    await trigger(side, secret)
  }
  await untilArrived(side, webhooks * perWebhook)
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage(cpuBefore)
  return { messagesPerSecond: side.arrived / seconds, clientCpu: (user + system) / 1e6 / seconds }
}

serveCommands({
  connect: command(connectJob, connect),
  latency: command(latencyJob, latency),
  throughput: command(throughputJob, throughput),
})
