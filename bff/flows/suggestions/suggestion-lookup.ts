/** Asks upstream for suggestions, unless an equal question was answered lately or is being asked right now. */
import { LRUCache } from 'lru-cache'
import { unicodeForm } from '../../../shared/domain/conversation/unicode-form.ts'
import type { Rules } from '../../../shared/rules.ts'
import { startDeadline } from '../../deadline.ts'
import { describeFault } from '../../fault.ts'
import type { RawSuggestion, SuggestionSource } from '../../ports/cognigy.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Log } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import { textDigest } from '../../text-digest.ts'
import { maskedSuggestion } from './masked-suggestion.ts'

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
  readonly mask: Pick<Masking, 'text'>
  readonly rules: () => Rules
  readonly clock: Clock
  readonly log: Log
}

export interface SuggestionLookup {
  /** Never rejects. */
  ask(question: Question): Promise<Answer>
  /** Nothing is kept of what was asked for this conversation, nor of what is being asked right now. */
  forget(conversationId: string): void
}

interface KeptAnswer {
  readonly suggestions: readonly RawSuggestion[]
  /** For whom they were asked first. */
  readonly conversationId: string
}

interface Asking {
  readonly answer: Promise<readonly RawSuggestion[]>
  readonly conversationId: string
}

export const createSuggestionLookup = ({
  source,
  mask,
  rules,
  clock,
  log,
}: SuggestionLookupParts): SuggestionLookup => {
  const inFlight = new Map<string, Asking>()
  const cache = new LRUCache<string, KeptAnswer>({
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
      const told = await source.suggest(question, deadline)
      const suggestions = told.map((each) => maskedSuggestion(each, mask))
      const { conversationId } = question
      // What was forgotten meanwhile is not kept after all.
      const isKept = suggestions.length > 0 && inFlight.get(key)?.conversationId === conversationId
      if (isKept) cache.set(key, { suggestions, conversationId }, { ttl: cacheSeconds * 1000 })
      return suggestions
    } finally {
      deadline.release()
    }
  }

  const ask = async (question: Question): Promise<Answer> => {
    const { interactionId, conversationId } = question
    if (interactionId === undefined && source.needsNoInteraction !== true) {
      return { kind: 'unavailable', cause: 'no_interaction' }
    }
    const { assist } = rules()
    try {
      const key = cacheKey(question, assist)
      const kept = cache.get(key)
      if (kept !== undefined) return { kind: 'live', suggestions: kept.suggestions, cached: true }
      let shared = inFlight.get(key)
      if (shared === undefined) {
        const asking: Asking = {
          conversationId,
          answer: askUpstream({ ...question, interactionId: interactionId ?? conversationId }, key, assist).finally(
            () => {
              if (inFlight.get(key) === asking) inFlight.delete(key)
            },
          ),
        }
        shared = asking
        inFlight.set(key, asking)
      }
      const suggestions = await shared.answer
      const isNone = suggestions.length === 0 && source.mayHaveNone === true
      return isNone ? { kind: 'unavailable', cause: 'none' } : { kind: 'live', suggestions, cached: false }
    } catch (error) {
      if (error instanceof UpstreamFailure) return { kind: 'unavailable', cause: error.facts.kind }
      // Agents get the generic replies all the same: an empty panel tells them nothing.
      log.error(describeFault(error), 'suggestions could not be asked for on a fault of ours')
      return { kind: 'unavailable', cause: 'internal' }
    }
  }

  return {
    ask,
    forget: (conversationId) => {
      for (const [key, kept] of [...cache.entries()]) if (kept.conversationId === conversationId) cache.delete(key)
      for (const [key, asking] of inFlight) if (asking.conversationId === conversationId) inFlight.delete(key)
    },
  }
}

/** What determines an answer, as a hash, since what customers write may be long. The exact sentiment does not: it would make every key unique. */
const cacheKey = (question: Question, rules: Rules['assist']): string => {
  const { sentimentScore, transcript, context, conversationId } = question
  const isNegative = sentimentScore !== undefined && sentimentScore < rules.sentimentThreshold
  const words = unicodeForm(transcript, 'NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
  const scope = rules.cacheScope === 'tenant' ? '' : conversationId
  const facts = [scope, words, isNegative ? 'negative' : 'other', Object.entries(context).sort(byName)]
  return textDigest(JSON.stringify(facts))
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0
