/** The vendor's Cognigy, whole (docs/cognigy.md). */
import type { CognigyUpstream } from '../../../ports/cognigy.ts'
import { createDownSince } from '../../http/down-since.ts'
import { createAgentInject } from './agent-inject.ts'
import { createContextInject } from './context-inject.ts'
import { cognigyHealth } from './health.ts'
import type { VendorCognigyParts } from './parts.ts'
import { cognigyProbes } from './probes.ts'
import { createVendorSessions } from './sessions.ts'
import { createSuggestionSource } from './suggestion-source.ts'

export const openVendorCognigy = (parts: VendorCognigyParts): CognigyUpstream => {
  const suggestions = createDownSince(parts.clock, parts.onHealth.suggestions)
  const sessions = createDownSince(parts.clock, parts.onHealth.sessions)
  const contexts =
    parts.injects === undefined
      ? undefined
      : createContextInject({ ...parts, ...parts.injects, onHealth: sessions.tell })
  return {
    suggestions: createSuggestionSource({ ...parts, onHealth: suggestions.tell }),
    sessions: createVendorSessions({ contexts, agents: createAgentInject(parts) }),
    // What is said comes by a webhook: there is no stream to listen to.
    openStream: () => ({ state: () => ({ kind: 'off' }), close: () => undefined }),
    probes: (wanted = {}) => cognigyProbes(parts, wanted),
    health: () =>
      cognigyHealth(parts, {
        suggestionsDownSince: suggestions.since(),
        sessionsDownSince: sessions.since(),
        isRefused: contexts?.isRefused() ?? false,
      }),
  }
}
