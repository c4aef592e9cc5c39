/** What the panel makes of an escalation: whether it still holds, how loud it is, who asked for it. Pure. */
import { isHigher } from '../../shared/domain/frustration/escalation.ts'
import { TREND_STEP } from '../../shared/domain/frustration/frustration-trend.ts'
import type { ConversationSnapshot, EscalationData, FrustrationData } from '../../shared/wire/assist.ts'
import { isAfter } from './order.ts'

export type EscalationNews = NonNullable<ConversationSnapshot['escalation']>

export interface EscalationView {
  readonly news: EscalationNews
  readonly level: 'supervisor' | 'manager'
  /** `act` while it is news to the agent and nothing that they see speaks against it. */
  readonly tone: 'act' | 'quiet'
  /** The customer has calmed down since. */
  readonly isOver: boolean
  /** Which agent asked for it; nothing where none did, or it is not known. */
  readonly by: Somebody | undefined
  /** Which supervisor is on it, once one said so. */
  readonly takenBy: Somebody | undefined
}

/** `you`: the one who looks. */
type Somebody = 'you' | { readonly name: string }

/** Names one escalation: a later one is another, also where it says the same. */
export const escalationKey = ({ seq, at }: EscalationNews): string => `${seq} ${at}`

export const isSameEscalation = (one: EscalationView, other: EscalationView): boolean =>
  escalationKey(one.news) === escalationKey(other.news)

/** How the customer feels, where that was scored. */
const moodIn = (frustration: ConversationSnapshot['frustration']): FrustrationData | undefined => {
  const data = frustration?.data
  return data === undefined || data.unscored !== undefined || data.recent?.length === 0 ? undefined : data
}

/** Whether the figure that led to it fell: one that only hovers at a cut did not. */
const hasFallen = (mood: FrustrationData, { cause, score }: EscalationData): boolean =>
  score === undefined ? cause === 'frustration' : mood.score <= score - TREND_STEP

const whoIs = (name: string | undefined, agentId: string | undefined): Somebody | undefined => {
  if (name === undefined) return undefined
  return name === agentId ? 'you' : { name }
}

/** @param agentId whom the panel calls "you", as far as is known. */
export const escalationView = (
  { escalation, frustration, status }: Pick<ConversationSnapshot, 'escalation' | 'frustration' | 'status'>,
  agentId: string | undefined,
): EscalationView | null => {
  if (escalation === null || escalation.data.level === 'standard') return null
  const { data } = escalation
  const { level } = escalation.data
  const mood = moodIn(frustration)
  const isBelow = mood !== undefined && isHigher(level, mood.level)
  const isOver = isBelow && frustration !== null && isAfter(frustration, escalation) && hasFallen(mood, data)
  const by = whoIs(data.cause === 'agent' ? data.by : undefined, agentId)
  const takenBy = whoIs(data.takenBy, agentId)
  const isQuiet =
    isOver || takenBy !== undefined || mood?.level === 'standard' || by === 'you' || status?.data.state === 'ended'
  return { news: escalation, level, tone: isQuiet ? 'quiet' : 'act', isOver, by, takenBy }
}
