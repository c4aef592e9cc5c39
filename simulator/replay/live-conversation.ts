/** One conversation in progress: its ids in all three worlds, and what is sent for it. */
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { SentimentWebhook } from '../../shared/wire/webhooks.ts'
import type { PlayedCognigy } from '../cast/cognigy.ts'
import type { ContactIds, PlayedCxone } from '../cast/cxone.ts'
import type { Clock } from '../clock.ts'
import { fallbackIn, isBelowGate, isHandedOver, sentimentIn, skillIn, TRANSFER_NODE } from './answers.ts'
import type { Dialogue, DialogueIntent } from './dialogues.ts'
import type { AnsweredWebhook, LiveFacts, ReplayObserver, SaidLine } from './events.ts'
import type { Flow, FlowState, Heard } from './flow.ts'
import { Misunderstandings } from './misunderstandings.ts'
import { Moods } from './moods.ts'
import type { WebhookNode } from './webhook-node.ts'

export interface ReplayParts {
  readonly cxone: Pick<
    PlayedCxone,
    'idsOf' | 'seedConversation' | 'queueConversation' | 'assignAgent' | 'endConversation'
  >
  readonly cognigy: Pick<PlayedCognigy, 'seedSession'>
  readonly flow: Flow
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
  readonly #number: number
  readonly #ids: ContactIds
  readonly #userId: string
  readonly #misunderstandings = new Misunderstandings()
  readonly #moods: Moods
  #answered: Promise<void> = Promise.resolve()
  #told: Promise<void> = Promise.resolve()
  #facts: LiveFacts
  #said = 0
  #isAnsweredByHand = false

