/** From an utterance to the events that it comes to: what knowledge has at once, and Cognigy's once it is there. */
import type { ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import { judgeWords, type Policy } from '../../../shared/domain/policy/policy.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { Suggestion, SuggestionsData } from '../../../shared/wire/assist.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { RawSuggestion } from '../../ports/cognigy.ts'
import type { Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { type KnowledgeOffers, NO_OFFER, type Offer } from './knowledge-offers.ts'
import { screen } from './screening.ts'
import { type PublishedSet, publishSet, type SetParts } from './set-publishing.ts'
import type { Question, SuggestionLookup } from './suggestion-lookup.ts'
import { createSuggestionRecords, type SuggestionRecords } from './suggestion-records.ts'

/** One utterance of a customer for which suggestions may be asked. */
export interface AnswerableUtterance extends Omit<Question, 'context'> {
  /** By which the conversation is told what comes of it. */
  readonly place: ToldIds
  readonly utteranceId: string
  /** `undefined`: what was told of the interaction last. */
  readonly context?: Question['context'] | undefined
  /** When it came in, by the monotonic clock, in milliseconds. */
  readonly receivedAt: number
}

/** How far an utterance came: shared by all that work on it. */
export interface Course {
  isAnswered: boolean
  /** The conversation was erased: what is found for it now must not make it anew. */
  isForgotten: boolean
}

export interface OfferTask extends AnswerableUtterance {
  readonly isRequested: boolean
  /** What knowledge has for it. Never rejects. */
  readonly offer: Promise<Offer>
  readonly course: Course
}

export interface Task extends OfferTask {
  /** Settled once what knowledge has is told, or will not be. Never rejects. */
  readonly told: Promise<unknown>
}

export interface SuggestionAnswersParts {
  readonly lookup: Pick<SuggestionLookup, 'ask'>
  /** `undefined`: there is no knowledge. */
  readonly offers: Pick<KnowledgeOffers, 'find'> | undefined
  readonly conversations: Pick<Conversations, 'change'>
  readonly rules: () => Rules
  readonly policy: () => Policy
  readonly status: {
    /** Since when no live suggestions are to be had; `undefined` while they are. */
    suggestionsDownSince(): string | undefined
  }
  readonly queryLog: QueryLog
  readonly clock: Clock
  readonly metrics: Metrics
  readonly newId: () => string
}

export interface SuggestionAnswers {
  readonly records: Pick<SuggestionRecords, 'query'>
  /** Whether knowledge is asked. @param isTriggered Cognigy is asked as well */
  isOffered(isTriggered: boolean): boolean
  /** What knowledge has. Never rejects. */
  offerFor(asked: AnswerableUtterance): Promise<Offer>
  /** Tells what knowledge has by itself, unless Cognigy answered before. @param isAsked Cognigy is, and has its places */
  tellOffer(task: OfferTask, isAsked: boolean): Promise<PublishedSet | undefined>
  /** Asks Cognigy, and tells what there is then. */
  answer(task: Task, context: Question['context']): Promise<void>
}

export const createSuggestionAnswers = (parts: SuggestionAnswersParts): SuggestionAnswers => {
  const { lookup, offers, conversations, clock, metrics } = parts
  const records = createSuggestionRecords(parts)

  const secondsSince = ({ receivedAt }: AnswerableUtterance): number => (clock.monotonic() - receivedAt) / 1000

  const limitsNow = (): SetParts['limits'] => {
    const { widget, knowledge } = parts.rules()
    return { most: widget.maxSuggestions, mostKnown: knowledge.maxFill }
  }

  /** By the rules as they are now: what was shown before may be what they forbid today. */
  const mayStay = (card: Suggestion): boolean => {
    const policy = parts.policy()
    return (card.engine === 'knowledge' ? judgeWords(policy, card) : policy.judge(card)) === undefined
  }

  const tell = async (
    task: OfferTask,
    content: Pick<SetParts, 'cognigy' | 'generic' | 'knowledge' | 'state' | 'why' | 'withheld'>,
  ): Promise<PublishedSet | undefined> => {
    if (task.course.isForgotten) return undefined
    const { utteranceId, isRequested } = task
    const set = await publishSet(conversations, task.place, {
      ...content,
      utteranceId,
      isRequested,
      limits: limitsNow(),
      mayStay,
    })
    if (set !== undefined) records.shown(task.conversationId, set.fresh)
    return set
  }

  const whyNone = (cause: string): Pick<SuggestionsData, 'fallbackReason' | 'unavailableSince'> => {
    const since = parts.status.suggestionsDownSince()
    return { fallbackReason: cause, ...(since === undefined ? {} : { unavailableSince: since }) }
  }

  const answer = async (task: Task, context: Question['context']): Promise<void> => {
    const found = await lookup.ask({ ...task, context })
    task.course.isAnswered = true
    const offer = await task.offer
    await task.told
    if (task.course.isForgotten) return
    const isLive = found.kind === 'live'
    const generic = offer.cards.length > 0 ? [] : fallbackOf(parts.rules().assist)
    const { shown, withheld } = screen(isLive ? found.suggestions : generic, !isLive, parts.policy())
    for (const { reason } of withheld) metrics.suggestionsWithheld(reason, 1)
    const cards = shown.map((card) => ({ id: parts.newId(), ...card }))
    const set = await tell(task, {
      cognigy: isLive ? cards : [],
      generic: isLive ? [] : cards,
      knowledge: offer.cards,
      state: isLive ? (found.cached ? 'cached' : 'live') : 'unavailable',
      why: isLive ? {} : whyNone(found.cause),
      withheld: [...withheld, ...offer.withheld],
    })
    // Agents have what answers a later utterance.
    if (set === undefined) return records.query(task, { triggered: true, cause: 'superseded' })
    const { data } = set
    metrics.suggestionsPublished(data.fallback ? 'fallback' : data.cached ? 'cached' : 'live', secondsSince(task))
    records.query(task, isLive ? { triggered: true, data } : { triggered: true, data, cause: found.cause })
  }

  return {
    records,
    isOffered: (isTriggered) => {
      const { suggest, maxFill } = parts.rules().knowledge
      return offers !== undefined && maxFill > 0 && (suggest === 'every' || (suggest === 'triggered' && isTriggered))
    },
    offerFor: ({ conversationId, transcript }) =>
      offers === undefined ? Promise.resolve(NO_OFFER) : offers.find(conversationId, transcript),
    tellOffer: async (task, isAsked) => {
      const { cards, withheld } = await task.offer
      if (task.course.isAnswered || cards.length + withheld.length === 0) return undefined
      const state = isAsked ? 'asked' : 'unneeded'
      const set = await tell(task, { cognigy: [], generic: [], knowledge: cards, state, why: {}, withheld })
      if (set !== undefined) metrics.suggestionsPublished('knowledge', secondsSince(task))
      return set
    },
    answer,
  }
}

const fallbackOf = (rules: Rules['assist']): readonly RawSuggestion[] =>
  rules.fallbackSuggestions.map(({ text, confidence }) => ({ text, confidence, source: 'fallback' }))
