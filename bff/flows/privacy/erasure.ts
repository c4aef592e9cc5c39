/** Forgets conversations: on request, and those that ended long enough ago. */
import { twinOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { DeliveryStore } from '../../ports/store.ts'
import { httpProblem } from '../../problem-answer.ts'

const HOUR_MS = 3_600_000

/** What a repeated delivery gets whose first answer quoted what was said. */
const GONE = httpProblem(410, 'the conversation that this delivery told of was erased, and its answer with it')

export interface ErasureParts {
  readonly conversations: Pick<Conversations, 'erase' | 'eraseEnded'>
  readonly deliveries: Pick<DeliveryStore, 'forget'>
  /** What all use cases hold of it in memory goes too. */
  readonly forget: (conversation: ConversationRecord) => void
  readonly rules: () => Pick<Rules, 'privacy'>
  readonly log: Log
  readonly metrics: Pick<Metrics, 'conversationErased'>
}

export interface Erasure {
  /** @returns whether anything was known by that id */
  erase(alias: string): Promise<boolean>
  /** Erases what ended longer ago than the rules keep it. */
  eraseOld(): Promise<void>
}

export const createErasure = (parts: ErasureParts): Erasure => {
  const { conversations, deliveries, log, metrics } = parts

  const letGo = async (record: ConversationRecord): Promise<void> => {
    parts.forget(record)
    const twins = record.ids.map(twinOf).filter((twin) => twin !== undefined)
    await deliveries.forget([...record.ids, ...twins], GONE)
  }

  const tell = ({ conversationId }: ConversationRecord, cause: 'request' | 'age'): void => {
    metrics.conversationErased(cause)
    log.info({ conversationId, cause }, 'a conversation was erased')
  }

  return {
    erase: async (alias) => {
      const record = await conversations.erase(alias, letGo)
      if (record !== undefined) tell(record, 'request')
      return record !== undefined
    },
    eraseOld: async () => {
      const erased = await conversations.eraseEnded(parts.rules().privacy.keepHours * HOUR_MS)
      for (const record of erased) {
        await letGo(record)
        tell(record, 'age')
      }
    },
  }
}
