/** From what the customer just said to suggestions that passed the policy (CONTRACT section 4). */
import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { ToldIds } from '../../shared/domain/conversation-ids.ts'
import { countWithheld, type Policy, type Verdict } from '../../shared/domain/policy.ts'
import { findTriggers, type Trigger, type TriggerFacts } from '../../shared/domain/triggers.ts'
import { unicodeForm } from '../../shared/domain/unicode-form.ts'
import type { Rules } from '../../shared/rules.ts'
import type { Suggestion, SuggestionsData } from '../../shared/wire/assist.ts'
import type { Conversations } from '../conversations/conversations.ts'
import { startDeadline } from '../deadline.ts'
import { describeFault } from '../fault.ts'
import {
  type Clock,
  type Log,
  type Metrics,
  type QueryLog,
  type RawSuggestion,
  type SuggestionSource,
  UpstreamFailure,
} from '../ports.ts'
import type { StatusKeeper } from './service-status.ts'

const UNSCORED_UTTERANCES = 2000

/** One utterance of a customer, as far as suggestions are concerned. */
export interface Asked {
  readonly conversationId: string
  /** By which the conversation is told what comes of it. */
  readonly place: ToldIds
  readonly interactionId: string
  readonly utteranceId: string
  readonly transcript: string
  /** In [-1, 1]; `undefined` where nobody scored it. */
  readonly sentimentScore: number | undefined
  readonly context: Readonly<Record<string, unknown>>
  /** When its frame came in, by the monotonic clock, in milliseconds. */
  readonly receivedAt: number
}

export interface SuggestionFlow {
  /** Why suggestions should be asked for; none: they should not. */
  triggersOf(facts: TriggerFacts): readonly Trigger[]
  /** Returns at once; what comes of it is published. */
  consider(asked: Asked, triggers: readonly Trigger[]): void
  /** A widget scored an utterance, in [-1, 1]; counts where Cognigy sent no score and nothing was asked for it yet. */
  considerScore(conversationId: string, utteranceId: string, sentimentScore: number): void
  /** Resolves when nothing is being worked on. */
  settled(): Promise<void>
}

export interface SuggestionFlowParts {
  readonly source: SuggestionSource
  readonly conversations: Pick<Conversations, 'publish'>
  readonly rules: () => Rules
  readonly policy: () => Policy
  readonly status: Pick<StatusKeeper, 'suggestionsDownSince'>
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly newId: () => string
}

type Answer =
  | { readonly kind: 'live'; readonly suggestions: readonly RawSuggestion[]; readonly cached: boolean }
  | { readonly kind: 'unavailable'; readonly cause: string }

/** A conversation's work: what runs, and the newest that waits. Anything older that waited is passed over. */
interface Slot {
  waiting: Asked | undefined
}

