/** How a conversation stands: what its row says of it, and what says whether somebody has to look at it now. */
import type { ConversationSnapshot, FrustrationData } from '../../wire/assist.ts'
import type { EscalationLevel } from '../../wire/vocabulary.ts'
import { hasEnded } from '../conversation/ended.ts'

/** An escalation as it stands. */
interface Escalation {
  readonly level: EscalationLevel
  /** When it was escalated, ISO 8601. */
  readonly at: string
  /** The supervisor who is on it. */
  readonly takenBy?: string | undefined
}

type Said = ConversationSnapshot['transcript']

/** The newest escalation of a conversation; `undefined` where there is none, or it went back to the standard level. */
export const escalationOf = ({ escalation }: Pick<ConversationSnapshot, 'escalation'>): Escalation | undefined => {
  if (escalation === null || escalation.data.level === 'standard') return undefined
  const { level, since, takenBy } = escalation.data
  return { level, at: since ?? escalation.at, takenBy }
}

/** The customer's messages that nobody answered yet are the last ones; when the first of these came. */
export const unansweredSince = (said: Said): string | undefined =>
  said[said.findLastIndex(({ data }) => data.speaker !== 'customer') + 1]?.at

/** How the customer feels, where that was scored. */
export const moodOf = (frustration: ConversationSnapshot['frustration']): FrustrationData | undefined => {
  const data = frustration?.data
  return data === undefined || data.unscored !== undefined || data.recent?.length === 0 ? undefined : data
}

/** What a board says of its row (`needsSomeone`), found out without making one: it is asked at each change. */
export const needsSomeoneNow = (snapshot: ConversationSnapshot): boolean => {
  if (hasEnded(snapshot)) return false
  const escalation = escalationOf(snapshot)
  if (escalation !== undefined && escalation.takenBy === undefined) return true
  return moodOf(snapshot.frustration)?.level === 'manager' && unansweredSince(snapshot.transcript) !== undefined
}
