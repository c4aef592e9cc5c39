/** What `/readyz` says of Cognigy. Nothing that was never asked for can be well. */
import type { ReadinessCheck } from '../../../../shared/wire/widget-api.ts'
import type { StreamState } from '../../../ports/cognigy.ts'
import type { Credentials } from '../../../ports/credentials.ts'

interface Configured {
  readonly orgUrl: string | undefined
  readonly credentials: Credentials | undefined
}

/** How its parts are, `undefined` where they are not down. */
export interface CognigyState {
  /** None: another process listens, or nobody does any more. */
  readonly stream: StreamState | undefined
  readonly suggestionsDownSince: string | undefined
  readonly sessionsDownSince: string | undefined
}

const NO_CREDENTIALS = 'off: Cognigy credentials are not configured'

/** Why nothing is asked of the organisation; `undefined` where all that it takes is configured. */
const whyOff = ({ credentials, orgUrl }: Configured): string | undefined => {
  if (credentials === undefined) return NO_CREDENTIALS
  return orgUrl === undefined ? 'off: neither COGNIGY_ORG_URL nor COGNIGY_DOMAIN is set' : undefined
}

const streamCheck = (off: string | undefined, state: StreamState | undefined): ReadinessCheck => {
  const name = 'cognigy-stream'
  if (state === undefined) {
    return off === undefined
      ? { name, state: 'ok', detail: 'standby: this process does not listen' }
      : { name, state: 'degraded', detail: off }
  }
  if (state.kind === 'live') return { name, state: 'ok' }
  if (state.kind === 'off') return { name, state: 'degraded', detail: off ?? 'off: the service is stopping' }
  const since = new Date(state.since).toISOString()
  const detail = state.kind === 'connecting' ? `connecting since ${since}` : `down since ${since}: ${state.cause}`
  return { name, state: 'degraded', detail }
}

const partCheck = (name: string, off: string | undefined, downSince: string | undefined): ReadinessCheck => {
  const detail = off ?? (downSince === undefined ? undefined : `down since ${downSince}`)
  return detail === undefined ? { name, state: 'ok' } : { name, state: 'degraded', detail }
}

export const cognigyHealth = (configured: Configured, state: CognigyState): readonly ReadinessCheck[] => {
  const off = whyOff(configured)
  const sessionsOff = configured.credentials === undefined ? NO_CREDENTIALS : undefined
  return [
    streamCheck(off, state.stream),
    partCheck('cognigy-suggestions', off, state.suggestionsDownSince),
    partCheck('cognigy-sessions', sessionsOff, state.sessionsDownSince),
  ]
}
