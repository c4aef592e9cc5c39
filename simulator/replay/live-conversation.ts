/** One conversation in progress: its ids in all three worlds, and what is sent for it. */
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { SentimentWebhook } from '../../shared/wire/webhooks.ts'
import type { Clock } from '../clock.ts'
import type { CognigyStandIn } from '../cognigy/tutorial/server.ts'
import { queueIdOf } from '../cxone/tutorial/directory.ts'
import type { CxoneStandIn } from '../cxone/tutorial/server.ts'
import {
  FALLBACK_PATH,
  fallbackIn,
  HANDOVER_PATH,
  isBelowGate,
  isHandedOver,
  SENTIMENT_PATH,
  sentimentIn,
  skillIn,
  TRANSFER_NODE,
} from './answers.ts'
import type { Dialogue, DialogueIntent } from './dialogues.ts'
import type { AnsweredWebhook, LiveFacts, ReplayObserver, SaidLine } from './events.ts'
import { Misunderstandings } from './misunderstandings.ts'
import { Moods } from './moods.ts'
import type { WebhookNode } from './webhook-node.ts'

export interface ReplayParts {
  readonly cxone: Pick<CxoneStandIn, 'seedConversation' | 'queueConversation' | 'assignAgent' | 'endConversation'>
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

/** Who takes what the bot hands over because it did not understand. */
const TRANSFER_SKILL = 'General Inquiry'

/** What a dialogue says of an utterance, and what it leaves to the bot's flow. */
export interface BotScript {
  /** What the bot takes the utterance for; it looks for none where the dialogue names none. */
  readonly intent: DialogueIntent | undefined
  /** The bot says what the fallback webhook answers, since the dialogue has no line for it. */
  readonly botAnswers: boolean
  /** The flow may hand the conversation to a person. Not where the dialogue goes on with the bot. */
  readonly mayTransfer: boolean
}

export class LiveConversation {
  readonly #parts: ReplayParts
  readonly #language: string
  readonly #webhookPath: string
  readonly #misunderstandings = new Misunderstandings()
  readonly #moods: Moods
  #answered: Promise<void> = Promise.resolve()
  #facts: LiveFacts
  #said = 0
  #isAnsweredByHand = false

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
      escalation: undefined,
    }
    const { conversationId, sessionId, customerName, channel } = this.#facts
    this.#moods = new Moods({ sessionId, platform: channel, language: this.#language })
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

  /** Whether somebody at the desk wrote since the customer did. */
  get isAnsweredByHand(): boolean {
    return this.#isAnsweredByHand
  }

  /** Somebody at the desk writes. */
  answerByHand(text: string): SaidLine {
    this.#isAnsweredByHand = true
    return this.#send({ speaker: 'agent', text, byHand: true })
  }

  /** Sends one utterance over the stream, with a mood from -1 to 1 where one is known. Before a person has the conversation, whoever answers is the bot. */
  say(speaker: Speaker, text: string, sentimentScore?: number): SaidLine {
    if (speaker === 'customer') this.#isAnsweredByHand = false
    return this.#send({ speaker, text }, sentimentScore)
  }

