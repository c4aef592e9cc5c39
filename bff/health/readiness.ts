/** What `/readyz` says of each part that the service leans on. */
import { type ReadinessCheck, WARMING } from '../../shared/wire/widget-api.ts'
import type { Config } from '../config.ts'
import type { IndexSource } from '../fallback-index/watch-index.ts'
import type { ThreadState } from '../scoring/scoring-thread.ts'
import type { StreamState } from '../upstream/cognigy/tutorial/assist-stream.ts'

/** Another process listens for all. */
type LedStreamState = StreamState | { readonly kind: 'standby' }

export const cxoneCheck = ({ cxone }: Config): ReadinessCheck =>
  cxone.credentials === undefined
    ? { name: 'cxone', state: 'failed', detail: 'CXONE_CLIENT_ID and CXONE_CLIENT_SECRET are not set' }
    : { name: 'cxone', state: 'ok' }

/** Why nothing is asked of Cognigy; `undefined` where all that it takes is configured. */
const whyOff = ({ cognigy }: Config): string | undefined => {
  if (cognigy.credentials === undefined) return 'off: Cognigy credentials are not configured'
  return cognigy.orgUrl === undefined ? 'off: neither COGNIGY_ORG_URL nor COGNIGY_DOMAIN is set' : undefined
}

export const streamCheck = (config: Config, state: LedStreamState): ReadinessCheck => {
  const name = 'cognigy-stream'
  if (state.kind === 'standby') return { name, state: 'ok', detail: 'standby: another process listens' }
  if (state.kind === 'live') return { name, state: 'ok' }
  if (state.kind === 'off') return { name, state: 'degraded', detail: whyOff(config) ?? 'off: the service is stopping' }
  const since = new Date(state.since).toISOString()
  const detail = state.kind === 'connecting' ? `connecting since ${since}` : `down since ${since}: ${state.cause}`
  return { name, state: 'degraded', detail }
}

const upCheck = (name: string, downSince: string | undefined): ReadinessCheck =>
  downSince === undefined ? { name, state: 'ok' } : { name, state: 'degraded', detail: `down since ${downSince}` }

/** Nothing that was never asked for can be well. */
export const suggestionsCheck = (config: Config, downSince: string | undefined): ReadinessCheck => {
  const name = 'cognigy-suggestions'
  const detail = whyOff(config)
  return detail === undefined ? upCheck(name, downSince) : { name, state: 'degraded', detail }
}

export const sessionsCheck = ({ cognigy }: Config, downSince: string | undefined): ReadinessCheck => {
  const name = 'cognigy-sessions'
  if (cognigy.credentials !== undefined) return upCheck(name, downSince)
  return { name, state: 'degraded', detail: 'off: Cognigy credentials are not configured' }
}

export const indexCheck = ({ current, refusedSince }: IndexSource): ReadinessCheck => {
  const name = 'fallback-index'
  const since = refusedSince()
  if (since === undefined) return { name, state: 'ok', detail: `${current().names.length} intents` }
  return { name, state: 'degraded', detail: `changed, and refused since ${since}: the old one stays` }
}

/** Until the model is warm the service is not ready, or the first customers would not be scored; without a model it is. */
export const sentimentCheck = (state: ThreadState): ReadinessCheck => {
  const name = 'sentiment'
  if (state.kind === 'ready') return { name, state: 'ok' }
  if (state.kind !== 'down') return { name, state: 'failed', detail: `${WARMING}: the model is being loaded` }
  return { name, state: 'degraded', detail: `down since ${new Date(state.since).toISOString()}: ${state.cause}` }
}
