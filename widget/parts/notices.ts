/** What the agent must act on or know before reading anything else, most urgent first. */
import type { ConversationSnapshot, RoutingFailure } from '../../shared/wire/assist.ts'
import { en as words } from '../i18n/en.ts'
import type { Connection } from '../state/connection.ts'
import type { Notice } from './notice.ts'

/** Failures after which the conversation may be where it should be all the same. */
const MAY_BE_ROUTED: ReadonlySet<RoutingFailure> = new Set(['already_routed_or_ended', 'timeout'])

const staleNotice = (connection: Connection): Notice | undefined => {
  if (connection.kind === 'offline') return { tone: 'act', title: words.announced.offline, text: words.stale.offline }
  if (connection.kind !== 'refused') return undefined
  const { code } = connection
  switch (code) {
    case 'unauthorized':
      return { tone: 'act', title: words.status.unauthorized, text: words.stale.unauthorized, code }
    case 'forbidden':
      return { tone: 'watch', title: words.status.forbidden, text: words.stale.forbidden, code }
    default:
      return { tone: 'watch', title: words.status.refused, text: words.stale.refused, code }
  }
}

const escalationNotice = ({ escalation }: ConversationSnapshot): Notice | undefined => {
  if (escalation === null || escalation.data.level === 'standard') return undefined
  const { level, cause, reason } = escalation.data
  const text = words.escalation.cause[cause]
  return { tone: 'act', title: words.escalation.title[level], text: reason === undefined ? text : `${text} ${reason}` }
}

const routingNotice = ({ routing }: ConversationSnapshot): Notice | undefined => {
  if (routing?.data.outcome !== 'failed') return undefined
  const { skill, reason } = routing.data
  return {
    tone: MAY_BE_ROUTED.has(reason) ? 'watch' : 'act',
    title: words.routing.failed(skill),
    text: words.routing.failures[reason],
    code: `routing/${reason}`,
  }
}

export const noticesOf = (snapshot: ConversationSnapshot, connection: Connection): readonly Notice[] =>
  [staleNotice(connection), escalationNotice(snapshot), routingNotice(snapshot)].filter(
    (notice) => notice !== undefined,
  )
