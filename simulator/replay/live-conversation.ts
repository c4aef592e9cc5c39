/** One conversation in progress: its ids in all three worlds, and what is sent for it. */
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { Clock } from '../clock.ts'
import type { CognigyStandIn } from '../cognigy/server.ts'
import type { CxoneStandIn } from '../cxone/server.ts'
import type { Dialogue, DialogueIntent } from '../dialogues.ts'
import type { LiveFacts, ReplayObserver, SaidLine } from './events.ts'
import type { WebhookNode, WebhookResult } from './webhook-node.ts'

export interface ReplayParts {
  readonly cxone: Pick<CxoneStandIn, 'seedConversation' | 'assignAgent' | 'endConversation'>
  readonly cognigy: Pick<CognigyStandIn, 'seedSession' | 'sendUpdate'>
  readonly node: WebhookNode
  readonly clock: Clock
  /** Everybody gets the same agent, so that one desk sees it all. */
  readonly agent: { readonly id: string; readonly name: string }
  readonly observers: readonly ReplayObserver[]
  /** How long a routed conversation waits before the agent takes it. */
  readonly pickUpMs: number
  /** The varying part of new ids. */
  readonly newId: () => string
}

const DETAILED_PATH = '/webhook/cognigy/routing'
const PLAIN_PATH = '/webhook/cognigy'

/** What the answer says, whichever of the two paths it came from. */
const skillIn = ({ status, body }: WebhookResult): string | undefined => {
  if (status !== 200 || typeof body !== 'object' || body === null) return undefined
  if ('routedTo' in body && typeof body.routedTo === 'string') return body.routedTo
  return 'skill' in body && typeof body.skill === 'string' ? body.skill : undefined
}

export class LiveConversation {
  readonly #parts: ReplayParts
  readonly #language: string
  readonly #webhookPath: string
  #answered: Promise<void> = Promise.resolve()
  #facts: LiveFacts
  #said = 0

  constructor(dialogue: Dialogue, number: number, parts: ReplayParts) {
    const id = parts.newId()
    this.#parts = parts
    this.#language = dialogue.language ?? 'en'
    this.#webhookPath = number % 3 === 2 ? PLAIN_PATH : DETAILED_PATH
    this.#facts = {
      conversationId: `conv_${id}`,
      interactionId: `int_${id}`,
      sessionId: `sess_${id}`,
      customerName: dialogue.customerName ?? `Customer ${number + 1}`,
      channel: dialogue.channel ?? 'webchat',
      startedAt: new Date(parts.clock.now()).toISOString(),
      status: 'bot',
      skill: undefined,
      agentId: undefined,
    }
    const { conversationId, sessionId, customerName } = this.#facts
    parts.cxone.seedConversation({ id: conversationId, customerName })
    parts.cognigy.seedSession(sessionId, { language: this.#language })
  }

  /** Tells everybody; resolves when all are ready. Before anything is said. */
  async begin(): Promise<void> {
    await Promise.all(this.#parts.observers.map((observer) => observer.started?.(this.#facts)))
  }

  get facts(): LiveFacts {
    return this.#facts
  }

  /** Sends one utterance over the stream, with a mood from -1 to 1 where one is known. Before a person has the conversation, whoever answers is the bot. */
  say(speaker: Speaker, text: string, sentimentScore?: number): SaidLine {
    const { clock, cognigy, observers } = this.#parts
    const { interactionId, conversationId, agentId, channel } = this.#facts
    this.#said += 1
    const line: SaidLine = {
      id: `${interactionId}-u${this.#said}`,
      speaker: speaker === 'agent' && agentId === undefined ? 'bot' : speaker,
      text,
      at: new Date(clock.now()).toISOString(),
    }
    cognigy.sendUpdate({
      interactionId,
      conversationId,
      ...(agentId !== undefined && { agentId }),
      transcript: text,
      ...(sentimentScore !== undefined && { sentimentScore }),
      speaker: line.speaker,
      utteranceId: line.id,
      context: { channel, language: this.#language },
    })
    for (const observer of observers) observer.said?.(this.#facts, line)
    return line
  }

  /**
   * Posts the routing webhook for an utterance; the conversation goes on meanwhile. One at a time, since a bot's flow
   * waits for its HTTP node before it looks at the next utterance.
   */
  understand(intent: DialogueIntent, text: string): void {
    this.#answered = this.#answered.then(() => this.#post(intent, text))
  }

  /** An agent takes it, if it was routed and nobody has it yet. */
  pickUp(): void {
    if (this.#facts.status !== 'queued') return
    const { agent, cxone } = this.#parts
    cxone.assignAgent(this.#facts.conversationId, agent.name)
    this.#change({ status: 'active', agentId: agent.id })
  }

  async end(): Promise<void> {
    await this.#answered
    this.#parts.cxone.endConversation(this.#facts.conversationId, 'wrapup-resolved')
    this.#change({ status: 'ended' })
    for (const observer of this.#parts.observers) observer.ended?.(this.#facts)
  }

  async #post(intent: DialogueIntent, text: string): Promise<void> {
    const { sessionId, conversationId, customerName, channel } = this.#facts
    const result = await this.#parts.node.post(this.#webhookPath, {
      session: {
        id: sessionId,
        user: { id: `user_${sessionId.slice('sess_'.length)}`, name: customerName },
        cxone: { conversationId, channel },
      },
      intent: { name: intent.name, score: intent.score },
      text,
    })
    const skill = skillIn(result)
    if (skill !== undefined && this.#facts.status === 'bot') {
      this.#change({ status: 'queued', skill })
      void this.#parts.clock.sleep(this.#parts.pickUpMs).then(() => this.pickUp())
    }
    const webhook = { path: this.#webhookPath, intent, result }
    for (const observer of this.#parts.observers) observer.webhookAnswered?.(this.#facts, webhook)
  }

  #change(change: Partial<LiveFacts>): void {
    this.#facts = { ...this.#facts, ...change }
    for (const observer of this.#parts.observers) observer.changed?.(this.#facts)
  }
}
