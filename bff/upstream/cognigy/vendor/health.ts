/** What `/readyz` says of the vendor's Cognigy. Nothing that was never asked for can be well. */
import type { ReadinessCheck } from '../../../../shared/wire/widget-api.ts'
import type { VendorCognigySettings } from '../dialects.ts'

/** How its parts are, `undefined` where they are not down. */
export interface CognigyState {
  readonly suggestionsDownSince: string | undefined
  readonly sessionsDownSince: string | undefined
  /** Cognigy took an inject for wrong. */
  readonly isRefused: boolean
}

const partCheck = (name: string, trouble: string | undefined): ReadinessCheck =>
  trouble === undefined ? { name, state: 'ok' } : { name, state: 'degraded', detail: trouble }

const downSince = (since: string | undefined): string | undefined =>
  since === undefined ? undefined : `down since ${since}`

const sessionsCheck = (
  { injects }: Pick<VendorCognigySettings, 'injects'>,
  { isRefused, sessionsDownSince }: CognigyState,
): ReadinessCheck => {
  const name = 'cognigy-sessions'
  // Nothing is amiss: this is how the vendor's flows are told.
  if (injects === undefined) return { name, state: 'ok', detail: 'off: answers only' }
  return partCheck(name, isRefused ? 'answers only: Cognigy refused an inject (400)' : downSince(sessionsDownSince))
}

export const cognigyHealth = (
  configured: Pick<VendorCognigySettings, 'assistUrl' | 'injects'>,
  state: CognigyState,
): readonly ReadinessCheck[] => {
  const off = configured.assistUrl === undefined ? 'off: COGNIGY_ASSIST_URL is not set' : undefined
  return [
    { name: 'transcript', state: 'ok', detail: 'by POST /webhook/transcript' },
    partCheck('cognigy-suggestions', off ?? downSince(state.suggestionsDownSince)),
    sessionsCheck(configured, state),
  ]
}
