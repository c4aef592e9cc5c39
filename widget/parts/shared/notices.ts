/** What the agent must act on or know before reading anything else, most urgent first. */
import type { ConversationSnapshot, RoutingFailure } from '../../../shared/wire/assist.ts'
import type { Language } from '../../i18n/language.ts'
import type { Connection } from '../../state/connection.ts'
import type { Notice } from './notice.ts'

/** Failures after which the conversation may be where it should be all the same. */
const MAY_BE_ROUTED: ReadonlySet<RoutingFailure> = new Set(['already_routed_or_ended', 'timeout'])

const staleNotice = (connection: Connection, { text }: Language): Notice | undefined => {
  // The line above says what is wrong; this says what follows from it.
  const title = text('stale.title')
  if (connection.kind === 'offline') return { tone: 'act', title, text: text('stale.offline') }
  if (connection.kind !== 'refused') return undefined
  const { code } = connection
  switch (code) {
    case 'unauthorized':
      return { tone: 'act', title, text: text('stale.unauthorized'), code }
    case 'forbidden':
      return { tone: 'watch', title, text: text('stale.forbidden'), code }
    default:
      return { tone: 'watch', title, text: text('stale.refused'), code }
  }
}

const routingNotice = ({ routing, status }: ConversationSnapshot, { text }: Language): Notice | undefined => {
  // Where it should have gone is of no use once it is over.
  if (routing?.data.outcome !== 'failed' || status?.data.state === 'ended') return undefined
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
  [staleNotice(connection, language), routingNotice(snapshot, language)].filter((notice) => notice !== undefined)
