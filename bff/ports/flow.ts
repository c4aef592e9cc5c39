/** What a use case offers to the rim. */
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import type { RequestName } from '../../shared/wire/requests.ts'
import type { Takers } from './requests.ts'
import type { Webhook } from './webhook.ts'

export interface Flow<Names extends RequestName = never> {
  readonly webhooks: readonly Webhook[]
  /** What widgets may ask of it. */
  readonly requests: Takers<Names>
  /** Resolves when nothing is being worked on that outlives its answer. */
  settled(): Promise<void>
  /** Lets go of all that it holds of a conversation that is erased, and does nothing more for it. */
  forget?(conversation: ConversationRecord): void
}
