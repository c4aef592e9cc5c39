/** What an agent says was meant: kept for the next index, and told to all widgets of the conversation. */
import { type ToldIds, toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hadUtterance } from '../../../shared/domain/conversation/mentions.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import type { FallbackData } from '../../../shared/wire/assist.ts'
import type { IntentConfirmation } from '../../../shared/wire/socket-reports.ts'
import { announcing, type Conversations } from '../../conversations/conversations.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import { type ConfirmedIntents, NotKept } from '../../ports/records.ts'
import type { Clock } from '../../ports/time.ts'

/**
 * `off`: there is no place to keep it. `failed`: there is one, and it could not be written. `not_found`: there never was such
 * a conversation or utterance.
 */
export type ConfirmationOutcome = 'recorded' | 'off' | 'failed' | 'not_found'

export interface ConfirmationFlow {
  take(report: IntentConfirmation): Promise<ConfirmationOutcome>
}

export interface ConfirmationFlowParts {
  /** `undefined`: nothing is kept. */
  readonly confirmedIntents: ConfirmedIntents | undefined
  readonly conversations: Pick<Conversations, 'change' | 'find'>
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

export const createConfirmationFlow = (parts: ConfirmationFlowParts): ConfirmationFlow => {
  const { confirmedIntents, conversations, clock, log, metrics } = parts

  return {
    take: async ({ conversationId: alias, utteranceId, predicted, actual }) => {
      if (confirmedIntents === undefined) return 'off'
      const record = await conversations.find(alias)
      const place = record === undefined ? undefined : toldOf(record.ids)
      const isMentioned = record !== undefined && (utteranceId === undefined || hadUtterance(record, utteranceId))
      if (place === undefined || !isMentioned) return 'not_found'
      const { conversationId } = record
      const told = fallbackOf(record, utteranceId)
      // A report that comes again, because its acknowledgement was lost: counted twice, it would weigh twice.
      if (told?.confirmed === actual) return 'recorded'
      const failed = told?.predicted ?? predicted
      try {
        await confirmedIntents.record({
          timestamp: new Date(clock.now()).toISOString(),
          conversationId,
          ...(utteranceId === undefined ? {} : { utteranceId }),
          ...(failed === undefined ? {} : { predicted: failed }),
          actual,
          eventType: 'INTENT_CONFIRMED',
        })
      } catch (error) {
        if (!(error instanceof NotKept)) throw error
        metrics.intentConfirmed('failed')
        log.error({ conversationId, cause: error.cause }, 'a confirmed intent could not be kept')
        return 'failed'
      }
      metrics.intentConfirmed('recorded')
      if (told !== undefined) await tell(place, { ...told, confirmed: actual })
      return 'recorded'
    },
  }

  async function tell(place: ToldIds, confirmed: FallbackData): Promise<void> {
    await conversations.change(place, (record) => {
      const newest = record.snapshot.fallback?.data
      // An agent may answer late: what was misunderstood since must stay what widgets hold for the newest.
      const isOlder = newest !== undefined && newest.utteranceId !== confirmed.utteranceId
      const events = (isOlder ? [confirmed, newest] : [confirmed]).map((data) => ({ type: 'fallback' as const, data }))
      return { value: undefined, change: announcing(record, { events }) }
    })
  }
}

/** What was told of this utterance last, as long as the conversation still remembers it. */
const fallbackOf = (
  { snapshot, replayable }: ConversationRecord,
  utteranceId: string | undefined,
): FallbackData | undefined => {
  const newest = snapshot.fallback
  const told = replayable.flatMap((event) => (event.type === 'fallback' ? [event.data] : []))
  return [...told, ...(newest === null ? [] : [newest.data])].findLast((data) => data.utteranceId === utteranceId)
}
