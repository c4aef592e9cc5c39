/** Who is on an escalation: the first supervisor who says so, and nobody else. */
import type { AssistEvent, ConversationSnapshot, EscalationData } from '../../wire/assist.ts'
import type { Decision } from '../conversation/change.ts'
import { hasEnded } from '../conversation/ended.ts'
import { escalationOf } from './standing.ts'

type Escalated = Pick<ConversationSnapshot, 'escalation' | 'status'>

export type Taken =
  | { readonly kind: 'taken'; readonly by: string }
  /** Nothing is escalated, or nobody is there any more. */
  | { readonly kind: 'nothing' | 'ended' }

/** @param supervisor who wants to be on it, as their token names them */
export const takeEscalation = (snapshot: Escalated, supervisor: string): Decision<Taken> => {
  const standing = escalationOf(snapshot)
  if (hasEnded(snapshot)) return { value: { kind: 'ended' } }
  if (standing === undefined || snapshot.escalation === null) return { value: { kind: 'nothing' } }
  if (standing.takenBy !== undefined) return { value: { kind: 'taken', by: standing.takenBy } }
  const data: EscalationData = { ...snapshot.escalation.data, takenBy: supervisor, since: standing.at }
  const event: AssistEvent = { type: 'escalation', data }
  return { value: { kind: 'taken', by: supervisor }, change: { events: [event] } }
}
