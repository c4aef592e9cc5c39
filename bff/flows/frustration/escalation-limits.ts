/** How often agents may escalate by hand, over all their sockets and reconnections: it costs others more than us. */
import { RateLimiterMemory } from 'rate-limiter-flexible'

const MINUTE_SECONDS = 60
/** Cognigy takes about 50 session updates a minute for one key; the rest is for what webhooks have to tell. */
const ESCALATIONS_OF_ALL = 40

export interface EscalationLimits {
  /** Why one more escalation is refused, as a sentence; `undefined` where it is not. */
  refuses(agentId: string): Promise<string | undefined>
}

/** @param escalationsPerMinute of one agent, as the rules have it at this moment */
export const createEscalationLimits = (escalationsPerMinute: () => number): EscalationLimits => {
  const escalations = new RateLimiterMemory({ points: escalationsPerMinute(), duration: MINUTE_SECONDS })
  const allEscalations = new RateLimiterMemory({ points: ESCALATIONS_OF_ALL, duration: MINUTE_SECONDS })

  return {
    refuses: async (agentId) => {
      escalations.points = escalationsPerMinute()
      if (!(await isWithin(escalations, agentId))) {
        return `at most ${escalations.points} escalations of one agent in a minute`
      }
      if (await isWithin(allEscalations, 'all')) return undefined
      return `at most ${ESCALATIONS_OF_ALL} escalations of all agents in a minute`
    },
  }
}

const isWithin = async (limiter: RateLimiterMemory, key: string): Promise<boolean> => {
  try {
    await limiter.consume(key)
    return true
  } catch {
    return false
  }
}