export const createSuggestionFlow = (parts: SuggestionFlowParts): SuggestionFlow => {
  const { source, conversations, queryLog, clock, log, metrics } = parts
  const slots = new Map<string, Slot>()
  const running = new Set<Promise<void>>()
  const inFlight = new Map<string, Promise<readonly RawSuggestion[]>>()
  /** Utterances that nothing was asked for and nobody scored: a widget still may. */
  const unscored = new LRUCache<string, Asked>({ max: UNSCORED_UTTERANCES })
  const cache = new LRUCache<string, readonly RawSuggestion[]>({
    max: parts.rules().assist.cacheEntries,
    // Each entry is given its own; without one here, none would ever expire.
    ttl: parts.rules().assist.cacheSeconds * 1000,
    perf: { now: clock.monotonic },
  })

  const askUpstream = async (asked: Asked, key: string, rules: Rules['assist']): Promise<readonly RawSuggestion[]> => {
    const deadline = startDeadline(rules.suggestTimeoutMs, clock)
    try {
      const suggestions = await source.suggest(asked, deadline)
      if (suggestions.length > 0) cache.set(key, suggestions, { ttl: rules.cacheSeconds * 1000 })
      return suggestions
    } finally {
      deadline.release()
    }
  }

  const lookUp = async (asked: Asked, rules: Rules['assist']): Promise<Answer> => {
    try {
      const key = cacheKey(asked, rules)
      const kept = cache.get(key)
      if (kept !== undefined) return { kind: 'live', suggestions: kept, cached: true }
      let shared = inFlight.get(key)
      if (shared === undefined) {
        shared = askUpstream(asked, key, rules).finally(() => inFlight.delete(key))
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

  const record = (asked: Asked, facts: { triggered: boolean; data?: SuggestionsData; cause?: string }): void =>
    queryLog.query({
      timestamp: new Date(clock.now()).toISOString(),
      interactionId: asked.interactionId,
      triggered: facts.triggered,
      cached: facts.data?.cached ?? false,
      fallback: facts.data?.fallback ?? false,
      suggestionCount: facts.data?.suggestions.length ?? 0,
      eventType: 'AGENT_ASSIST_QUERY',
      ...(facts.cause === undefined ? {} : { cause: facts.cause }),
    })

  const answer = async (asked: Asked): Promise<void> => {
    const rules = parts.rules()
    const found = await lookUp(asked, rules.assist)
    const candidates = found.kind === 'live' ? found.suggestions : fallbackOf(rules.assist)
    const { shown, withheld } = screen(candidates, found.kind !== 'live', parts)
    const data: SuggestionsData = {
      basedOn: asked.utteranceId,
      suggestions: shown.slice(0, rules.widget.maxSuggestions),
      fallback: found.kind !== 'live',
      cached: found.kind === 'live' && found.cached,
      withheld: countWithheld(withheld),
      ...(found.kind === 'live' ? {} : whyGeneric(found.cause)),
    }
    for (const { reason, count } of data.withheld) metrics.suggestionsWithheld(reason, count)
    await conversations.publish(asked.place, [{ type: 'suggestions', data }])
    metrics.suggestionsPublished(
      data.fallback ? 'fallback' : data.cached ? 'cached' : 'live',
      (clock.monotonic() - asked.receivedAt) / 1000,
    )
    record(asked, found.kind === 'live' ? { triggered: true, data } : { triggered: true, data, cause: found.cause })
    recordShown(asked, data)
  }

  /** Beside what agents do with suggestions, so that "inserted of shown" can be counted from one file. */
  const recordShown = ({ conversationId }: Asked, { suggestions }: SuggestionsData): void => {
    const timestamp = new Date(clock.now()).toISOString()
    for (const { id } of suggestions) {
      queryLog.feedback({
        timestamp,
        conversationId,
        suggestionId: id,
        action: 'shown',
        eventType: 'AGENT_ASSIST_FEEDBACK',
      })
    }
  }

  const whyGeneric = (cause: string): Pick<SuggestionsData, 'fallbackReason' | 'unavailableSince'> => {
    const since = parts.status.suggestionsDownSince()
    return { fallbackReason: cause, ...(since === undefined ? {} : { unavailableSince: since }) }
  }

  const work = async (asked: Asked, slot: Slot): Promise<void> => {
    for (let next: Asked | undefined = asked; next !== undefined; next = slot.waiting) {
      slot.waiting = undefined
      try {
        await answer(next)
      } catch (error) {
        log.error(describeFault(error), 'suggestions failed on a fault of ours')
      }
    }
    slots.delete(asked.conversationId)
  }

  const triggersOf = (facts: TriggerFacts): readonly Trigger[] => findTriggers(facts, parts.rules().assist)

  const consider = (asked: Asked, triggers: readonly Trigger[]): void => {
    if (triggers.length === 0) {
      if (asked.sentimentScore === undefined) unscored.set(utteranceKey(asked), asked)
      record(asked, { triggered: false })
      return
    }
    for (const trigger of triggers) metrics.suggestionsTriggered(trigger)
    const slot = slots.get(asked.conversationId)
    if (slot !== undefined) {
      if (slot.waiting !== undefined) record(slot.waiting, { triggered: true, cause: 'superseded' })
      slot.waiting = asked
      return
    }
    const fresh: Slot = { waiting: undefined }
    slots.set(asked.conversationId, fresh)
    const done = work(asked, fresh).finally(() => running.delete(done))
    running.add(done)
  }

  return {
    triggersOf,
    consider,
    considerScore: (conversationId, utteranceId, sentimentScore) => {
      const key = utteranceKey({ conversationId, utteranceId })
      const unasked = unscored.get(key)
      if (unasked === undefined) return
      unscored.delete(key)
      const asked = { ...unasked, sentimentScore, receivedAt: clock.monotonic() }
      const triggers = triggersOf(asked)
      if (triggers.length > 0) consider(asked, triggers)
    },
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
  }
}

/** Who may report on one conversation must not reach into another, and two may count their utterances alike. */
const utteranceKey = ({ conversationId, utteranceId }: Pick<Asked, 'conversationId' | 'utteranceId'>): string =>
  JSON.stringify([conversationId, utteranceId])

/** What determines an answer, as a hash, since what customers write may be long. The exact sentiment does not: it would make every key unique. */
const cacheKey = (asked: Asked, rules: Rules['assist']): string => {
  const { sentimentScore, transcript, context, conversationId } = asked
  const isNegative = sentimentScore !== undefined && sentimentScore < rules.sentimentThreshold
  const words = unicodeForm(transcript, 'NFKC').trim().replace(/\s+/gu, ' ').toLowerCase()
  const scope = rules.cacheScope === 'tenant' ? '' : conversationId
  const facts = [scope, words, isNegative ? 'negative' : 'other', Object.entries(context).sort(byName)]
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64')
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : a > b ? 1 : 0

const fallbackOf = (rules: Rules['assist']): readonly RawSuggestion[] =>
  rules.fallbackSuggestions.map(({ text, confidence }) => ({ text, confidence, source: 'fallback' }))

const screen = (
  candidates: readonly RawSuggestion[],
  isFallback: boolean,
  { policy, newId }: Pick<SuggestionFlowParts, 'policy' | 'newId'>,
): { shown: Suggestion[]; withheld: Verdict[] } => {
  const { judge } = policy()
  const shown: Suggestion[] = []
  const withheld: Verdict[] = []
  for (const { text, confidence, source } of candidates) {
    const verdict = judge({ text, confidence, source })
    if (verdict !== undefined) withheld.push(verdict)
    else shown.push({ id: newId(), text, confidence: confidence ?? 0, source, fallback: isFallback })
  }
  return { shown: shown.sort((a, b) => b.confidence - a.confidence), withheld }
}
