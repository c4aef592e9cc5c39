import { en as words } from '../i18n/en.ts'
import type { Connection } from '../state/connection.ts'
import type { AssistState, Moment } from '../state/state.ts'
import type { EmptyReason } from './empty.ts'

/** After this long without an answer it is slow, and the agent is told so. */
const SLOW_AFTER_MS = 2_000

/** Why nothing of a conversation can be shown; asked only while nothing is known of one. */
export const emptyReason = (
  setupProblem: 'no_bff' | 'invalid_bff' | 'no_token' | null,
  { conversation }: AssistState,
  connection: Connection,
  now: Moment,
): EmptyReason => {
  switch (setupProblem) {
    case 'no_bff':
      return words.empty.noBff
    case 'invalid_bff':
      return { ...words.empty.invalidBff, code: 'invalid_bff' }
    case 'no_token':
      return words.empty.noToken
    case null:
      break
  }
  if (conversation.kind === 'none') return words.empty.noConversation
  switch (connection.kind) {
    case 'refused':
      return refusedReason(connection)
    case 'reconnecting':
      return words.empty.unreachable
    case 'offline':
      return { ...words.empty.unreachable, canRetry: true }
    default: {
      const trouble = conversation.kind === 'joining' ? conversation.trouble : null
      if (trouble !== null) return { ...words.empty.unreachable, code: trouble, canRetry: true }
      const isSlow = connection.kind === 'connecting' && now - connection.since > SLOW_AFTER_MS
      return isSlow ? words.empty.slow : words.empty.connecting
    }
  }
}

const refusedReason = ({ code, willRetry }: Extract<Connection, { kind: 'refused' }>): EmptyReason => {
  if (code === 'unauthorized') return { ...words.empty.unauthorized, code }
  const known = code === 'forbidden' ? words.empty.forbidden : words.empty.refused
  return { ...known, code, canRetry: willRetry }
}
