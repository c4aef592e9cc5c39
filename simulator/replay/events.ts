/** What a replay tells those who follow it: the desktop's list, the ledger, the log. */
import type { Speaker } from '../../shared/wire/vocabulary.ts'
import type { DialogueIntent } from '../dialogues.ts'
import type { WebhookResult } from './webhook-node.ts'

export type LiveStatus = 'bot' | 'queued' | 'active' | 'ended'

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
}

export interface SaidLine {
  /** The `utteranceId` of its stream frame. */
  readonly id: string
  readonly speaker: Speaker
  readonly text: string
  readonly at: string
}

export interface AnsweredWebhook {
  readonly path: string
  readonly intent: DialogueIntent
  readonly result: WebhookResult
}

/** All calls of one conversation come in order: started, then anything, then ended. None may throw. */
export interface ReplayObserver {
  /** The first utterance waits until everybody is ready, so that nobody misses it. */
  started?(facts: LiveFacts): void | Promise<void>
  /** Status, skill or agent are others now. */
  changed?(facts: LiveFacts): void
  said?(facts: LiveFacts, line: SaidLine): void
  webhookAnswered?(facts: LiveFacts, webhook: AnsweredWebhook): void
  /** Nothing more will be said or sent, and every webhook was answered or given up. */
  ended?(facts: LiveFacts): void
}
