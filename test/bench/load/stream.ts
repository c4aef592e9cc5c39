/** Load process: Cognigy's stand-in and the widgets that wait for what it says, so that one clock times both ends. */
import { io } from 'socket.io-client'
import * as z from 'zod/mini'
import { type CognigyStandIn, startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { latencyOf } from '../harness/statistics.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { inBatches } from './batches.ts'
import { createCaller } from './clients.ts'
import { fetchToken } from './widget-tokens.ts'

const listenJob = z.object({ side: z.string() })
const connectJob = z.object({
  side: z.string(),
  url: z.string(),
  widgets: z.int(),
  integratorKey: z.optional(z.string()),
})
const runJob = z.object({ side: z.string(), frames: z.int(), perSecond: z.number() })

const tokenAnswer = z.object({ access_token: z.string() })
const event = z.object({ type: z.string(), data: z.object({ utteranceId: z.optional(z.string()) }) })

interface Side {
  readonly cognigy: CognigyStandIn
  readonly caller: ReturnType<typeof createCaller>
  /** When each utterance that was not shown yet was sent. */
  readonly sentAt: Map<string, number>
  readonly durations: number[]
  widgets: number
}

const ACK_WITHIN_MS = 5000
const TICK_MS = 4
const ARRIVES_WITHIN_MS = 10_000
const sides = new Map<string, Side>()
let serial = 0

const sideOf = (name: string): Side => {
  const side = sides.get(name)
  if (side === undefined) throw new Error(`nobody listens to ${name}`)
  return side
}
const conversationOf = (index: number): string => `conv_${String(index).padStart(8, '0')}`

/** A bearer token, for the baseline that cannot fetch one. */
const fetchStreamToken = async ({ url, clientId, clientSecret }: CognigyStandIn): Promise<string> => {
  const scope = 'agentassist:read dialog:read analytics:write streaming:subscribe'
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope }
  const response = await fetch(`${url}/api/v1/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  return tokenAnswer.parse(await response.json()).access_token
}

const listen = async ({ side }: z.infer<typeof listenJob>) => {
  const cognigy = await startCognigy({ journalCapacity: 100 })
  sides.set(side, { cognigy, caller: createCaller(), sentAt: new Map(), durations: [], widgets: 0 })
  const { url, clientId, clientSecret, streamPath } = cognigy
  return { url, clientId, clientSecret, streamPath, token: await fetchStreamToken(cognigy) }
}

const connect = async ({ side: name, url, widgets, integratorKey }: z.infer<typeof connectJob>) => {
  const side = sideOf(name)
  await inBatches(widgets, async (index) => {
    const conversationId = conversationOf(index)
    const token = integratorKey === undefined ? '' : await fetchToken(side.caller, url, integratorKey, [conversationId])
    const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, auth: { token } })
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve)
      socket.once('connect_error', reject)
    })
    socket.on('assist', (arrived: unknown) => {
      const arrivedAt = performance.now()
      const { type, data } = event.parse(arrived)
      const utteranceId = data.utteranceId ?? ''
      const sentAt = side.sentAt.get(utteranceId)
      if (type !== 'transcript' || sentAt === undefined) return
      side.durations.push(arrivedAt - sentAt)
      side.sentAt.delete(utteranceId)
    })
    await socket.timeout(ACK_WITHIN_MS).emitWithAck('conversation:join', { conversationId })
    return socket
  })
  side.widgets = widgets
  return { connected: widgets }
}

const say = (side: Side): void => {
  serial += 1
  const conversationId = conversationOf(serial % side.widgets)
  const utteranceId = `u${serial}`
  side.sentAt.set(utteranceId, performance.now())
  side.cognigy.sendUpdate({
    interactionId: conversationId,
    conversationId,
    utteranceId,
    speaker: 'customer',
    transcript: `the parcel with number ${serial} is still somewhere on its way to me`,
  })
}

/** Frames at an even pace; several at once where the pace is faster than the timer. */
const run = async ({ side: name, frames, perSecond }: z.infer<typeof runJob>) => {
  const side = sideOf(name)
  side.durations.length = 0
  const startedAt = performance.now()
  let sent = 0
  while (sent < frames) {
    const due = Math.min(frames, Math.floor(((performance.now() - startedAt) / 1000) * perSecond) + 1)
    for (; sent < due; sent += 1) say(side)
    await new Promise((resolve) => setTimeout(resolve, TICK_MS))
  }
  const waitedSince = performance.now()
  while (side.sentAt.size > 0) {
    if (performance.now() - waitedSince > ARRIVES_WITHIN_MS)
      throw new Error(`${side.sentAt.size} frames never arrived at ${name}`)
    await new Promise((resolve) => setTimeout(resolve, TICK_MS))
  }
  return latencyOf(side.durations)
}

serveCommands({ listen: command(listenJob, listen), connect: command(connectJob, connect), run: command(runJob, run) })
