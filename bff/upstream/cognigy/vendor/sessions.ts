/** What the vendor's Cognigy is told of its sessions: by our answers, by injects into their context, and by agents. */
import type { CognigySessions } from '../../../ports/cognigy.ts'
import { UpstreamFailure } from '../../../ports/upstream.ts'
import type { AgentInject } from './agent-inject.ts'
import type { ContextInject } from './context-inject.ts'
import { explainSession } from './explain.ts'

export interface VendorSessionsParts {
  /** `undefined`: the context of no session is written. */
  readonly contexts: ContextInject | undefined
  readonly agents: AgentInject
}

const nothingToWrite = (): Promise<never> =>
  Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind: 'not_configured', code: 'answers_only' }))

export const createVendorSessions = ({ contexts, agents }: VendorSessionsParts): CognigySessions => ({
  learnsFromAnswers: contexts === undefined ? 'alone' : 'besides',
  mergeContext: contexts?.inject ?? nothingToWrite,
  // No node can be triggered from outside: the flow goes on where our answer says.
  triggerNode: nothingToWrite,
  escalate: async (session, { level, score, isEscalated, target, byAgent }, deadline) => {
    if (byAgent !== undefined) {
      await agents.escalate(session, { level, ...byAgent }, deadline)
      return { injected: true }
    }
    if (contexts === undefined) return null
    const cxAssist = {
      escalationLevel: level,
      frustrationScore: score,
      escalationTriggered: isEscalated,
      ...(target === undefined ? {} : { targetFlow: target.flow, targetNode: target.node }),
    }
    await contexts.inject(session, { cxAssist }, deadline)
    return { injected: true }
  },
  explain: explainSession,
})
