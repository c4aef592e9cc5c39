/** Cognigy in the tutorial dialect, whole. */
import type { AssistStream, CognigyUpstream } from '../../../ports/cognigy.ts'
import { createDownSince } from '../../http/down-since.ts'
import { createCognigy } from './cognigy.ts'
import { cognigyHealth } from './health.ts'
import type { TutorialCognigyParts } from './parts.ts'
import { cognigyProbes } from './probes.ts'
import { createCognigySessions } from './sessions.ts'

export const openTutorialCognigy = (parts: TutorialCognigyParts): CognigyUpstream => {
  const suggestions = createDownSince(parts.clock, parts.onHealth.suggestions)
  const sessions = createDownSince(parts.clock, parts.onHealth.sessions)
  const cognigy = createCognigy({ ...parts, onHealth: suggestions.tell })
  let stream: AssistStream | undefined
  return {
    suggestions: cognigy.suggestions,
    sessions: createCognigySessions({ ...parts, onHealth: sessions.tell }),
    openStream: (listener) => {
      const opened = cognigy.openStream(listener)
      stream = opened
      return {
        state: opened.state,
        close: () => {
          opened.close()
          if (stream === opened) stream = undefined
        },
      }
    },
    probes: () => cognigyProbes(parts),
    health: () =>
      cognigyHealth(parts, {
        stream: stream?.state(),
        suggestionsDownSince: suggestions.since(),
        sessionsDownSince: sessions.since(),
      }),
  }
}
