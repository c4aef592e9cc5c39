/** A replay whose whole world is written down: what was sent, posted, changed, and who was told. */
import type { UpdatePayload } from '../../simulator/cognigy/tutorial/server.ts'
import { queueIdOf } from '../../simulator/cxone/tutorial/directory.ts'
import { FALLBACK_PATH, SENTIMENT_PATH } from '../../simulator/replay/answers.ts'
import type { Dialogue, DialogueTurn } from '../../simulator/replay/dialogues.ts'
import type { ReplayObserver } from '../../simulator/replay/events.ts'
import { type ReplayOptions, startReplay } from '../../simulator/replay/replay.ts'
import { createTutorialFlow } from '../../simulator/replay/tutorial-flow.ts'
import type { WebhookResult } from '../../simulator/replay/webhook-node.ts'
import { FakeClock } from './fake-clock.ts'

export const dialogue = (id: string, ...turns: readonly DialogueTurn[]): Dialogue => ({
  id,
  tasks: [],
  customerName: `Customer ${id}`,
  channel: 'webchat',
  language: 'en',
  turns,
})
export const says = (speaker: DialogueTurn['speaker'], t: number, text: string, score?: number): DialogueTurn => ({
  speaker,
  text,
  t,
  ...(score !== undefined && { intent: { name: 'billing_inquiry', score } }),
})

const NOT_FOUND: WebhookResult = { status: 404, body: {}, attempts: 1 }

export const once = async function* (...dialogues: readonly Dialogue[]): AsyncGenerator<Dialogue, void> {
  yield* dialogues
}

/** A BFF that routes from 0.85 on and has neither fallback nor sentiment webhook, unless told otherwise. */
export const setUp = (dialogues: AsyncIterator<Dialogue, unknown>, options: Partial<ReplayOptions> = {}) => {
  const clock = new FakeClock()
  const start = clock.now()
  const frames: (UpdatePayload & { readonly at: number })[] = []
  /** Nobody says anything in these. */
  const wordless: (UpdatePayload & { readonly at: number })[] = []
  const posts: { readonly path: string; readonly body: unknown; readonly at: number }[] = []
  const world: string[] = []
  const log: string[] = []
  const abort = new AbortController()
  let ids = 0
  const at = () => (clock.now() - start) / 1000
  const answer = (body: unknown): WebhookResult => {
    const score = /"score":([\d.]+)/.exec(JSON.stringify(body))?.[1]
    const isUnderstood = Number(score) >= 0.85
    const answered = isUnderstood ? { status: 'success', routedTo: 'Billing Support' } : { status: 'low_confidence' }
    return { status: 200, attempts: 1, body: answered }
  }
  const observer: ReplayObserver = {
    started: ({ conversationId }) => void log.push(`started ${conversationId}`),
    changed: ({ status }) => void log.push(status),
    said: (_facts, line) => void log.push(`${line.speaker}: ${line.text}`),
    webhookAnswered: (_facts, { intent }) => void log.push(`webhook ${intent.score}`),
    ended: ({ conversationId }) => void log.push(`ended ${conversationId}`),
  }
  const replay = startReplay({
    cxone: {
      idsOf: (id) => ({ conversationId: `conv_${id}` }),
      seedConversation: ({ conversationId }, name) => void world.push(`${conversationId} of ${name}`),
      queueConversation: (id, skill) => void world.push(`${id} queued for ${skill}`),
      assignAgent: (id, name) => void world.push(`${id} to ${name}`),
      endConversation: (id) => void world.push(`${id} ended`),
    },
    cognigy: {
      seedSession: (id) => void world.push(id),
    },
    flow: createTutorialFlow(
      {
        handoverTo: (skill) => ({
          transferTo: { type: 'queue', id: queueIdOf(skill) },
          wrapupCode: { id: 'wrapup-transferred' },
        }),
      },
      (payload) => void (payload.transcript === '' ? wordless : frames).push({ ...payload, at: at() }),
    ),
    node: {
      post: async (path, body) => {
        posts.push({ path, body, at: at() })
        return path === FALLBACK_PATH || path === SENTIMENT_PATH ? NOT_FOUND : answer(body)
      },
    },
    clock,
    agent: { id: 'agent-7', name: 'Robin' },
    observers: [observer],
    newId: () => `000${++ids}`,
    dialogues,
    concurrent: 1,
    speed: 1,
    signal: abort.signal,
    ...options,
  })
  return { clock, replay, frames, wordless, posts, world, log, abort }
}
