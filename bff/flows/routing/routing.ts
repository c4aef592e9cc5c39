/** A recognised intent: gate, map, CXone, and what the widgets are told (docs/contract.md 1.1). */

import { foremostId, type ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { routingIds } from '../../../shared/domain/conversation/routing-ids.ts'
import { isOver } from '../../../shared/domain/handover/facts.ts'
import {
  chooseSkill,
  decideRouting,
  type RecognisedIntent,
  type SkillChoice,
} from '../../../shared/domain/ranking/routing.ts'
import type { RoutingRules, Rules } from '../../../shared/rules.ts'
import type { AssistEvent, RoutingData } from '../../../shared/wire/assist.ts'
import type { RoutingWebhook } from '../../../shared/wire/webhooks.ts'
import { contactAddress, tellsContact } from '../../conversations/addresses.ts'
import { type Announcement, announcing, type Conversations } from '../../conversations/conversations.ts'
import { loggable } from '../../loggable.ts'
import type { ContactAddress, Cxone, CxoneHandovers, Routed } from '../../ports/cxone.ts'
import type { Delivery, HttpAnswer } from '../../ports/http-answer.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { StoredChange } from '../../ports/store.ts'
import type { Deadline } from '../../ports/time.ts'
import { UpstreamFailure, type UpstreamFailureFacts } from '../../ports/upstream.ts'
import { settledBy } from '../../settled.ts'
import type { HearCustomer } from '../transcript/hear-customer.ts'

/** What may be spent on what routing can do without; the rest of the deadline belongs to the routing itself. */
const ATTRIBUTES_BUDGET_MS = 1500
const AVAILABILITY_BUDGET_MS = 1000
/** For finding out why CXone would not route; the answer is known by then. */
const STATE_BUDGET_MS = 1500

export type RoutingOutcome =
  | { readonly kind: 'no_conversation' }
  | { readonly kind: 'bot_fallback' }
  | {
      readonly kind: 'routed'
      readonly choice: SkillChoice
      readonly unmapped: boolean
      readonly routed: Routed
    }
  | {
      readonly kind: 'failed'
      readonly skill: string
      readonly conversationId: string
      readonly failure: UpstreamFailureFacts
      /** What the failure means to whoever runs this. */
      readonly explanation: string
    }

export interface RoutingParts {
  readonly cxone: Cxone
  readonly conversations: Pick<Conversations, 'change' | 'end' | 'publish'>
  readonly hear: HearCustomer
  readonly mask: Masking
  /** Asked only where CXone refuses to route, for whether the conversation is over. */
  readonly handovers: Pick<CxoneHandovers, 'conversation'>
  readonly rules: () => Rules
  readonly log: Log
  readonly metrics: Metrics
}

/** @param answerOf how an outcome is answered, to be kept with what is told of it */
export type RoutingFlow = (
  webhook: RoutingWebhook,
  deadline: Deadline,
  delivery: Delivery,
  answerOf: (outcome: RoutingOutcome) => HttpAnswer,
) => Promise<RoutingOutcome>

export const createRoutingFlow = (parts: RoutingParts): RoutingFlow => {
  const { conversations, log, metrics } = parts

  return async (webhook, deadline, delivery, answerOf) => {
    const told = routingIds(webhook)
    if (!tellsContact(told)) return { kind: 'no_conversation' }
    const rules = parts.rules().routing
    const { intent } = webhook
    const decision = decideRouting(intent, rules)
    if (intent === undefined || decision.kind === 'bot_fallback') {
      const data: RoutingData = { outcome: 'bot_fallback', reason: 'low_confidence' }
      metrics.routingDecided(data.outcome)
      const outcome = { kind: 'bot_fallback' } as const
      const settles = settledBy(delivery, () => answerOf(outcome))
      await tellUtterance(parts, told, webhook, delivery, rules, {
        events: [{ type: 'routing', data }],
        settles,
      })
      return outcome
    }
    const shown = await tellUtterance(parts, told, webhook, delivery, rules)
    if (decision.unmapped) {
      metrics.intentUnmapped()
      log.info({ conversationId: shown.conversationId }, 'the intent is not in the map and goes to the default group')
    }
    const contact = contactAddress(told, shown)
    if (contact === undefined) return { kind: 'no_conversation' }
    const place = foremostId(told)
    const { conversationId } = contact
    const [available] = await Promise.all([
      askAvailability(parts, contact, decision.skill, rules, deadline),
      writeIntent(parts, contact, intent, deadline),
    ])
    const choice = chooseSkill(decision.skill, available, rules)
    try {
      const request = {
        skill: choice.skill,
        intent,
        routingMethod: rules.routingMethod,
        mayBeRouted: delivery.resumed,
      }
      const routed = await parts.cxone.route(contact, request, deadline)
      const outcome = { kind: 'routed', choice, unmapped: decision.unmapped, routed } as const
      const data = { outcome: 'routed', ...choice, ...(decision.unmapped ? { unmapped: true as const } : {}) } as const
      await tell(
        place,
        data,
        settledBy(delivery, () => answerOf(outcome)),
      )
      return outcome
    } catch (error) {
      if (!(error instanceof UpstreamFailure)) throw error
      log.warn(
        {
          conversationId: loggable(conversationId, error.facts.kind),
          skill: choice.skill,
          cause: error.facts.kind,
          status: error.facts.status,
        },
        'the conversation could not be routed',
      )
      await tell(place, { outcome: 'failed', skill: choice.skill, reason: failureReason(error.facts) })
      if (error.facts.kind === 'conflict') await endIfOver(parts, contact, place, deadline)
      const explanation = parts.cxone.explain(error.facts)
      return { kind: 'failed', skill: choice.skill, conversationId, failure: error.facts, explanation }
    }
  }

  async function tell(place: ToldIds, data: RoutingData, settles?: StoredChange['settles']): Promise<void> {
    metrics.routingDecided(data.outcome)
    // What CXone routes has not ended, whatever we were told.
    const resumes = data.outcome === 'routed'
    await conversations.publish(place, { resumes, events: [{ type: 'routing', data }], settles })
  }
}

/** One step: which ids belong together, what was said, and what the bot made of it. */
const tellUtterance = async (
  { conversations, hear, mask }: RoutingParts,
  told: ToldIds,
  webhook: RoutingWebhook,
  { utteranceId: deliveredAs }: Delivery,
  rules: RoutingRules,
  alsoKnown: Pick<Announcement, 'events' | 'settles'> = { events: [] },
): Promise<Pick<ConversationRecord, 'conversationId' | 'contactId' | 'origin'>> => {
  const { intent } = webhook
  const { text, masked } = mask.text(webhook.text)
  const about = (utteranceId: string | undefined): Announcement => ({
    resumes: true,
    events: [...(intent === undefined ? [] : [intentEvent(intent, rules, utteranceId)]), ...alsoKnown.events],
    settles: alsoKnown.settles,
  })
  if (text.trim() === '') {
    return await conversations.change(told, (record) => ({
      value: record,
      change: announcing(record, about(undefined)),
    }))
  }
  return await hear(
    told,
    { channel: 'webhook', text, masked, utteranceId: told.origin?.utteranceId ?? deliveredAs },
    ({ kind, utteranceId }) =>
      // A second try of the same delivery: agents know what was said and what the bot made of it.
      kind === 'again' ? undefined : about(utteranceId),
  )
}

const intentEvent = (
  { name, score }: RecognisedIntent,
  { confidenceThreshold: threshold }: RoutingRules,
  utteranceId: string | undefined,
): AssistEvent => ({
  type: 'intent',
  data: { name, score, threshold, accepted: score >= threshold, ...(utteranceId === undefined ? {} : { utteranceId }) },
})

/** `undefined` where it is not asked or not known; that never stands in the way of routing. */
const askAvailability = async (
  { cxone, log }: RoutingParts,
  contact: ContactAddress,
  skill: string,
  rules: RoutingRules,
  deadline: Deadline,
): Promise<number | undefined> => {
  if (!rules.checkAvailability) return undefined
  const limit = deadline.within(AVAILABILITY_BUDGET_MS)
  try {
    return await cxone.availableAgents(contact, skill, limit)
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    log.warn({ skill, cause: error.facts.kind }, 'availability could not be asked; routing without it')
    return undefined
  } finally {
    limit.release()
  }
}

const writeIntent = async (
  { cxone, log }: RoutingParts,
  contact: ContactAddress,
  intent: RecognisedIntent,
  deadline: Deadline,
): Promise<void> => {
  const limit = deadline.within(ATTRIBUTES_BUDGET_MS)
  try {
    await cxone.writeIntent(contact, intent, limit)
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    const { kind, status } = error.facts
    const fields = {
      conversationId: loggable(contact.conversationId, kind),
      cause: kind,
      status,
      attributesUpdated: false,
    }
    log.warn(fields, 'the intent could not be written to CXone; routing goes on')
  } finally {
    limit.release()
  }
}

/** A conflict says "already routed" or "ended": only the conversation itself tells which. */
const endIfOver = async (
  { handovers, conversations, log, metrics }: RoutingParts,
  contact: ContactAddress,
  place: ToldIds,
  deadline: Deadline,
): Promise<void> => {
  const { conversationId } = contact
  const limit = deadline.within(STATE_BUDGET_MS)
  try {
    const isEnded = isOver(await handovers.conversation(contact, limit))
    if (isEnded && (await conversations.end(place, 'cxone'))) metrics.conversationEnded('cxone')
  } catch (error) {
    if (!(error instanceof UpstreamFailure)) throw error
    log.info({ conversationId, cause: error.facts.kind }, 'whether the conversation has ended could not be asked')
  } finally {
    limit.release()
  }
}

const failureReason = ({ kind }: UpstreamFailureFacts): Extract<RoutingData, { outcome: 'failed' }>['reason'] => {
  switch (kind) {
    case 'conflict':
      return 'already_routed_or_ended'
    case 'not_configured':
      return 'credentials'
    case 'bad_answer':
      return 'unavailable'
    default:
      return kind
  }
}