  #send({ speaker, text, byHand }: Pick<SaidLine, 'speaker' | 'text' | 'byHand'>, sentimentScore?: number): SaidLine {
    const { clock, cognigy, observers } = this.#parts
    const { interactionId, conversationId, agentId, channel } = this.#facts
    this.#said += 1
    const line: SaidLine = {
      id: `${interactionId}-u${this.#said}`,
      speaker: speaker === 'agent' && agentId === undefined ? 'bot' : speaker,
      text,
      at: new Date(clock.now()).toISOString(),
      ...(byHand && { byHand }),
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
   * The bot's flow deals with an utterance of the customer, if the bot still has the conversation then: the routing
   * webhook where there is an intent, the fallback webhook where it was not understood, the sentiment webhook. The
   * conversation goes on meanwhile; one webhook at a time, since a flow waits for its HTTP node before it looks at the
   * next utterance. Resolves when the bot has acted on the answers.
   */
  hear(text: string, script: BotScript): Promise<void> {
    const mood = this.#moods.next(text)
    this.#answered = this.#answered.then(() => this.#act(text, script, mood))
    return this.#answered
  }

  /** An agent takes it, if it was routed and nobody has it yet. */
  pickUp(): void {
    if (this.#facts.status !== 'queued') return
    const { agent, cognigy, cxone } = this.#parts
    const { conversationId, interactionId } = this.#facts
    cxone.assignAgent(conversationId, agent.name)
    // Before the desk opens it: the stream's next words may be seconds away, and until then nobody knows whose it is.
    cognigy.sendUpdate({ interactionId, conversationId, agentId: agent.id, transcript: '' })
    this.#change({ status: 'active', agentId: agent.id })
  }

  async end(): Promise<void> {
    await this.#answered
    this.#parts.cxone.endConversation(this.#facts.conversationId, 'wrapup-resolved')
    this.#change({ status: 'ended' })
    for (const observer of this.#parts.observers) observer.ended?.(this.#facts)
  }

  async #act(text: string, script: BotScript, mood: SentimentWebhook): Promise<void> {
    // What the bot has handed over meanwhile is no longer its business.
    if (this.#facts.status !== 'bot') return
    const { intent } = script
    const isMisunderstood = intent !== undefined && (await this.#route(intent, text))
    if (isMisunderstood) await this.#fallBack(intent, text, script)
    await this.#feel(mood)
  }

  /** True: the bot is to fall back. */
  async #route(intent: DialogueIntent, text: string): Promise<boolean> {
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
    if (skill !== undefined) this.#queue(skill)
    this.#tellAnswered({ path: this.#webhookPath, intent, result })
    return isBelowGate(result)
  }

  async #fallBack(failed: DialogueIntent, text: string, { botAnswers, mayTransfer }: BotScript): Promise<void> {
    const { sessionId, channel } = this.#facts
    const context = { channel, language: this.#language }
    const body = this.#misunderstandings.next(failed, text, { sessionId, context })
    const result = await this.#parts.node.post(FALLBACK_PATH, body)
    const answer = fallbackIn(result)
    if (answer !== undefined && botAnswers) this.say('bot', answer.output)
    if (answer?.nextNode === TRANSFER_NODE && mayTransfer) {
      await this.#handOver(failed, text)
      this.#queue(TRANSFER_SKILL)
    }
    this.#tellAnswered({ path: FALLBACK_PATH, intent: failed, result })
  }

  /** By the BFF, so that the agent gets a card; a flow whose BFF does not take it queues the conversation by itself. */
  async #handOver({ name }: DialogueIntent, text: string): Promise<void> {
    const { conversationId, customerName, channel } = this.#facts
    const result = await this.#parts.node.post(HANDOVER_PATH, {
      conversationId,
      transferTo: { type: 'queue', id: queueIdOf(TRANSFER_SKILL) },
      transferType: 'blind',
      wrapupCode: { id: 'wrapup-transferred' },
      contextData: {
        intent: name,
        customerName,
        transferReason: 'The bot did not understand',
        botSummary: `The bot could not tell what the customer wants. Their last words: ${text}`,
        channel,
        language: this.#language,
      },
    })
    if (!isHandedOver(result)) this.#parts.cxone.queueConversation(conversationId, TRANSFER_SKILL)
  }

  /** The flow notes where it is to go on; what is said next stays the dialogue's own course. */
  async #feel(mood: SentimentWebhook): Promise<void> {
    const result = await this.#parts.node.post(SENTIMENT_PATH, mood)
    const answer = sentimentIn(result)
    if (answer?.status === 'success' && answer.escalationLevel !== this.#facts.escalation?.level) {
      const { escalationLevel: level, targetFlow: flow, targetNode: node } = answer
      this.#change({ escalation: { level, flow, node } })
    }
    const sentiment = { text: mood.userInput, result, answer }
    for (const observer of this.#parts.observers) observer.sentimentAnswered?.(this.#facts, sentiment)
  }

  /** The conversation waits for a person, who takes it after a while. */
  #queue(skill: string): void {
    this.#change({ status: 'queued', skill })
    void this.#parts.clock.sleep(this.#parts.pickUpMs).then(() => this.pickUp())
  }

  #tellAnswered(webhook: AnsweredWebhook): void {
    for (const observer of this.#parts.observers) observer.webhookAnswered?.(this.#facts, webhook)
  }

  #change(change: Partial<LiveFacts>): void {
    this.#facts = { ...this.#facts, ...change }
    for (const observer of this.#parts.observers) observer.changed?.(this.#facts)
  }
}
