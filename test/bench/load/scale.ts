/**
 * Load process: a share of the conversations, each with its widget and its webhooks, so that one clock times both ends and
 * the checker has both sides of a conversation. Which process a webhook or a widget gets is picked at random: with a rule
 * that both follow, what is heard would be shown by the same process, and no store would ever have to carry it over.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import * as z from 'zod/mini'
import { type Acknowledged, check } from '../harness/checker.ts'
import { command, serveCommands } from '../harness/worker.ts'
import { inBatches } from './batches.ts'
import { createCaller } from './clients.ts'
import { type FollowingWidget, openFollowingWidget } from './following-widget.ts'
import { runOpenLoop } from './open-loop.ts'
import { fetchToken } from './widget-tokens.ts'

const connectJob = z.object({
  side: z.string(),
  urls: z.array(z.string()),
  /** A conversation's webhooks and widget go to one process, as they must where processes share nothing. */
  together: z.boolean(),
  widgets: z.int(),
  integratorKey: z.string(),
  seed: z.int(),
  /** Which of the load processes this is. */
  share: z.int(),
})
const loadJob = z.object({
  side: z.string(),
  secret: z.string(),
  perSecond: z.number(),
  seconds: z.number(),
  phase: z.number(),
})
const cutJob = z.object({ side: z.string(), portion: z.number() })
const sideJob = z.object({ side: z.string() })

/** A token lets an agent have twenty sockets, and one that was cut off may hold two for a moment. */
const CONVERSATIONS_OF_AN_AGENT = 8
/** Marks stay short, lest a masking service takes them for numbers of cards. */
const MARKS_OF_A_SHARE = 1_000_000
/**
 * A slow look for a lost last message may take ten seconds, and a widget that failed often waits for fifteen: what it has not
 * been shown by then is lost, and before it is only late.
 */
const SETTLE_WITHIN_MS = 40_000
const QUIET_MS = 300
const PASSED_OVER_MS = 1000
const EXAMPLES = 3

interface Side {
  readonly widgets: FollowingWidget[]
  readonly conversations: readonly string[]
  readonly pickUrl: (conversationId: string) => string
  readonly onRefused: (url: string) => void
  readonly random: () => number
  readonly sentAt: Map<string, number>
  readonly seen: Set<string>
  /** Acknowledged and not shown yet. */
  readonly awaited: Set<string>
  acknowledged: Acknowledged[]
  durations: number[]
  recoveries: number[]
  givenUp: readonly string[]
}

const sides = new Map<string, Side>()
const sideOf = (name: string): Side => {
  const side = sides.get(name)
  if (side === undefined) throw new Error(`nobody is connected to ${name}`)
  return side
}
let marks = 0

/** As a balancer has it: whoever refuses connections is passed over for a while, unless all do. */
const urlPicker = ({ urls, together }: z.infer<typeof connectJob>, random: () => number) => {
  const homes = new Map<string, string>()
  const refusedAt = new Map<string, number>()
  const any = (): string => {
    const isRefusing = (url: string): boolean => performance.now() - (refusedAt.get(url) ?? -Infinity) < PASSED_OVER_MS
    const willing = urls.filter((url) => !isRefusing(url))
    const among = willing.length > 0 ? willing : urls
    return among[Math.floor(random() * among.length)] ?? ''
  }
  return {
    pickUrl: (conversationId: string): string => {
      if (!together) return any()
      const home = homes.get(conversationId) ?? any()
      homes.set(conversationId, home)
      return home
    },
    onRefused: (url: string) => void refusedAt.set(url, performance.now()),
  }
}

