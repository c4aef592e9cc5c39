/** What `/readyz` says of each part that the service leans on. */
import { type ReadinessCheck, WARMING } from '../../shared/wire/widget-api.ts'
import type { KnowledgeState } from '../knowledge/thread/knowledge-source.ts'
import type { ThreadState } from '../model/model-thread.ts'
import type { RecordKeeper } from '../ports/records.ts'
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

/** Of the index's sentence encoder, without which utterances are ranked all the same. */
interface CheckedRanker {
  /** `undefined`: the index in force has none. */
  readonly state: () => ThreadState | undefined
}

const indexCheck = ({ current, refusedSince }: CheckedIndex, ranker: CheckedRanker): ReadinessCheck => {
  const name = 'fallback-index'
  const since = refusedSince()
  const sentence = ranker.state()
  if (since === undefined && sentence?.kind === 'down') {
    const detail = `the sentence encoder is down since ${new Date(sentence.since).toISOString()}: ${sentence.cause}`
    return { name, state: 'degraded', detail }
  }
  if (since === undefined) return { name, state: 'ok', detail: `${current().names.length} intents` }
  return { name, state: 'degraded', detail: `changed, and refused since ${since}: the old one stays` }
}

/** A moment's trouble is not worth another process's taking over. */
const STORE_MAY_FAIL_MS = 5000

export const hasStoreFailed = (health: StoreHealth, now: number): boolean =>
  health.state === 'failing' && now - Date.parse(health.since) > STORE_MAY_FAIL_MS

export const storeCheck = (health: StoreHealth, now: number): ReadinessCheck => {
  const name = 'store'
  if (health.state === 'ok') return { name, state: 'ok' }
  const state = hasStoreFailed(health, now) ? 'failed' : 'degraded'
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

/** As with the model: until it is loaded, the first agents would find nothing. */
const knowledgeCheck = (state: KnowledgeState | undefined): ReadinessCheck => {
  const name = 'knowledge'
  if (state === undefined) return { name, state: 'ok', detail: 'off: nothing of your own is suggested or found' }
  const { thread, passages, refused } = state
  if (thread.kind === 'down') {
    const detail = `down since ${new Date(thread.since).toISOString()}: ${thread.cause}`
    return { name, state: 'degraded', detail }
  }
  if (thread.kind !== 'ready') return { name, state: 'failed', detail: `${WARMING}: the knowledge is being loaded` }
  if (refused === undefined) return { name, state: 'ok', detail: `${passages} passages` }
  const detail = `changed, and refused since ${refused.since}: the old one stays: ${refused.problem}`
  return { name, state: 'degraded', detail }
}

/** What cannot be taken down stops nobody from being answered. */
const recordsCheck = (keepers: readonly RecordKeeper[]): ReadinessCheck => {
  const name = 'records'
  const troubles = keepers.map((keeper) => keeper.trouble()).filter((trouble) => trouble !== undefined)
  if (troubles.length === 0) return { name, state: 'ok' }
  const told = troubles.map(({ what, since, cause }) => `${what} cannot be written since ${since}: ${cause}`)
  return { name, state: 'degraded', detail: told.join('; ') }
}

export interface ReadinessParts {
  /** In the order in which they are told. */
  readonly upstreams: readonly Pick<Upstream, 'health'>[]
  readonly index: CheckedIndex
  readonly ranker: CheckedRanker
  /** `undefined`: there is none, on purpose. */
  readonly knowledge: { state(): KnowledgeState } | undefined
  readonly scorer: { state(): ScorerState }
  readonly store: Pick<Store, 'health'>
  /** Whether this process listens to Cognigy's stream, or another one does. */
  readonly leading: { isLeading(): boolean }
  readonly records: readonly RecordKeeper[]
  readonly clock: Pick<Clock, 'now'>
  readonly isStopping: () => boolean
}

/** @returns what gives all checks as they are at this moment */
export const createReadiness =
  ({
    upstreams,
    index,
    ranker,
    knowledge,
    scorer,
    store,
    leading,
    records,
    clock,
    isStopping,
  }: ReadinessParts): (() => readonly ReadinessCheck[]) =>
  () => [
    ...(isStopping() ? [{ name: 'process', state: 'failed', detail: 'stopping' } as const] : []),
    ...upstreams.flatMap((upstream) => upstream.health()),
    indexCheck(index, ranker),
    knowledgeCheck(knowledge?.state()),
    sentimentCheck(scorer.state()),
    storeCheck(store.health(), clock.now()),
    { name: 'leader', state: 'ok', detail: leading.isLeading() ? 'leader' : 'standby' },
    recordsCheck(records),
  ]
