/** How often agents may escalate by hand, over all their sockets and reconnections: it costs others more than us. */
import { createRatePerMinute } from '../../rate.ts'

/** Cognigy takes about 50 session updates a minute for one key; the rest is for what webhooks have to tell. */
const ESCALATIONS_OF_ALL = 40

export interface EscalationLimits {
  /** Why one more escalation is refused, as a sentence; `undefined` where it is not. */
  refuses(agentId: string): Promise<string | undefined>
}

/** @param escalationsPerMinute of one agent, as the rules have it at this moment */
export const createEscalationLimits = (escalationsPerMinute: () => number): EscalationLimits => {
  const isWithinRate = createRatePerMinute(escalationsPerMinute)
  const isWithinAll = createRatePerMinute(ESCALATIONS_OF_ALL)

  return {
    refuses: async (agentId) => {
      if (!(await isWithinRate(agentId))) {
        return `at most ${escalationsPerMinute()} escalations of one agent in a minute`
      }
      if (await isWithinAll('all')) return undefined
      return `at most ${ESCALATIONS_OF_ALL} escalations of all agents in a minute`
    },
  }
}