  constructor(dialogue: Dialogue, number: number, parts: ReplayParts) {
    const id = parts.newId()
    this.#parts = parts
    this.#language = dialogue.language ?? 'en'
    this.#number = number
    this.#userId = `user_${id}`
    const channel = dialogue.channel ?? 'webchat'
    this.#ids = parts.cxone.idsOf(id, channel)
    this.#facts = {
      conversationId: this.#ids.conversationId,
      interactionId: `int_${id}`,
      sessionId: `sess_${id}`,
      customerName: dialogue.customerName ?? `Customer ${number + 1}`,
      channel,
      startedAt: new Date(parts.clock.now()).toISOString(),
      status: 'bot',
      skill: undefined,
      agentId: undefined,
      escalation: undefined,
    }
    const { sessionId, customerName } = this.#facts
    this.#moods = new Moods({ sessionId, platform: channel, language: this.#language })
    parts.cxone.seedConversation(this.#ids, customerName)
    parts.cognigy.seedSession(sessionId, this.#userId, { language: this.#language })
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

  /** Tells of one utterance, with a mood from -1 to 1 where one is known. Before a person has the conversation, whoever answers is the bot. */
  say(speaker: Speaker, text: string, sentimentScore?: number): SaidLine {
    if (speaker === 'customer') this.#isAnsweredByHand = false
    return this.#send({ speaker, text }, sentimentScore)
  }

  #send({ speaker, text, byHand }: Pick<SaidLine, 'speaker' | 'text' | 'byHand'>, sentimentScore?: number): SaidLine {
    const { clock, flow, observers } = this.#parts
    const { interactionId, agentId } = this.#facts
    this.#said += 1
    const line: SaidLine = {
      id: `${interactionId}-u${this.#said}`,
      speaker: speaker === 'agent' && agentId === undefined ? 'bot' : speaker,
      text,
      at: new Date(clock.now()).toISOString(),
      ...(byHand && { byHand }),
    }
    this.#told = flow.tell(this.#state(), line, sentimentScore, this.#told)
    for (const observer of observers) observer.said?.(this.#facts, line)
    return line
  }

  /**
   * The bot's flow deals with an utterance of the customer, if the bot still has the conversation then: the routing
   * webhook where there is an intent, the fallback webhook where it was not understood, the sentiment webhook. The
   * conversation goes on meanwhile; one webhook at a time, since a flow waits for its HTTP node before it looks at the
   * next utterance. Resolves when the bot has acted on the answers.
   */
  hear(line: SaidLine, script: BotScript): Promise<void> {
    const mood = this.#moods.next(line.text)
    // A flow's first node tells of what was said; what it asks comes after that.
    const told = this.#told
    this.#answered = this.#answered.then(() => told).then(() => this.#act(line, script, mood))
    return this.#answered
  }

  /** An agent takes it, if it was routed and nobody has it yet. */
  pickUp(): void {
    if (this.#facts.status !== 'queued') return
    const { agent, cxone, flow } = this.#parts
    cxone.assignAgent(this.#facts.conversationId, agent.name)
    const state = this.#state()
    // Before the desk opens it: the next words may be seconds away, and until then nobody knows whose it is.
    this.#told = flow.tellAgent({ ...state, facts: { ...state.facts, agentId: agent.id } }, this.#told)
    this.#change({ status: 'active', agentId: agent.id })
  }

  async end(): Promise<void> {
    await this.#answered
    await this.#told
    this.#parts.cxone.endConversation(this.#facts.conversationId)
    this.#change({ status: 'ended' })
    for (const observer of this.#parts.observers) observer.ended?.(this.#facts)
  }

  async #act(line: SaidLine, script: BotScript, mood: SentimentWebhook): Promise<void> {
    // What the bot has handed over meanwhile is no longer its business.
    if (this.#facts.status !== 'bot') return
    const { intent } = script
    const isMisunderstood = intent !== undefined && (await this.#route(intent, line))
    if (isMisunderstood) await this.#fallBack(intent, line, script)
    await this.#feel(line, mood)
  }

  #state(): FlowState {
    const [facts, ids, userId, number, language] = [this.#facts, this.#ids, this.#userId, this.#number, this.#language]
    return { facts, ids, userId, number, language }
  }

  #heard(line: SaidLine): Heard {
    return { ...this.#state(), line }
  }

  /** True: the bot is to fall back. */
  async #route(intent: DialogueIntent, line: SaidLine): Promise<boolean> {
    const { path, body } = this.#parts.flow.routing(this.#heard(line), intent)
    const result = await this.#parts.node.post(path, body)
    const skill = skillIn(result)
    if (skill !== undefined) this.#queue(skill)
    this.#tellAnswered({ path, intent, result })
    return isBelowGate(result)
  }

  async #fallBack(failed: DialogueIntent, line: SaidLine, { botAnswers, mayTransfer }: BotScript): Promise<void> {
    const { sessionId } = this.#facts
    const misunderstood = this.#misunderstandings.next(failed, line.text, { sessionId })
    const { path, body } = this.#parts.flow.fallback(this.#heard(line), misunderstood)
    const result = await this.#parts.node.post(path, body)
    const answer = fallbackIn(result)
    if (answer !== undefined && botAnswers) this.say('bot', answer.output)
    if (answer?.nextNode === TRANSFER_NODE && mayTransfer) {
      await this.#handOver(failed, line)
      this.#queue(TRANSFER_SKILL)
    }
    this.#tellAnswered({ path, intent: failed, result })
  }

  /** By the BFF, so that the agent gets a card; a flow whose BFF does not take it queues the conversation by itself. */
  async #handOver(intent: DialogueIntent, line: SaidLine): Promise<void> {
    const { path, body } = this.#parts.flow.handover(this.#heard(line), intent, TRANSFER_SKILL)
    const result = await this.#parts.node.post(path, body)
    if (!isHandedOver(result)) this.#parts.cxone.queueConversation(this.#facts.conversationId, TRANSFER_SKILL)
  }

  /** The flow notes where it is to go on; what is said next stays the dialogue's own course. */
  async #feel(line: SaidLine, mood: SentimentWebhook): Promise<void> {
    const { path, body } = this.#parts.flow.sentiment(this.#heard(line), mood)
    const result = await this.#parts.node.post(path, body)
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
