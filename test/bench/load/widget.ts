/** Load process: many real socket.io clients, one room each, and the webhooks whose events they wait for. */
import { io, type Socket } from 'socket.io-client'
import * as z from 'zod/mini'
import { BELOW_THE_GATE, webhookBody } from '../bodies.ts'
import { latencyOf } from '../harness/statistics.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { inBatches } from './batches.ts'
import { type Caller, createCaller } from './clients.ts'
import { bearerHeaders } from './webhook-headers.ts'
import { fetchToken } from './widget-tokens.ts'

const connectJob = z.object({
  side: z.string(),
  url: z.string(),
  widgets: z.int(),
  /** Without one no token is asked for: the baseline knows none. */
  integratorKey: z.optional(z.string()),
})
const runJob = z.object({ side: z.string(), secret: z.string(), webhooks: z.int(), everyMs: z.optional(z.number()) })

const envelope = z.object({ conversationId: z.string(), type: z.string() })
const joinAnswer = z.object({ ok: z.literal(true) })

interface Side {
  readonly url: string
  readonly widgets: readonly Socket[]
  /** A connection pool of its own for each side. */
  readonly caller: Caller
  /** By conversation: who waits for its routing event. */
  readonly waiting: Map<string, () => void>
}

const ANSWER_WITHIN_MS = 5000
const sides = new Map<string, Side>()
let serial = 0

const conversationOf = (index: number): string => `conv_${String(index).padStart(8, '0')}`

const join = async (socket: Socket, conversationId: string): Promise<void> => {
  const answer: unknown = await socket.timeout(ANSWER_WITHIN_MS).emitWithAck('conversation:join', { conversationId })
  joinAnswer.parse(answer)
}

const connect = async ({ side, url, widgets: count, integratorKey }: z.infer<typeof connectJob>) => {
  const caller = createCaller()
  const waiting = new Map<string, () => void>()
  const widgets = await inBatches(count, async (index) => {
    const conversationId = conversationOf(index)
    const token = integratorKey === undefined ? '' : await fetchToken(caller, url, integratorKey, [conversationId])
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    socket.on('assist', (event: unknown) => {
      const { conversationId: of, type } = envelope.parse(event)
      if (of !== conversationId) throw new Error('an event reached the wrong widget')
      if (type === 'routing') waiting.get(of)?.()
    })
    await join(socket, conversationId)
    return socket
  })
  sides.set(side, { url, widgets, caller, waiting })
  return { connected: widgets.filter(({ connected }) => connected).length }
}

const untilShown = async ({ url, widgets, caller, waiting }: Side, secret: string): Promise<number> => {
  serial += 1
  const conversationId = conversationOf((serial * 7919) % widgets.length)
  const body = webhookBody({ conversationId, score: BELOW_THE_GATE, serial })
  const sentAt = performance.now()
  const shown = new Promise<number>((resolve) => {
    waiting.set(conversationId, () => resolve(performance.now() - sentAt))
  })
  await caller.call('POST', url, '/webhook/cognigy', bearerHeaders(secret), body)
  return await shown
}

const run = async ({ side: name, secret, webhooks, everyMs }: z.infer<typeof runJob>) => {
  const side = sides.get(name)
  if (side === undefined) throw new Error(`nobody is connected to ${name}`)
  const durations: number[] = []
  while (durations.length < webhooks) {
    durations.push(await untilShown(side, secret))
    if (everyMs !== undefined) await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
  return latencyOf(durations)
}

serveCommands({ connect: command(connectJob, connect), run: command(runJob, run) })
