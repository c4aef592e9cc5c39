/** Load process: Cognigy and CXone behind the service, conversations in full swing, and one who counts what is told of them. */
import { setTimeout as sleep } from 'node:timers/promises'
import { io } from 'socket.io-client'
import * as z from 'zod/mini'
import type { Speaker } from '../../../shared/wire/vocabulary.ts'
import { startCognigy } from '../../../simulator/cognigy/server.ts'
import { queueIdOf } from '../../../simulator/cxone/directory.ts'
import { startCxone } from '../../../simulator/cxone/server.ts'
import { readDialogues } from '../../../simulator/dialogues.ts'
import { ABOVE_THE_GATE, BELOW_THE_GATE } from '../bodies.ts'
import { inRepository } from '../harness/places.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { createCaller } from './clients.ts'
import { bearerHeaders } from './webhook-headers.ts'
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
const UPSET = -0.7

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

/** What people say, of the demo's dialogues; a number makes each the only one of its kind. */
class Lines {
  readonly #texts: Record<Speaker, string[]> = { customer: [], agent: [], bot: [] }
  #said = 0

  async read(path: string): Promise<void> {
    for await (const { turns } of readDialogues(path)) {
      for (const { speaker, text } of turns) this.#texts[speaker].push(text)
    }
  }

  next(speaker: Speaker): { readonly id: string; readonly text: string } {
    const texts = this.#texts[speaker]
    this.#said += 1
    return { id: `u${this.#said}`, text: `${texts[this.#said % texts.length] ?? ''} (${this.#said})` }
  }
}

type Deed = () => Promise<unknown>

/** What happens in a conversation, again and again: everything that the service tells widgets of is among it. */
const deedsOf = async (
  conversationId: string,
  lines: Lines,
  { url, secret }: z.infer<typeof serviceJob>,
): Promise<{ readonly say: (speaker: Speaker) => void; readonly deeds: readonly Deed[] }> => {
  const [cognigy, cxone] = await upstreams
  const sessionId = `sess_${conversationId}`
  const history: { userInput: string }[] = []
  const post = (path: string, body: object) =>
    caller.call('POST', url, path, bearerHeaders(secret), JSON.stringify(body))
  /** A contact that was routed is done with; the next one goes by the same name. */
  const beginAnew = () => cxone.seedConversation({ id: conversationId, customerName: 'Nadia Farouk' })

  const say = (speaker: Speaker, sentimentScore?: number, keyword = ''): void => {
    const { id, text } = lines.next(speaker)
    const transcript = `${text} ${keyword}`.trim()
    if (speaker === 'customer') history.push({ userInput: transcript })
    history.splice(0, history.length - 20)
    cognigy.sendUpdate({
      interactionId: conversationId,
      conversationId,
      utteranceId: `${conversationId}-${id}`,
      speaker,
      transcript,
      ...(sentimentScore === undefined ? {} : { sentimentScore }),
    })
  }
  const says =
    (...said: Parameters<typeof say>): Deed =>
    async () =>
      say(...said)
  const route = (name: string, score: number, text: string) =>
    post('/webhook/cognigy', {
      session: { id: sessionId, user: { name: 'Nadia Farouk' }, cxone: { conversationId, channel: 'webchat' } },
      intent: { name, score },
      text,
    })
  const isRouted: Deed = async () => {
    beginAnew()
    await route('billing_inquiry', ABOVE_THE_GATE, lines.next('customer').text)
  }
  const isMisunderstood: Deed = async () => {
    const { text } = lines.next('customer')
    await route('product_return', BELOW_THE_GATE, text)
    await post('/webhook/fallback', {
      sessionId,
      input: text,
      intent: { name: 'Fallback', confidence: 0.31 },
      context: { channel: 'webchat' },
      previousIntents: [{ name: 'product_return', confidence: 0.31 }],
    })
  }
  const isFelt: Deed = () =>
    post('/webhook/sentiment-escalation', {
      session: { id: sessionId, history: history.slice(0, -1) },
      userInput: history.at(-1)?.userInput ?? '',
      platform: 'webchat',
      language: 'en',
    })
  const isHandedOver: Deed = async () => {
    beginAnew()
    await post('/webhook/handover', {
      conversationId,
      transferTo: { type: 'queue', id: queueIdOf('General Inquiry') },
      transferType: 'blind',
      wrapupCode: { id: 'wrapup-transferred' },
      contextData: {
        intent: 'billing_inquiry',
        customerName: 'Nadia Farouk',
        transferReason: 'Asked for a person',
        botSummary: `Was charged twice. Last words: ${history.at(-1)?.userInput ?? ''}`,
        orderNumber: lines.next('bot').id,
      },
    })
  }
  beginAnew()
  return {
    say,
    deeds: [
      says('customer', undefined, 'and I want a refund'),
      says('agent'),
      isFelt,
      says('customer'),
      says('bot'),
      isMisunderstood,
      says('customer', UPSET),
      isFelt,
      isRouted,
      says('agent'),
      says('customer', undefined, 'or I cancel'),
      isHandedOver,
    ],
  }
}

let conversationsInTurn: readonly { readonly deeds: readonly Deed[] }[] = []

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
  const conversations = await Promise.all(ids.map((id) => deedsOf(id, lines, job)))
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
