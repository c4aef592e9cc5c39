/** Replays dialogues at a human pace, several at a time, as Cognigy and CXone would report them. */
import { setMaxListeners } from 'node:events'
import type { Hand } from '../desktop/hands.ts'
import type { Dialogue } from './dialogues.ts'
import type { SaidLine } from './events.ts'
import { withIntents } from './intents.ts'
import { LiveConversation, type ReplayParts } from './live-conversation.ts'

export interface ReplayOptions extends Omit<ReplayParts, 'pickUpMs'> {
  /** Where new conversations come from; asked for the next one whenever a place is free. */
  readonly dialogues: AsyncIterator<Dialogue, unknown>
  /** How many conversations live at a time. */
  readonly concurrent: number
  /** What somebody at the desk is doing in a conversation; by default nobody sits there. */
  readonly handIn?: ((conversationId: string) => Hand) | undefined
  /** 2 is twice as fast as the people were. */
  readonly speed: number
  /** Ends the replay: what is in progress ends where it is. */
  readonly signal: AbortSignal
}

export interface Replay {
  /** An agent writes in a live conversation. Undefined: it is not live, or the bot still has it. */
  agentSays(conversationId: string, text: string): SaidLine | undefined
  /** An agent ends a live conversation. False: it is not live, or the bot still has it. */
  agentEnds(conversationId: string): boolean
  /** Resolves when the dialogues are through or the signal aborted, and everything has ended; rejects if the dialogues fail. */
  readonly done: Promise<{ readonly conversations: number }>
}

/** Between the starts of two conversations at the beginning, so that they do not speak in chorus. */
const STAGGER_MS = 1200
/** Between the end of one conversation and the start of the next in its place. */
const BREATHER_MS = 2000
/** How long a routed conversation waits before an agent takes it. */
const PICK_UP_MS = 1000
/**
 * Between two utterances of one conversation at least, whatever the speed. Webhooks and stream are two connections: any
 * closer, and what was sent second could arrive first.
 */
const SHORTEST_PAUSE_MS = 25
/** How long the script leaves an answer to whoever has the conversation open, or is writing in it. */
const PATIENCE_MS = { reading: 20_000, writing: 180_000 } as const
const LOOK_AGAIN_MS = 500

/** Loops over dialogues for ever. */
export async function* forever(dialogues: readonly Dialogue[]): AsyncGenerator<Dialogue, void> {
  while (dialogues.length > 0) yield* dialogues
}

/** Stops after `limit` dialogues. */
export async function* atMost(dialogues: AsyncIterable<Dialogue>, limit: number): AsyncGenerator<Dialogue, void> {
  let left = limit
  if (left <= 0) return
  for await (const dialogue of dialogues) {
    yield dialogue
    left -= 1
    if (left <= 0) return
  }
}

/** Starts replaying at once. */
export const startReplay = (options: ReplayOptions): Replay => {
  const { dialogues, concurrent, speed, signal, clock, handIn = () => 'away' } = options
  const live = new Map<string, LiveConversation>()
  /** What ends each of them before its dialogue does. */
  const ends = new Map<string, AbortController>()
  const failed = new AbortController()
  const stop = AbortSignal.any([signal, failed.signal])
  // Every live conversation sleeps on it; that many listeners are no leak.
  setMaxListeners(0, stop)
  let started = 0

  /** False: the replay is to stop. */
  const pause = async (ms: number, least = 0, until = stop): Promise<boolean> => {
    if (!until.aborted) await clock.sleep(Math.max(ms / speed, least), until).catch(() => undefined)
    return !until.aborted
  }

  /** Nobody types over whoever sits at the desk. True: they answered, and the script need not. */
  const isLeftToHand = async (conversation: LiveConversation, until: AbortSignal): Promise<boolean> => {
    const since = clock.now()
    while (!conversation.isAnsweredByHand) {
      const hand = handIn(conversation.facts.conversationId)
      if (hand === 'away' || clock.now() - since >= PATIENCE_MS[hand] / speed) return false
      if (!(await pause(LOOK_AGAIN_MS, 0, until))) return false
    }
    return true
  }

  const play = async (dialogue: Dialogue): Promise<void> => {
    const conversation = new LiveConversation(dialogue, started++, { ...options, pickUpMs: PICK_UP_MS / speed })
    await conversation.begin()
    const { conversationId } = conversation.facts
    live.set(conversationId, conversation)
    const ended = new AbortController()
    ends.set(conversationId, ended)
    const until = AbortSignal.any([stop, ended.signal])
    setMaxListeners(0, until)
    let at = 0
    const { turns } = withIntents(dialogue)
    for (const [n, { speaker, text, t, intent, sentiment, misunderstood = false }] of turns.entries()) {
      if (!(await pause((t - at) * 1000, SHORTEST_PAUSE_MS, until))) break
      at = t
      if (speaker === 'agent') {
        if (await isLeftToHand(conversation, until)) continue
        if (until.aborted) break
        conversation.pickUp()
      }
      const line = conversation.say(speaker, text, sentiment)
      if (speaker === 'customer' && conversation.facts.skill === undefined) {
        const mayTransfer = turns.slice(n + 1).every((later) => later.speaker !== 'bot')
        const acted = conversation.hear(line, { intent, botAnswers: misunderstood, mayTransfer })
        // Whoever is asked something waits for the question before answering it.
        if (misunderstood) await acted
      }
    }
    live.delete(conversationId)
    ends.delete(conversationId)
    await conversation.end()
  }

  const lane = async (number: number): Promise<void> => {
    let goOn = await pause(number * STAGGER_MS)
    while (goOn) {
      const next = await dialogues.next()
      if (next.done === true) return
      await play(next.value)
      goOn = await pause(BREATHER_MS)
    }
  }

  const run = async (): Promise<{ conversations: number }> => {
    const lanes = Array.from({ length: concurrent }, (_, number) => lane(number))
    try {
      await Promise.all(lanes)
    } catch (error) {
      failed.abort()
      await Promise.allSettled(lanes)
      throw error
    } finally {
      await dialogues.return?.()
    }
    return { conversations: started }
  }

  return {
    agentSays: (conversationId, text) => {
      const conversation = live.get(conversationId)
      if (conversation === undefined || conversation.facts.status === 'bot') return undefined
      conversation.pickUp()
      return conversation.answerByHand(text)
    },
    agentEnds: (conversationId) => {
      const conversation = live.get(conversationId)
      if (conversation?.facts.status !== 'active') return false
      ends.get(conversationId)?.abort()
      return true
    },
    done: run(),
  }
}
