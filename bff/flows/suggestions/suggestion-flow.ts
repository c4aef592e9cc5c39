/** From what the customer just said, or from an agent who wants them, to suggestions that passed the policy (docs/contract.md section 4). */
import { LRUCache } from 'lru-cache'
import { type ToldIds, toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { countWithheld, type Policy } from '../../../shared/domain/policy/policy.ts'
import { findTriggers, type Trigger, type TriggerFacts } from '../../../shared/domain/policy/triggers.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { SuggestionsData } from '../../../shared/wire/assist.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { describeFault } from '../../fault.ts'
import type { RawSuggestion, SuggestionSource } from '../../ports/cognigy.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Log, Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { screen } from './screening.ts'
import { createSuggestionLookup, type Question } from './suggestion-lookup.ts'

/** Utterances that are remembered as asked for. */
const REMEMBERED_UTTERANCES = 2000
const REMEMBERED_CONTEXTS = 2000

/** One utterance of a customer for which suggestions may be asked. */
interface AnswerableUtterance extends Omit<Question, 'context'> {
  /** By which the conversation is told what comes of it. */
  readonly place: ToldIds
  readonly utteranceId: string
  /** `undefined`: what was told of the interaction last. */
  readonly context?: Question['context'] | undefined
  /** When it came in, by the monotonic clock, in milliseconds. */
  readonly receivedAt: number
}

export interface SuggestionFlow {
  /** Conversations can be asked about that agent assist has not told of. */
  readonly needsNoInteraction: boolean
  /** Why suggestions should be asked for; none: they should not. */
  triggersOf(facts: TriggerFacts): readonly Trigger[]
  /** Returns at once; what comes of it is published. An utterance is asked for once, however often it is told. */
  consider(asked: AnswerableUtterance, triggers: readonly Trigger[]): void
  /** A widget scored an utterance, in [-1, 1]; counts where Cognigy sent no score and nothing was asked for it yet. */
  considerScore(conversationId: string, utteranceId: string, sentimentScore: number): Promise<void>
  /** An agent wants suggestions now. Returns at once; an event that says so follows in any case. */
  request(asked: AnswerableUtterance): void
  /** Resolves when nothing is being worked on. */
  settled(): Promise<void>
  /** Nothing is kept of it, and what is asked for it right now is told to nobody. */
  forget(conversation: Pick<ConversationRecord, 'conversationId' | 'ids'>): void
}

export interface SuggestionFlowParts {
  readonly source: SuggestionSource
  readonly mask: Pick<Masking, 'text'>
  readonly conversations: Pick<Conversations, 'changeKnown' | 'publish'>
  readonly rules: () => Rules
  readonly policy: () => Policy
  readonly status: {
    /** Since when no live suggestions are to be had; `undefined` while they are. */
    suggestionsDownSince(): string | undefined
  }
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly newId: () => string
}

interface Task extends AnswerableUtterance {
  readonly isRequested: boolean
}

/** A conversation's work: what runs, and the newest that waits. Anything older that waited is passed over. */
interface Slot {
  waiting: Task | undefined
  /** The conversation was erased: what is found for it now must not make it anew. */
  isForgotten: boolean
}

export const createSuggestionFlow = (parts: SuggestionFlowParts): SuggestionFlow => {
  const { conversations, queryLog, clock, log, metrics } = parts
  const lookup = createSuggestionLookup(parts)
  const slots = new Map<string, Slot>()
  const running = new Set<Promise<void>>()
  /** Utterances that were asked for: another channel may tell of them again. */
  const askedFor = new LRUCache<string, true>({ max: REMEMBERED_UTTERANCES })
  /** What the stream told last of an interaction: webhooks and agents bring no context of their own. */
  const contexts = new LRUCache<string, Question['context']>({ max: REMEMBERED_CONTEXTS })

  const contextOf = ({ context, interactionId }: AnswerableUtterance): Question['context'] =>
    context ?? (interactionId === undefined ? undefined : contexts.get(interactionId)) ?? {}

  const timestamp = (): string => new Date(clock.now()).toISOString()

  const record = (
    asked: AnswerableUtterance & { readonly isRequested?: boolean },
    facts: { triggered: boolean; data?: SuggestionsData; cause?: string },
  ): void =>
    queryLog.query({
      timestamp: timestamp(),
      interactionId: asked.interactionId ?? asked.conversationId,
      triggered: facts.triggered,
      cached: facts.data?.cached ?? false,
      fallback: facts.data?.fallback ?? false,
      suggestionCount: facts.data?.suggestions.length ?? 0,
      eventType: 'AGENT_ASSIST_QUERY',
      ...(facts.cause === undefined ? {} : { cause: facts.cause }),
      ...(asked.isRequested ? { requested: true as const } : {}),
    })

  const answer = async (task: Task, slot: Slot): Promise<void> => {
    const found = await lookup.ask({ ...task, context: contextOf(task) })
    if (slot.isForgotten) return
    const rules = parts.rules()
    const candidates = found.kind === 'live' ? found.suggestions : fallbackOf(rules.assist)
    const { shown, withheld } = screen(candidates, found.kind !== 'live', parts.policy())
    const data: SuggestionsData = {
      basedOn: task.utteranceId,
      suggestions: shown.slice(0, rules.widget.maxSuggestions).map((each) => ({ id: parts.newId(), ...each })),
      fallback: found.kind !== 'live',
      cached: found.kind === 'live' && found.cached,
      withheld: countWithheld(withheld),
      ...(found.kind === 'live' ? {} : whyGeneric(found.cause)),
      ...(task.isRequested ? { requested: true as const } : {}),
    }
    for (const { reason, count } of data.withheld) metrics.suggestionsWithheld(reason, count)
    await conversations.publish(task.place, { events: [{ type: 'suggestions', data }] })
    metrics.suggestionsPublished(
      data.fallback ? 'fallback' : data.cached ? 'cached' : 'live',
      (clock.monotonic() - task.receivedAt) / 1000,
    )
    record(task, found.kind === 'live' ? { triggered: true, data } : { triggered: true, data, cause: found.cause })
    recordShown(task, data)
  }

  /** Beside what agents do with suggestions, so that "inserted of shown" can be counted from one file. */
  const recordShown = ({ conversationId }: AnswerableUtterance, { suggestions }: SuggestionsData): void => {
    const facts = {
      timestamp: timestamp(),
      conversationId,
      action: 'shown',
      eventType: 'AGENT_ASSIST_FEEDBACK',
    } as const
    for (const { id } of suggestions) queryLog.feedback({ ...facts, suggestionId: id })
  }

  const whyGeneric = (cause: string): Pick<SuggestionsData, 'fallbackReason' | 'unavailableSince'> => {
    const since = parts.status.suggestionsDownSince()
    return { fallbackReason: cause, ...(since === undefined ? {} : { unavailableSince: since }) }
  }

  const work = async (task: Task, slot: Slot): Promise<void> => {
    for (let next: Task | undefined = task; next !== undefined; next = slot.waiting) {
      slot.waiting = undefined
      try {
        await answer(next, slot)
      } catch (error) {
        log.error(describeFault(error), 'suggestions failed on a fault of ours')
      }
    }
    if (slots.get(task.conversationId) === slot) slots.delete(task.conversationId)
  }

  const enqueue = (task: Task, triggers: readonly Trigger[]): void => {
    askedFor.set(utteranceKey(task), true)
    for (const trigger of triggers) metrics.suggestionsTriggered(trigger)
    const slot = slots.get(task.conversationId)
    if (slot !== undefined) {
      if (slot.waiting !== undefined) record(slot.waiting, { triggered: true, cause: 'superseded' })
      // An agent who waits gets what is newest, and is told that it is for them.
      slot.waiting = { ...task, isRequested: task.isRequested || slot.waiting?.isRequested === true }
      return
    }
    const fresh: Slot = { waiting: undefined, isForgotten: false }
    slots.set(task.conversationId, fresh)
    const done = work(task, fresh).finally(() => running.delete(done))
    running.add(done)
  }

  const triggersOf = (facts: TriggerFacts): readonly Trigger[] => findTriggers(facts, parts.rules().assist)

  const consider = (asked: AnswerableUtterance, triggers: readonly Trigger[]): void => {
    const { interactionId, context } = asked
    if (interactionId !== undefined && context !== undefined) contexts.set(interactionId, context)
    if (askedFor.has(utteranceKey(asked))) return
    if (triggers.length === 0) {
      record(asked, { triggered: false })
    } else enqueue({ ...asked, isRequested: false }, triggers)
  }

  return {
    needsNoInteraction: parts.source.needsNoInteraction === true,
    triggersOf,
    consider,
    considerScore: async (conversationId, utteranceId, sentimentScore) => {
      const receivedAt = clock.monotonic()
      const asked = await conversations.changeKnown(
        { named: conversationId },
        ({ ids, interactionId, snapshot, unscored }) => {
          const place = toldOf(ids)
          const said = snapshot.transcript.find(({ data }) => data.utteranceId === utteranceId)
          if (place === undefined || said === undefined || !unscored.includes(utteranceId)) return { value: undefined }
          const transcript = said.data.text
          return {
            value: { conversationId, place, interactionId, utteranceId, transcript, sentimentScore, receivedAt },
            // Whatever comes of it: of several who score it, one is enough.
            change: { unscored: unscored.filter((each) => each !== utteranceId) },
          }
        },
      )
      const triggers = asked === undefined ? [] : triggersOf(asked)
      if (asked !== undefined && triggers.length > 0) consider(asked, triggers)
    },
    request: (asked) => enqueue({ ...asked, isRequested: true }, ['agent']),
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
    forget: ({ conversationId, ids }) => {
      lookup.forget(conversationId)
      const slot = slots.get(conversationId)
      slots.delete(conversationId)
      if (slot !== undefined) {
        slot.isForgotten = true
        slot.waiting = undefined
      }
      for (const { kind, id } of ids) if (kind === 'interaction') contexts.delete(id)
    },
  }
}

/** Who may report on one conversation must not reach into another, and two may count their utterances alike. */
const utteranceKey = ({
  conversationId,
  utteranceId,
}: Pick<AnswerableUtterance, 'conversationId' | 'utteranceId'>): string => JSON.stringify([conversationId, utteranceId])

const fallbackOf = (rules: Rules['assist']): readonly RawSuggestion[] =>
  rules.fallbackSuggestions.map(({ text, confidence }) => ({ text, confidence, source: 'fallback' }))
