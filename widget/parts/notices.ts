/** What the agent must act on or know before reading anything else, most urgent first. */
import type { ConversationSnapshot, RoutingFailure } from '../../shared/wire/assist.ts'
import type { Language } from '../i18n/language.ts'
import type { Connection } from '../state/connection.ts'
import type { Notice } from './notice.ts'

/** Failures after which the conversation may be where it should be all the same. */
const MAY_BE_ROUTED: ReadonlySet<RoutingFailure> = new Set(['already_routed_or_ended', 'timeout'])

const staleNotice = (connection: Connection, { text }: Language): Notice | undefined => {
  if (connection.kind === 'offline')
    return { tone: 'act', title: text('announced.offline'), text: text('stale.offline') }
  if (connection.kind !== 'refused') return undefined
  const { code } = connection
  switch (code) {
    case 'unauthorized':
      return { tone: 'act', title: text('status.unauthorized'), text: text('stale.unauthorized'), code }
    case 'forbidden':
      return { tone: 'watch', title: text('status.forbidden'), text: text('stale.forbidden'), code }
    default:
      return { tone: 'watch', title: text('status.refused'), text: text('stale.refused'), code }
  }
}

const escalationNotice = ({ escalation }: ConversationSnapshot, { text }: Language): Notice | undefined => {
  if (escalation === null || escalation.data.level === 'standard') return undefined
  const { level, cause, reason } = escalation.data
  const why = text(`escalation.cause.${cause}`)
  return {
    tone: 'act',
    title: text(`escalation.title.${level}`),
    text: reason === undefined ? why : text('text.both', { first: why, second: reason }),
  }
}

const routingNotice = ({ routing }: ConversationSnapshot, { text }: Language): Notice | undefined => {
  if (routing?.data.outcome !== 'failed') return undefined
  const { skill, reason } = routing.data
  const isUnclear = MAY_BE_ROUTED.has(reason)
  return {
    tone: isUnclear ? 'watch' : 'act',
    title: text(isUnclear ? 'routing.unclear' : 'routing.failed', { skill }),
    text: text(`routing.failure.${reason}`),
    code: `routing/${reason}`,
  }
}

export const noticesOf = (
  snapshot: ConversationSnapshot,
  connection: Connection,
  language: Language,
): readonly Notice[] =>
  [staleNotice(connection, language), escalationNotice(snapshot, language), routingNotice(snapshot, language)].filter(
    (notice) => notice !== undefined,
  )
