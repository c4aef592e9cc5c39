/** Asks the operator's knowledge, and lets through what the policy lets through. */
import { cardId } from '../../../shared/domain/knowledge/card-id.ts'
import { judgeWords, type Policy, type Verdict } from '../../../shared/domain/policy/policy.ts'
import { webAddress } from '../../../shared/wire/identifiers.ts'
import type { KnowledgeResult } from '../../../shared/wire/knowledge.ts'
import { orLate, startDeadline } from '../../deadline.ts'
import {
  type KnowledgeHit,
  type KnowledgeOptions,
  type KnowledgeSource,
  KnowledgeUnavailable,
} from '../../ports/knowledge.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'

export interface Found {
  /** Surest first. */
  readonly results: readonly KnowledgeResult[]
  /** How many the policy stopped. */
  readonly withheld: number
  readonly tookMs: number
}

/** `undefined`: it could not be asked, or not in time. */
export type Searching = (query: string, options: KnowledgeOptions) => Promise<Found | undefined>

export interface SearchingParts {
  readonly source: KnowledgeSource
  readonly policy: () => Policy
  readonly clock: Clock
  readonly metrics: Metrics
  readonly newId: () => string
}

/** A widget waits for five seconds. */
const WITHIN_MS = 4000

const tenths = (ms: number): number => Math.round(ms * 10) / 10

export const createSearching = ({ source, policy, clock, metrics, newId }: SearchingParts): Searching => {
  const resultOf = (hit: KnowledgeHit): KnowledgeResult => {
    const address = webAddress.safeParse(hit.url)
    return {
      id: cardId(hit.key, newId()),
      kind: hit.kind,
      title: hit.title ?? '',
      text: hit.text,
      ...(address.success ? { sourceUrl: address.data } : {}),
      ...(hit.isInternal ? { internal: true as const } : {}),
      confidence: hit.confidence,
    }
  }

  // Who searches wants to see what is unsure too: the least confidence is for what nobody asked for.
  const verdictOn = ({ text, title }: KnowledgeHit): Verdict | undefined =>
    judgeWords(policy(), { text, source: title ?? '' })

  const asked = async (query: string, options: KnowledgeOptions): Promise<readonly KnowledgeHit[] | undefined> => {
    const deadline = startDeadline(WITHIN_MS, clock)
    try {
      return await orLate(source.search(query, options), deadline, () => undefined)
    } catch (error) {
      if (error instanceof KnowledgeUnavailable) return undefined
      throw error
    } finally {
      deadline.release()
    }
  }

  return async (query, options) => {
    const startedAt = clock.monotonic()
    const hits = await asked(query, options)
    const tookMs = clock.monotonic() - startedAt
    if (hits === undefined) {
      metrics.knowledgeSearched('failed', tookMs / 1000)
      return undefined
    }
    const judged = hits.map((hit) => ({ hit, verdict: verdictOn(hit) }))
    const results = judged.flatMap(({ hit, verdict }) => (verdict === undefined ? [resultOf(hit)] : []))
    const found = { results, withheld: judged.length - results.length, tookMs: tenths(tookMs) }
    metrics.knowledgeSearched(searchOutcome(found), tookMs / 1000)
    return found
  }
}

export const searchOutcome = ({
  results,
  withheld,
}: Pick<Found, 'withheld'> & { readonly results: { readonly length: number } }): 'found' | 'none' | 'withheld' => {
  if (results.length > 0) return 'found'
  return withheld > 0 ? 'withheld' : 'none'
}
