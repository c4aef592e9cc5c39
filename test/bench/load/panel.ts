/** Load process: Cognigy and CXone behind the service, conversations in full swing, and one who counts what is told of them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import * as z from 'zod/mini'
import { startCognigy } from '../../../simulator/cognigy/tutorial/server.ts'
import { startCxone } from '../../../simulator/cxone/tutorial/server.ts'
import { inRepository } from '../harness/places.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { createCaller } from './clients.ts'
import { beginConversation, type Going, Lines } from './panel-deeds.ts'
import { fetchToken } from './widget-tokens.ts'

const serviceJob = z.object({ url: z.string(), secret: z.string(), integratorKey: z.string() })
const fillJob = z.object({ ...serviceJob.shape, conversations: z.int(), utterances: z.int() })
const startJob = z.object({ eventsPerMinute: z.number() })
const nothing = z.object({})

const event = z.object({ type: z.string() })
const joinAnswer = z.object({ ok: z.literal(true) })

const CALLS_KEPT = 100
const ACK_WITHIN_MS = 5000
const FILLED_WITHIN_MS = 60_000
/** Between two deeds at least, so that what comes of one is counted before the next. */
const LET_ARRIVE_MS = 15
const WAIT_MS = 5

const caller = createCaller()
const counted = new Map<string, number>()
const count = (): number => [...counted.values()].reduce((sum, each) => sum + each, 0)
let running: { isStopped: boolean; readonly done: Promise<void>; readonly startedAt: number } | undefined

const upstreams = Promise.all([
  startCognigy({ journalCapacity: CALLS_KEPT, acceptUnknownSessions: true }),
  startCxone({ journalCapacity: CALLS_KEPT }),
])

/** What a service of these upstreams has in its environment. */
const listen = async () => {
  const [cognigy, cxone] = await upstreams
  return {
    env: {
      COGNIGY_ORG_URL: cognigy.url,
      COGNIGY_API_URL: cognigy.url,
      COGNIGY_CLIENT_ID: cognigy.clientId,
      COGNIGY_CLIENT_SECRET: cognigy.clientSecret,
      COGNIGY_API_KEY: cognigy.apiKey,
      CXONE_API_URL: cxone.url,
      CXONE_CLIENT_ID: cxone.clientId,
      CXONE_CLIENT_SECRET: cxone.clientSecret,
    },
  }
}

let conversationsInTurn: readonly Going[] = []

/** Conversations that hold as much as is kept of one, and the token that opens them. */
const fill = async (job: z.infer<typeof fillJob>) => {
  const ids = Array.from({ length: job.conversations }, (_, index) => `conv_${String(index).padStart(8, '0')}`)
  const token = await fetchToken(caller, job.url, job.integratorKey, ids)
  const socket = io(job.url, { transports: ['websocket'], reconnection: false, auth: { token } })
  socket.on('assist', (arrived: unknown) => {
    const { type } = event.parse(arrived)
    counted.set(type, (counted.get(type) ?? 0) + 1)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', reject)
  })
  for (const conversationId of ids) {
    joinAnswer.parse(await socket.timeout(ACK_WITHIN_MS).emitWithAck('conversation:join', { conversationId }))
  }
  const lines = new Lines()
  await lines.read(inRepository('simulator/dialogues/demo.jsonl'))
  const [cognigy, cxone] = await upstreams
  const conversations = ids.map((id) => beginConversation(id, { ...job, cognigy, cxone, caller, lines }))
  for (let said = 0; said < job.utterances; said += 1) {
    for (const { say } of conversations) say(said % 2 === 0 ? 'customer' : 'agent')
  }
  const waitedSince = performance.now()
  while ((counted.get('transcript') ?? 0) < job.utterances * ids.length) {
    if (performance.now() - waitedSince > FILLED_WITHIN_MS) throw new Error('the conversations were never filled')
    await sleep(WAIT_MS)
  }
  conversationsInTurn = conversations
  return { token, conversations: ids }
}

/** Deeds at such a pace that this many events arrive, whatever a single one comes to. */
const drive = async (eventsPerMs: number, isStopped: () => boolean): Promise<void> => {
  const startedAt = performance.now()
  const before = count()
  for (let done = 0; !isStopped(); ) {
    if (count() - before > (performance.now() - startedAt) * eventsPerMs) {
      await sleep(WAIT_MS)
      continue
    }
    const { deeds = [] } = conversationsInTurn[done % conversationsInTurn.length] ?? {}
    // Each conversation is at another point of it.
    const round = Math.floor(done / conversationsInTurn.length) + (done % conversationsInTurn.length)
    await deeds[round % deeds.length]?.()
    done += 1
    await sleep(LET_ARRIVE_MS)
  }
}

const start = async ({ eventsPerMinute }: z.infer<typeof startJob>) => {
  counted.clear()
  const state = { isStopped: false, startedAt: performance.now() }
  running = Object.assign(state, { done: drive(eventsPerMinute / 60_000, () => state.isStopped) })
  // Told by `stop`; until then nobody waits for it.
  running.done.catch(() => undefined)
  return {}
}

/** What was told since `start`. */
const stop = async () => {
  if (running === undefined) throw new Error('nothing is going on')
  const { startedAt, done } = running
  running.isStopped = true
  await done
  const minutes = (performance.now() - startedAt) / 60_000
  return { perMinute: count() / minutes, byType: Object.fromEntries(counted) }
}

serveCommands({
  listen: command(nothing, listen),
  fill: command(fillJob, fill),
  start: command(startJob, start),
  stop: command(nothing, stop),
})
