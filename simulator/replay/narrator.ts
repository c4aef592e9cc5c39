/** Says in one line each what became of the customers' wishes and moods. */
import type { FrustrationData } from '../../shared/wire/assist.ts'
import type { EscalationLevel } from '../../shared/wire/vocabulary.ts'
import { FALLBACK_PATH, fallbackIn, isBelowGate, TRANSFER_NODE } from './answers.ts'
import type { AnsweredSentiment, AnsweredWebhook, LiveFacts, ReplayObserver } from './events.ts'

const misunderstood = ({ intent, result }: AnsweredWebhook): string => {
  const what = `not understood (${intent.name}, ${intent.score})`
  const answer = fallbackIn(result)
  if (answer === undefined) return `${what}, and the fallback webhook got ${result.status ?? 'no answer'}`
  const [best] = answer.context.fallbackAnalysis.suggestedIntents
  if (answer.nextNode === TRANSFER_NODE) return `${what}, no good guess: a person should take over`
  return best === undefined ? what : `${what}, probably ${best.intent}`
}

const routing = ({ skill }: LiveFacts, { intent, result }: AnsweredWebhook): string | undefined => {
  // Its fallback webhook follows and tells more.
  if (isBelowGate(result)) return undefined
  if (result.status !== 200) return `the routing webhook got ${result.status ?? 'no answer'}`
  return `${intent.name} → ${skill ?? 'nowhere'}`
}

/** What the bot's flow does about a mood; nothing while it goes on as before. */
const mood = ({ escalation }: LiveFacts, answered: AnsweredSentiment, before: EscalationLevel): string | undefined => {
  const { answer, result } = answered
  if (answer === undefined) return `the sentiment webhook got ${result.status ?? 'no answer'}`
  if (answer.status === 'error') return `Cognigy was not told how frustrated: ${answer.message}`
  if (escalation === undefined || escalation.level === before) return undefined
  return `the bot goes on in ${escalation.flow}/${escalation.node} (${escalation.level})`
}

export interface Narrator {
  /** To be told by the replay. */
  readonly observer: ReplayObserver
  /** What agents see of a customer's frustration now. */
  frustration(facts: LiveFacts, data: FrustrationData): void
}

export const createNarrator = (say: (line: string) => void): Narrator => {
  /** By conversation; those that are not here are at `standard`. */
  const ofBot = new Map<string, EscalationLevel>()
  const ofAgents = new Map<string, EscalationLevel>()
  return {
    observer: {
      webhookAnswered: (facts, webhook) => {
        const told = webhook.path === FALLBACK_PATH ? misunderstood(webhook) : routing(facts, webhook)
        if (told !== undefined) say(`${facts.customerName}: ${told}`)
      },
      sentimentAnswered: (facts, sentiment) => {
        const told = mood(facts, sentiment, ofBot.get(facts.conversationId) ?? 'standard')
        if (told !== undefined) say(`${facts.customerName}: ${told}`)
        ofBot.set(facts.conversationId, facts.escalation?.level ?? 'standard')
      },
      ended: ({ conversationId }) => {
        ofBot.delete(conversationId)
        ofAgents.delete(conversationId)
      },
    },
    frustration: ({ conversationId, customerName }, { level, score }) => {
      const before = ofAgents.get(conversationId) ?? 'standard'
      ofAgents.set(conversationId, level)
      if (level !== before) say(`${customerName}: frustration ${Math.round(score * 100)} of 100, ${before} → ${level}`)
    },
  }
}
