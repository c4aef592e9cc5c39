import type { Connection } from '../../state/connection.ts'
import type { Moment } from '../../state/moment.ts'
import type { AssistState } from '../../state/state.ts'
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
      return { kind: 'noBff' }
    case 'invalid_bff':
      return { kind: 'invalidBff', code: 'invalid_bff' }
    case 'no_token':
      return { kind: 'noToken' }
    case null:
      break
  }
  if (conversation.kind === 'none') return { kind: 'noConversation' }
  switch (connection.kind) {
    case 'refused':
      return refusedReason(connection)
    case 'reconnecting':
      return { kind: 'unreachable' }
    case 'offline':
      return { kind: 'unreachable', canRetry: true }
    default: {
      const trouble = conversation.kind === 'joining' ? conversation.trouble : null
      if (trouble !== null) return { kind: 'unreachable', code: trouble, canRetry: true }
      const isSlow = connection.kind === 'connecting' && now - connection.since > SLOW_AFTER_MS
      return { kind: isSlow ? 'slow' : 'connecting' }
    }
  }
}

const refusedReason = ({ code, willRetry }: Extract<Connection, { kind: 'refused' }>): EmptyReason => {
  if (code === 'unauthorized') return { kind: 'unauthorized', code }
  return { kind: code === 'forbidden' ? code : 'refused', code, canRetry: willRetry }
}
