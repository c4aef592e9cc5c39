/** What a replay tells those who follow it: the desktop's list, the ledger, the log. */
import type { EscalationLevel, Speaker } from '../../shared/wire/vocabulary.ts'
import type { SentimentAnswer } from '../../shared/wire/webhooks.ts'
import type { DialogueIntent } from './dialogues.ts'
import type { WebhookResult } from './webhook-node.ts'

type LiveStatus = 'bot' | 'queued' | 'active' | 'ended'

/** Where the bot's flow is to go on, by how frustrated the customer is. */
interface EscalationTarget {
  readonly level: EscalationLevel
  readonly flow: string
  readonly node: string
}

/** A conversation as it is now; a new object after each change. */
export interface LiveFacts {
  readonly conversationId: string
  readonly interactionId: string
  readonly sessionId: string
  readonly customerName: string
  readonly channel: string
  readonly startedAt: string
  readonly status: LiveStatus
  /** Once it is routed. */
  readonly skill: string | undefined
  /** Once an agent has it. */
  readonly agentId: string | undefined
  /** Of the last utterance that was scored for the bot. */
  readonly escalation: EscalationTarget | undefined
}

export interface SaidLine {
  /** The `utteranceId` of its stream frame. */
  readonly id: string
  readonly speaker: Speaker
  readonly text: string
  readonly at: string
  /** Somebody at the desk wrote it, not the script. */
  readonly byHand?: true
}

export interface AnsweredWebhook {
  readonly path: string
  readonly intent: DialogueIntent
  readonly result: WebhookResult
}

/** What became of the sentiment webhook for one utterance. */
export interface AnsweredSentiment {
  readonly text: string
  readonly result: WebhookResult
  /** Absent where the webhook did not help. */
  readonly answer: SentimentAnswer | undefined
}

/** All calls of one conversation come in order: started, then anything, then ended. None may throw. */
export interface ReplayObserver {
  /** The first utterance waits until everybody is ready, so that nobody misses it. */
  started?(facts: LiveFacts): void | Promise<void>
  /** Status, skill, agent or where the bot's flow goes on are others now. */
  changed?(facts: LiveFacts): void
  said?(facts: LiveFacts, line: SaidLine): void
  webhookAnswered?(facts: LiveFacts, webhook: AnsweredWebhook): void
  /** After `webhookAnswered` of the same utterance, if there was any. */
  sentimentAnswered?(facts: LiveFacts, sentiment: AnsweredSentiment): void
  /** Nothing more will be said or sent, and every webhook was answered or given up. */
  ended?(facts: LiveFacts): void
}
