/** Tells Cognigy's bot of a conversation's level: once, and not again while it is known (docs/contract.md 1.3). */

import AsyncLock from 'async-lock'
import type { ToldIds } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { EscalatedSession } from '../../../shared/domain/conversation/record.ts'
import { decideTelling, type Telling, targetOf } from '../../../shared/domain/frustration/escalation.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { EscalationData } from '../../../shared/wire/assist.ts'
import type { EscalationLevel } from '../../../shared/wire/vocabulary.ts'
import { sessionAddress } from '../../conversations/addresses.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { CognigySessions } from '../../ports/cognigy.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'

/** Sessions of one conversation whose last escalation is remembered. */
const MOST_SESSIONS = 20
const LONGEST_QUEUE = 1000

export interface Escalation {
  readonly sessionId: string
  readonly level: EscalationLevel
  /** The conversation's figure, in [0, 1]; `undefined` where nothing was scored. */
  readonly score: number | undefined
  /** An agent who asks is not held up by the cool-down, and begins a new one. */
  readonly cause: 'frustration' | 'agent'
  /** The level is what a webhook of the bot is answered with. */
  readonly isAnswer?: boolean | undefined
  /** The agent who asks. */
  readonly by?: string | undefined
  /** In the agent's words; only the conversation's widgets see them. */
  readonly reason?: string | undefined
  readonly deadline: Deadline
}

type EscalationOutcome =
  | { readonly kind: 'told'; readonly telling: Exclude<Telling, 'nothing'>; readonly answer: unknown }
  | { readonly kind: 'cooling_down' }
  /** Cognigy is told by answers alone, and this is none: its next webhook gets it. */
  | { readonly kind: 'left_to_answers' }
  /** What it means to whoever configures this, as a sentence. */
  | { readonly kind: 'failed'; readonly explanation: string }
  /** The same, where the webhook's answer tells it all the same. */
  | { readonly kind: 'answered_only'; readonly explanation: string }

export interface Escalations {
  /** Tells Cognigy what is news to it, and the widgets that it was escalated. Never rejects for Cognigy's sake. */
  tell(escalation: Escalation): Promise<EscalationOutcome>
}

export interface EscalationsParts {
  readonly sessions: Pick<CognigySessions, 'escalate' | 'explain' | 'learnsFromAnswers'>
  readonly conversations: Pick<Conversations, 'change' | 'publish'>
  readonly rules: () => Rules
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

export const createEscalations = (parts: EscalationsParts): Escalations => {
  const { sessions, conversations, clock, log, metrics } = parts
  // Two webhooks of one session at once: the second must see what the first one did.
  const lock = new AsyncLock({ maxPending: LONGEST_QUEUE })

  /** Nobody was told: what stood there before stands again, unless somebody else has told since. */
  const takeBack = (place: ToldIds, reserved: EscalatedSession, last: EscalatedSession | undefined): Promise<void> =>
    conversations.change(place, ({ escalated }) => {
      const isOurs = escalated.some(({ sessionId, at }) => sessionId === reserved.sessionId && at === reserved.at)
      const others = escalated.filter(({ sessionId }) => sessionId !== reserved.sessionId)
      const restored = last === undefined ? others : [...others, last]
      return { value: undefined, change: isOurs ? { escalated: restored } : undefined }
    })

  const tellNow = async (escalation: Escalation): Promise<EscalationOutcome> => {
    const { sessionId, level, score, cause, by, reason, isAnswer = false, deadline } = escalation
    const rules = parts.rules().escalation
    const isEscalated = level !== 'standard'
    const at = clock.now()
    const place = { sessionId }
    // A flow that learns from answers does nothing by what it is told besides: the next answer is still news to it.
    const isHeard = sessions.learnsFromAnswers === undefined || isAnswer || cause === 'agent'
    const isAnswered = isAnswer && sessions.learnsFromAnswers !== undefined
    // Reserved before it is told: what another process is telling meanwhile is not told twice.
    const { telling, last, address } = await conversations.change(place, (record) => {
      const { escalated } = record
      const last = escalated.find((each) => each.sessionId === sessionId)
      const telling = decideTelling(level, cause === 'agent' ? undefined : last, at, rules)
      const marks = isEscalated && telling !== 'nothing' && isHeard
      return {
        value: { telling, last, address: sessionAddress(sessionId, record) },
        change: marks ? { escalated: withSession(escalated, { sessionId, level, at }) } : undefined,
      }
    })
    if (telling === 'nothing') {
      metrics.escalationTold(cause, 'cooling_down')
      return { kind: 'cooling_down' }
    }
    const target = targetOf(level, rules)
    const told = {
      level,
      score: score ?? 0,
      isEscalated,
      target: telling === 'trigger' ? target : undefined,
      ...(cause === 'agent' ? { byAgent: { reason, target } } : {}),
    }
    let outcome: EscalationOutcome
    try {
      const answer = await sessions.escalate(address, told, deadline)
      metrics.escalationTold(cause, telling)
      outcome = { kind: 'told', telling, answer }
    } catch (error) {
      const isRefused = error instanceof UpstreamFailure
      const stays = isRefused && isAnswered
      if (isEscalated && isHeard && !stays) await takeBack(place, { sessionId, level, at }, last)
      if (!isRefused) throw error
      metrics.escalationTold(cause, 'failed')
      const { kind, status, isLogged } = error.facts
      if (isLogged !== true) {
        log.warn({ sessionId, level, score, cause: kind, status }, 'Cognigy could not be told of a level')
      }
      const explanation = sessions.explain(error.facts)
      if (!stays) return { kind: 'failed', explanation }
      outcome = { kind: 'answered_only', explanation }
    }
    if (isEscalated || cause === 'agent') {
      const data: EscalationData = {
        level,
        cause,
        ...(by === undefined ? {} : { by }),
        ...(reason === undefined ? {} : { reason }),
        ...(score === undefined ? {} : { score }),
        targetFlow: target.flow,
        targetNode: target.node,
      }
      await conversations.publish(place, { events: [{ type: 'escalation', data }] })
    }
    return outcome
  }

  return {
    tell: async (escalation) => {
      const { sessionId, level, score, cause, isAnswer = false, deadline } = escalation
      const isUnasked = cause === 'frustration' && !isAnswer
      if (isUnasked && sessions.learnsFromAnswers === 'alone') return { kind: 'left_to_answers' }
      let isBegun = false
      const begin = (): Promise<EscalationOutcome> => {
        isBegun = true
        return tellNow(escalation)
      }
      try {
        // Who was before may have more time than this caller: an agent's request outlasts a webhook's answer.
        return await lock.acquire(sessionId, begin, { timeout: Math.max(1, deadline.remainingMs()) })
      } catch (error) {
        if (isBegun) throw error
        metrics.escalationTold(cause, 'failed')
        log.warn({ sessionId, level, score, cause: 'busy' }, 'Cognigy could not be told of a level')
        return { kind: 'failed', explanation: sessions.explain({ upstream: 'cognigy', kind: 'timeout' }) }
      }
    },
  }
}

const withSession = (escalated: readonly EscalatedSession[], told: EscalatedSession): readonly EscalatedSession[] =>
  [...escalated.filter(({ sessionId }) => sessionId !== told.sessionId), told].slice(-MOST_SESSIONS)
