/** How often one agent may ask, over all their windows. */
import { RateLimiterMemory } from 'rate-limiter-flexible'

export type AgentRate = (agentId: string) => Promise<boolean>

/** @returns whether one more is within the rate; it is counted if so */
export const createAgentRate = (perMinute: number): AgentRate => {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 })
  return async (agentId) => {
    try {
      await limiter.consume(agentId)
      return true
    } catch {
      return false
    }
  }
}