const connect = async (job: z.infer<typeof connectJob>) => {
  const generator = xoroshiro128plus(job.seed + job.share)
  const random = (): number => uniformFloat64(generator)
  marks = Math.max(marks, job.share * MARKS_OF_A_SHARE)
  const conversations = Array.from({ length: job.widgets }, (_, index) => `conv_${job.share}_${index}`)
  const side: Side = {
    widgets: [],
    conversations,
    ...urlPicker(job, random),
    random,
    sentAt: new Map(),
    seen: new Set(),
    awaited: new Set(),
    acknowledged: [],
    durations: [],
    recoveries: [],
    givenUp: [],
  }
  sides.set(job.side, side)
  const caller = createCaller()
  const agents = Math.ceil(conversations.length / CONVERSATIONS_OF_AN_AGENT)
  const tokens = await inBatches(agents, (index) => {
    const from = index * CONVERSATIONS_OF_AN_AGENT
    const own = conversations.slice(from, from + CONVERSATIONS_OF_AN_AGENT)
    return fetchToken(caller, job.urls[0] ?? '', job.integratorKey, own, `agent-${job.share}-${index}`)
  })
  await caller.close()
  const open = (index: number): Promise<FollowingWidget> => {
    const conversationId = conversations[index] ?? ''
    return openFollowingWidget({
      conversationId,
      token: tokens[Math.floor(index / CONVERSATIONS_OF_AN_AGENT)] ?? '',
      pickUrl: () => side.pickUrl(conversationId),
      onRefused: side.onRefused,
      onUtterance: (utterance) => {
        const sentAt = side.sentAt.get(utterance)
        if (sentAt !== undefined) side.durations.push(performance.now() - sentAt)
        side.sentAt.delete(utterance)
        side.seen.add(utterance)
        side.awaited.delete(utterance)
      },
      onRecovered: (ms) => side.recoveries.push(ms),
    })
  }
  side.widgets.push(...(await inBatches(conversations.length, open)))
  return { connected: side.widgets.length }
}

const settle = async (side: Side): Promise<void> => {
  const giveUpAt = performance.now() + SETTLE_WITHIN_MS
  const isSettled = () => side.awaited.size === 0 && side.widgets.every((widget) => widget.isCurrent())
  while (!isSettled() && performance.now() < giveUpAt) await sleep(20)
  // What a webhook tells behind its utterance.
  await sleep(QUIET_MS)
}

/** Load, then the wait until all of it is shown. */
const load = async ({ side: name, ...rest }: z.infer<typeof loadJob>) => {
  const side = sideOf(name)
  const { conversations, random } = side
  side.durations = []
  side.recoveries = []
  side.givenUp = await runOpenLoop({
    ...rest,
    pickConversation: () => conversations[Math.floor(random() * conversations.length)] ?? '',
    pickUrl: side.pickUrl,
    onRefused: side.onRefused,
    nextMark: () => {
      marks += 1
      return marks
    },
    onSent: (utterance) => side.sentAt.set(utterance, performance.now()),
    onAcknowledged: (acknowledged) => {
      side.acknowledged.push(acknowledged)
      if (!side.seen.has(acknowledged.utterance)) side.awaited.add(acknowledged.utterance)
    },
  })
  await settle(side)
  const { durations, recoveries } = side
  return { durations, recoveries }
}

/** Ends the connections of some widgets, without a word. */
const cut = async ({ side: name, portion }: z.infer<typeof cutJob>) => {
  const { widgets, random } = sideOf(name)
  for (const widget of widgets) if (random() < portion) widget.cut()
  return {}
}

/** What the checker makes of all since the last time, in numbers and a few examples. */
const conclude = async ({ side: name }: z.infer<typeof sideJob>) => {
  const side = sideOf(name)
  const told = await inBatches(side.widgets.length, async (index) => (await side.widgets[index]?.conclude()) ?? false)
  const logs = side.widgets.map((widget) => ({ conversationId: widget.conversationId, received: widget.take() }))
  const found = check(side.acknowledged, logs)
  side.acknowledged = []
  for (const forgotten of [side.sentAt, side.seen, side.awaited]) forgotten.clear()
  const { acknowledged, events, repeated, newEpochs } = found
  const { lost, doubled, contradicting, outOfOrder, holes } = found
  const givenUp = side.givenUp.slice(0, EXAMPLES).map((reason) => `given up: ${reason}`)
  const examples = Object.entries({ lost, doubled, contradicting, outOfOrder, holes }).flatMap(([kind, places]) =>
    places.slice(0, EXAMPLES).map((place) => `${kind}: ${JSON.stringify(place)}`),
  )
  return {
    ...{ acknowledged, events, repeated, newEpochs, examples: [...givenUp, ...examples] },
    lost: lost.length,
    doubled: doubled.length,
    contradicting: contradicting.length,
    outOfOrder: outOfOrder.length,
    holes: holes.reduce((sum, { from, to }) => sum + to - from + 1, 0),
    unacknowledged: side.givenUp.length,
    stranded: told.filter((isTold) => !isTold).length,
  }
}

const disconnect = async ({ side: name }: z.infer<typeof sideJob>) => {
  for (const widget of sideOf(name).widgets) widget.close()
  sides.delete(name)
  return {}
}

serveCommands({
  connect: command(connectJob, connect),
  load: command(loadJob, load),
  cut: command(cutJob, cut),
  conclude: command(sideJob, conclude),
  disconnect: command(sideJob, disconnect),
})
