/** What `/readyz` says of each part that the service leans on. */
import { type ReadinessCheck, WARMING } from '../../shared/wire/widget-api.ts'
import type { Store, StoreHealth } from '../ports/store.ts'
import type { Clock } from '../ports/time.ts'
import type { Upstream } from '../ports/upstream.ts'
import type { ScorerState } from '../scoring/sentiment-scorer.ts'

/** The index in force, so far as it is told of. */
interface CheckedIndex {
  readonly current: () => { readonly names: readonly string[] }
  /** ISO 8601, since when a changed one was not taken. */
  readonly refusedSince: () => string | undefined
}

const indexCheck = ({ current, refusedSince }: CheckedIndex): ReadinessCheck => {
  const name = 'fallback-index'
  const since = refusedSince()
  if (since === undefined) return { name, state: 'ok', detail: `${current().names.length} intents` }
  return { name, state: 'degraded', detail: `changed, and refused since ${since}: the old one stays` }
}

/** A moment's trouble is not worth another process's taking over. */
const STORE_MAY_FAIL_MS = 5000

export const storeCheck = (health: StoreHealth, now: number): ReadinessCheck => {
  const name = 'store'
  if (health.state === 'ok') return { name, state: 'ok' }
  const state = now - Date.parse(health.since) > STORE_MAY_FAIL_MS ? 'failed' : 'degraded'
  return { name, state, detail: `nothing can be kept since ${health.since}: ${health.cause}` }
}

/** Until the model is warm the service is not ready, or the first customers would not be scored; without a model it is. */
export const sentimentCheck = (state: ScorerState): ReadinessCheck => {
  const name = 'sentiment'
  if (state.kind === 'ready') return { name, state: 'ok' }
  if (state.kind === 'off') return { name, state: 'ok', detail: 'off: nothing is scored on this side' }
  if (state.kind !== 'down') return { name, state: 'failed', detail: `${WARMING}: the model is being loaded` }
  return { name, state: 'degraded', detail: `down since ${new Date(state.since).toISOString()}: ${state.cause}` }
}

export interface ReadinessParts {
  /** In the order in which they are told. */
  readonly upstreams: readonly Pick<Upstream, 'health'>[]
  readonly index: CheckedIndex
  readonly scorer: { state(): ScorerState }
  readonly store: Pick<Store, 'health'>
  readonly clock: Pick<Clock, 'now'>
  readonly isStopping: () => boolean
}

/** @returns what gives all checks as they are at this moment */
export const createReadiness =
  ({ upstreams, index, scorer, store, clock, isStopping }: ReadinessParts): (() => readonly ReadinessCheck[]) =>
  () => [
    ...(isStopping() ? [{ name: 'process', state: 'failed', detail: 'stopping' } as const] : []),
    ...upstreams.flatMap((upstream) => upstream.health()),
    indexCheck(index),
    sentimentCheck(scorer.state()),
    storeCheck(store.health(), clock.now()),
  ]
