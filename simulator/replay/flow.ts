/** How a bot's flow words what it sends to the BFF: which node posts what, and who tells of what was said. */
import type { FallbackWebhook, SentimentWebhook } from '../../shared/wire/webhooks.ts'
import type { ContactIds } from '../cast/cxone.ts'
import type { DialogueIntent } from './dialogues.ts'
import type { LiveFacts, SaidLine } from './events.ts'

/** What a flow knows of its conversation at any time. */
export interface FlowState {
  readonly facts: LiveFacts
  readonly ids: ContactIds
  readonly userId: string
  /** Of the conversation, in the order of their starts. */
  readonly number: number
  readonly language: string
}

/** An utterance of the customer that a flow deals with. */
export interface Heard extends FlowState {
  readonly line: SaidLine
}

/** One node that posts. */
interface WebhookCall {
  readonly path: string
  readonly body: unknown
}

export interface Flow {
  routing(heard: Heard, intent: DialogueIntent): WebhookCall
  /** @param body as Cognigy's own fallback intent has it */
  fallback(heard: Heard, body: Omit<FallbackWebhook, 'context'>): WebhookCall
  sentiment(heard: Heard, body: SentimentWebhook): WebhookCall
  /** To whoever takes what the bot did not understand. */
  handover(heard: Heard, intent: DialogueIntent, skill: string): WebhookCall
  /**
   * Tells the BFF of something that was said; resolves when it was sent. Not before `told`, if it could overtake what
   * was said before.
   */
  tell(state: FlowState, line: SaidLine, mood: number | undefined, told: Promise<void>): Promise<void>
  /** Tells the BFF, without words, whose the conversation is now; else as `tell`. */
  tellAgent(state: FlowState, told: Promise<void>): Promise<void>
}

export const TRANSFER_REASON = 'The bot did not understand'
