/**
 * Which utterances suggestions are asked for, once each and in which order: what Cognigy is asked of one conversation comes
 * one after the other, what knowledge has does not wait for it (docs/contract.md sections 4 and 8.2).
 */
import { LRUCache } from 'lru-cache'
import { toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { findTriggers, type Trigger, type TriggerFacts } from '../../../shared/domain/policy/triggers.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { describeFault } from '../../fault.ts'
import type { Log } from '../../ports/observe.ts'
import { NO_OFFER } from './knowledge-offers.ts'
import {
  type AnswerableUtterance,
  type Course,
  createSuggestionAnswers,
  type OfferTask,
  type SuggestionAnswersParts,
  type Task,
} from './suggestion-answers.ts'
import { createSuggestionLookup, type Question, type SuggestionLookupParts } from './suggestion-lookup.ts'

/** Utterances that are remembered as asked for. */
const REMEMBERED_UTTERANCES = 2000
const REMEMBERED_CONTEXTS = 2000

export interface SuggestionFlow {
  /** Conversations can be asked about that agent assist has not told of. */
  readonly needsNoInteraction: boolean
  /** Why suggestions should be asked for; none: they should not. */
  triggersOf(facts: TriggerFacts): readonly Trigger[]
  /** Returns at once; what comes of it is published. An utterance is asked for once, however often it is told. */
  consider(asked: AnswerableUtterance, triggers: readonly Trigger[]): void
  /** As `consider`, of what Cognigy is not asked about, or not yet: knowledge alone has something for it, or nobody. */
  offer(asked: AnswerableUtterance): void
  /** A widget scored an utterance, in [-1, 1]; counts where Cognigy sent no score and nothing was asked for it yet. */
  considerScore(conversationId: string, utteranceId: string, sentimentScore: number): Promise<void>
  /** An agent wants suggestions now. Returns at once; an event that says so follows in any case. */
  request(asked: AnswerableUtterance): void
  /** Resolves when nothing is being worked on. */
  settled(): Promise<void>
  /** Nothing is kept of it, and what is asked for it right now is told to nobody. */
  forget(conversation: Pick<ConversationRecord, 'conversationId' | 'ids'>): void
}

export interface SuggestionFlowParts extends Omit<SuggestionAnswersParts, 'lookup'>, SuggestionLookupParts {
  readonly conversations: Pick<Conversations, 'change' | 'changeKnown'>
  readonly log: Log
}

/** A conversation's work: what Cognigy is asked, and the newest that waits. Anything older that waited is passed over. */
interface Slot {
  waiting: Task | undefined
}

export const createSuggestionFlow = (parts: SuggestionFlowParts): SuggestionFlow => {
  const { conversations, clock, log, metrics } = parts
  const lookup = createSuggestionLookup(parts)
  const { records, isOffered, offerFor, tellOffer, answer } = createSuggestionAnswers({ ...parts, lookup })
  const slots = new Map<string, Slot>()
  const courses = new Map<string, Set<Course>>()
  const running = new Set<Promise<unknown>>()
  /** Utterances that were asked for: another channel may tell of them again. */
  const askedFor = new LRUCache<string, true>({ max: REMEMBERED_UTTERANCES })
  /** The same of what knowledge was asked for. */
  const offeredFor = new LRUCache<string, true>({ max: REMEMBERED_UTTERANCES })
  /** What the stream told last of an interaction: webhooks and agents bring no context of their own. */
  const contexts = new LRUCache<string, Question['context']>({ max: REMEMBERED_CONTEXTS })

  const contextOf = ({ context, interactionId }: AnswerableUtterance): Question['context'] =>
    context ?? (interactionId === undefined ? undefined : contexts.get(interactionId)) ?? {}

  const triggersOf = (facts: TriggerFacts): readonly Trigger[] => findTriggers(facts, parts.rules().assist)

  const run = (work: Promise<unknown>): Promise<unknown> => {
    const done = work
      .catch((error: unknown) => log.error(describeFault(error), 'suggestions failed on a fault of ours'))
      .finally(() => running.delete(done))
    running.add(done)
    return done
  }

  const end = ({ conversationId, course }: Pick<Task, 'conversationId' | 'course'>): void => {
    const others = courses.get(conversationId)
    others?.delete(course)
    if (others?.size === 0) courses.delete(conversationId)
  }

  const work = async (task: Task, slot: Slot): Promise<void> => {
    for (let next: Task | undefined = task; next !== undefined; next = slot.waiting) {
      slot.waiting = undefined
      try {
        await answer(next, contextOf(next))
      } catch (error) {
        log.error(describeFault(error), 'suggestions failed on a fault of ours')
      }
      end(next)
    }
    if (slots.get(task.conversationId) === slot) slots.delete(task.conversationId)
  }

  const begin = (asked: AnswerableUtterance, isRequested: boolean, isTriggered: boolean): OfferTask => {
    const course: Course = { isAnswered: false, isForgotten: false }
    courses.set(asked.conversationId, (courses.get(asked.conversationId) ?? new Set()).add(course))
    offeredFor.set(utteranceKey(asked), true)
    const offer = isOffered(isTriggered) ? offerFor(asked) : Promise.resolve(NO_OFFER)
    return { ...asked, isRequested, course, offer }
  }

  const enqueue = (asked: AnswerableUtterance, triggers: readonly Trigger[], isRequested: boolean): void => {
    askedFor.set(utteranceKey(asked), true)
    for (const trigger of triggers) metrics.suggestionsTriggered(trigger)
    const begun = begin(asked, isRequested, true)
    // Where it is known that nothing will come, no places are kept for it.
    const isExpected = parts.status.suggestionsDownSince() === undefined
    const task: Task = { ...begun, told: run(tellOffer(begun, isExpected)) }
    const slot = slots.get(task.conversationId)
    if (slot === undefined) {
      const fresh: Slot = { waiting: undefined }
      slots.set(task.conversationId, fresh)
      void run(work(task, fresh))
      return
    }
    const passed = slot.waiting
    if (passed !== undefined) {
      records.query(passed, { triggered: true, cause: 'superseded' })
      void passed.told.then(() => end(passed))
    }
    // An agent who waits gets what is newest, and is told that it is for them.
    slot.waiting = { ...task, isRequested: isRequested || passed?.isRequested === true }
  }

  /** @param isQuery it is recorded as one, for which Cognigy was not asked */
  const offerAlone = async (asked: AnswerableUtterance, isQuery: boolean): Promise<void> => {
    const isWanted = isOffered(false) && !offeredFor.has(utteranceKey(asked))
    if (!isWanted) {
      if (isQuery) records.query(asked, { triggered: false })
      return
    }
    const task = begin(asked, false, false)
    // The stream may still tell of it too, and asks then.
    const isExpected = !isQuery && asked.interactionId !== undefined && triggersOf(asked).length > 0
    const set = await tellOffer(task, isExpected)
    end(task)
    if (isQuery) records.query(asked, set === undefined ? { triggered: false } : { triggered: false, data: set.data })
  }

  const consider = (asked: AnswerableUtterance, triggers: readonly Trigger[]): void => {
    const { interactionId, context } = asked
    if (interactionId !== undefined && context !== undefined) contexts.set(interactionId, context)
    if (askedFor.has(utteranceKey(asked))) return
    if (triggers.length === 0) void run(offerAlone(asked, true))
    else enqueue(asked, triggers, false)
  }

  return {
    needsNoInteraction: parts.source.needsNoInteraction === true,
    triggersOf,
    consider,
    offer: (asked) => {
      if (!askedFor.has(utteranceKey(asked))) void run(offerAlone(asked, false))
    },
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
    request: (asked) => enqueue(asked, ['agent'], true),
    settled: async () => {
      while (running.size > 0) await Promise.allSettled(running)
    },
    forget: ({ conversationId, ids }) => {
      lookup.forget(conversationId)
      const slot = slots.get(conversationId)
      slots.delete(conversationId)
      if (slot !== undefined) slot.waiting = undefined
      for (const course of courses.get(conversationId) ?? []) course.isForgotten = true
      courses.delete(conversationId)
      for (const { kind, id } of ids) if (kind === 'interaction') contexts.delete(id)
    },
  }
}

/** Who may report on one conversation must not reach into another, and two may count their utterances alike. */
const utteranceKey = ({
  conversationId,
  utteranceId,
}: Pick<AnswerableUtterance, 'conversationId' | 'utteranceId'>): string => JSON.stringify([conversationId, utteranceId])
