/** All that is kept of a conversation, for whoever must tell a customer. */
import { type ConversationExport, EXPORT_FORMAT } from '../../../shared/wire/conversation-export.ts'
import { type Conversations, isKnown } from '../../conversations/conversations.ts'
import type { DeliveryStore, DutyStore } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'

/** `undefined` where nothing is known by that id. */
export type ExportConversation = (alias: string) => Promise<ConversationExport | undefined>

export interface ExportParts {
  readonly conversations: Pick<Conversations, 'find'>
  readonly deliveries: Pick<DeliveryStore, 'about'>
  readonly duties: Pick<DutyStore, 'owedTo'>
  readonly clock: Clock
}

export const createExport =
  ({ conversations, deliveries, duties, clock }: ExportParts): ExportConversation =>
  async (alias) => {
    const record = await conversations.find(alias)
    if (record === undefined || !isKnown(record)) return undefined
    const { mentioned, replayable, aliases, activeAt, agentId, contactId, sessionId, interactionId, ...kept } = record
    const { URLToken: _secret, ...origin } = kept.origin
    const isoOf = (ms: number): string => new Date(ms).toISOString()
    const sessions = kept.ids.flatMap(({ kind, id }) => (kind === 'session' ? [id] : []))
    const [owed, answers] = await Promise.all([duties.owedTo(sessions), deliveries.about(kept.ids)])
    return {
      format: EXPORT_FORMAT,
      exportedAt: isoOf(clock.now()),
      conversationId: kept.conversationId,
      ids: [...kept.ids],
      ...(Object.keys(origin).length === 0 ? {} : { origin }),
      ...(agentId === undefined ? {} : { agentId }),
      ...(activeAt === undefined ? {} : { activeAt: isoOf(activeAt) }),
      epoch: kept.epoch,
      snapshot: kept.snapshot,
      events: [...replayable],
      heard: kept.heard.map(({ toldBy, heardAt, ...each }) => ({
        ...each,
        toldBy: [...toldBy],
        heardAt: isoOf(heardAt),
      })),
      scores: [...kept.scores],
      unscored: [...kept.unscored],
      escalated: kept.escalated.map(({ at, ...each }) => ({ ...each, at: isoOf(at) })),
      needed: kept.needed.map(({ since, until }) => ({
        since: isoOf(since),
        ...(until === undefined ? {} : { until: isoOf(until) }),
      })),
      duties: owed.map(({ sessionId: to, task, until }) => ({
        sessionId: to,
        task: task.kind === 'context' ? { ...task, context: { ...task.context } } : task,
        until: isoOf(until),
      })),
      answers: answers.map(({ status, body, forms }) => ({
        status,
        body,
        ...(forms === undefined ? {} : { forms: { ...forms } }),
      })),
      mentioned: mentioned.size,
    }
  }
