/** What the operator's knowledge has for where a conversation stands, as cards that passed the policy. */
import { cardId } from '../../../shared/domain/knowledge/card-id.ts'
import { readableBy } from '../../../shared/domain/knowledge/language.ts'
import { leastToReach } from '../../../shared/domain/knowledge/learning.ts'
import { situationOf } from '../../../shared/domain/knowledge/situation.ts'
import { judgeWords, type Policy, type Verdict } from '../../../shared/domain/policy/policy.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { Suggestion } from '../../../shared/wire/assist.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { orLateAfter } from '../../deadline.ts'
import { describeFault } from '../../fault.ts'
import { type KnowledgeHit, type KnowledgeSource, KnowledgeUnavailable } from '../../ports/knowledge.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import { StoreUnavailable } from '../../ports/store.ts'
import type { Learning } from './learning.ts'

/** What knowledge has for an utterance. Nothing, where it has none or could not be asked in time. */
export interface Offer {
  /** Surest first. */
  readonly cards: readonly Suggestion[]
  readonly withheld: readonly Verdict[]
}

export const NO_OFFER: Offer = { cards: [], withheld: [] }

export interface KnowledgeOffers {
  /** Never rejects. @param transcript the utterance that is to be answered */
  find(conversationId: string, transcript: string): Promise<Offer>
}

export interface KnowledgeOffersParts {
  readonly knowledge: KnowledgeSource
  readonly learning: Pick<Learning, 'judged'>
  readonly conversations: Pick<Conversations, 'find'>
  readonly rules: () => Rules
  readonly policy: () => Policy
  readonly log: Log
  readonly metrics: Pick<Metrics, 'suggestionsWithheld'>
  readonly newId: () => string
}

/** Agents who wait for Cognigy do not wait longer for this. */
const WITHIN_MS = 1000
/** What agents judged may come before what was surer. */
const LOOKED_AT = 12
/** What was said before that leads nowhere any more. */
const MOMENTS = 60

export const createKnowledgeOffers = (parts: KnowledgeOffersParts): KnowledgeOffers => {
  const { knowledge, learning, conversations, rules, policy, log, metrics, newId } = parts

  const hitsFor = async (conversationId: string, transcript: string): Promise<readonly KnowledgeHit[]> => {
    const record = await conversations.find(conversationId)
    if (record === undefined) return []
    const { transcript: said, frustration } = record.snapshot
    const situation = situationOf(said.slice(-MOMENTS).map(({ data }) => data))
    const told = frustration?.data.language
    const { minConfidence, languages } = rules().knowledge
    const least = leastToReach(minConfidence)
    const found = await knowledge.suggest(situation, { most: LOOKED_AT, language: told, least })
    const judged = await learning.judged(found, transcript)
    const sure = judged.filter(({ confidence }) => confidence >= minConfidence)
    // Last, since it looks at each letter, and most utterances have nothing left by then.
    const isReadable = readableBy({ told, text: transcript })
    return sure.filter(({ language }) => languages === 'any' || isReadable(language))
  }

  const cardOf = ({ key, title, text, url, isInternal, confidence }: KnowledgeHit): Suggestion => ({
    id: cardId(key, newId()),
    text,
    confidence,
    source: title ?? 'knowledge',
    fallback: false,
    engine: 'knowledge',
    ...(url === undefined ? {} : { sourceUrl: url }),
    ...(isInternal ? { internal: true as const } : {}),
  })

  const offerOf = (hits: readonly KnowledgeHit[]): Offer => {
    const inForce = policy()
    const cards: Suggestion[] = []
    const withheld: Verdict[] = []
    const { maxFill } = rules().knowledge
    for (const hit of hits) {
      const card = cardOf(hit)
      const verdict = judgeWords(inForce, card)
      if (verdict === undefined) cards.push(card)
      // What would not have been shown takes nothing from agents.
      else if (cards.length < maxFill) withheld.push(verdict)
    }
    for (const { reason } of withheld) metrics.suggestionsWithheld(reason, 1)
    return { cards, withheld }
  }

  return {
    find: async (conversationId, transcript) => {
      // In a rush of utterances most would be looked up for nothing.
      if (knowledge.hasRoom?.() === false) return NO_OFFER
      try {
        return offerOf(await orLateAfter(WITHIN_MS, hitsFor(conversationId, transcript), () => []))
      } catch (error) {
        if (!(error instanceof KnowledgeUnavailable) && !(error instanceof StoreUnavailable)) {
          log.error(describeFault(error), 'knowledge could not be asked on a fault of ours')
        }
        return NO_OFFER
      }
    },
  }
}
