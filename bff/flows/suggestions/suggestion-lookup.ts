/** Asks upstream for suggestions, unless an equal question was answered lately or is being asked right now. */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { unicodeForm } from '../../../shared/domain/conversation/unicode-form.ts'
import type { Rules } from '../../../shared/rules.ts'
import { startDeadline } from '../../deadline.ts'
import { describeFault } from '../../fault.ts'
import type { RawSuggestion, SuggestionSource } from '../../ports/cognigy.ts'
import type { Log } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** One utterance of a customer, as far as suggestions are concerned. */
export interface Question {
  readonly conversationId: string
  /** `undefined`: agent assist has not told of the conversation yet, and cannot be asked about it. */
  readonly interactionId: string | undefined
  readonly transcript: string
  /** In [-1, 1]; `undefined` where nobody scored it. */
  readonly sentimentScore: number | undefined
  readonly context: Readonly<Record<string, unknown>>
}

type Answer =
  | { readonly kind: 'live'; readonly suggestions: readonly RawSuggestion[]; readonly cached: boolean }
  | { readonly kind: 'unavailable'; readonly cause: string }

export interface SuggestionLookupParts {
  readonly source: SuggestionSource
  readonly rules: () => Rules
  readonly clock: Clock
  readonly log: Log
}

/** Never rejects. */
export type SuggestionLookup = (question: Question) => Promise<Answer>

export const createSuggestionLookup = ({ source, rules, clock, log }: SuggestionLookupParts): SuggestionLookup => {
  const inFlight = new Map<string, Promise<readonly RawSuggestion[]>>()
  const cache = new LRUCache<string, readonly RawSuggestion[]>({
    max: rules().assist.cacheEntries,
    // Each entry is given its own; without one here, none would ever expire.
    ttl: rules().assist.cacheSeconds * 1000,
    perf: { now: clock.monotonic },
  })

  const askUpstream = async (
    question: Question & { readonly interactionId: string },
    key: string,
    { suggestTimeoutMs, cacheSeconds }: Rules['assist'],
  ): Promise<readonly RawSuggestion[]> => {
    const deadline = startDeadline(suggestTimeoutMs, clock)
    try {
      const suggestions = await source.suggest(question, deadline)
      if (suggestions.length > 0) cache.set(key, suggestions, { ttl: cacheSeconds * 1000 })
      return suggestions
    } finally {
      deadline.release()
    }
  }

  return async (question) => {
    const { interactionId } = question
    if (interactionId === undefined) return { kind: 'unavailable', cause: 'no_interaction' }
    const { assist } = rules()
    try {
      const key = cacheKey(question, assist)
      const kept = cache.get(key)
      if (kept !== undefined) return { kind: 'live', suggestions: kept, cached: true }
      let shared = inFlight.get(key)
      if (shared === undefined) {
        shared = askUpstream({ ...question, interactionId }, key, assist).finally(() => inFlight.delete(key))
        inFlight.set(key, shared)
      }
      return { kind: 'live', suggestions: await shared, cached: false }
    } catch (error) {
      if (error instanceof UpstreamFailure) return { kind: 'unavailable', cause: error.facts.kind }
      // Agents get the generic replies all the same: an empty panel tells them nothing.
      log.error(describeFault(error), 'suggestions could not be asked for on a fault of ours')
      return { kind: 'unavailable', cause: 'internal' }
    }
  }
}

/** What determines an answer, as a hash, since what customers write may be long. The exact sentiment does not: it would make every key unique. */
const cacheKey = (question: Question, rules: Rules['assist']): string => {
  const { sentimentScore, transcript, context, conversationId } = question
  const isNegative = sentimentScore !== undefined && sentimentScore < rules.sentimentThreshold
  const words = unicodeForm(transcript, 'NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
  const scope = rules.cacheScope === 'tenant' ? '' : conversationId
  const facts = [scope, words, isNegative ? 'negative' : 'other', Object.entries(context).sort(byName)]
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64')
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0
