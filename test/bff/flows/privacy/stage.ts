/** The BFF with everything that can tell it something, and stand-ins that remember all that it tells them. */
import type { RawSuggestion, SuggestionQuery } from '../../../../bff/ports/cognigy.ts'
import { type CognigyStandIn, startCognigy } from '../../../../simulator/cognigy/tutorial/server.ts'
import type { CxoneStandIn } from '../../../../simulator/cxone/tutorial/server.ts'
import { startHandoverCxone } from '../../../support/handover-stage.ts'
import { type Reply, send } from '../../../support/http-client.ts'
import { createScriptedRanker, type ScriptedRanker } from '../../../support/scripted-ranker.ts'
import { createScriptedScorer, type ScriptedScorer } from '../../../support/scripted-scorer.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import { type BffOptions, INTEGRATOR_KEY, type RunningBff, startBff } from '../../../support/start-bff.ts'

export const CONTACT = 'conv_abc123'
export const SESSION = 'sess_12345'
export const INTERACTION = 'int_1'

export interface PrivacyStage {
  readonly bff: RunningBff
  readonly cxone: CxoneStandIn
  readonly cognigy: CognigyStandIn
  readonly clock: ShiftingClock
  readonly ranker: ScriptedRanker
  readonly scorer: ScriptedScorer
  /** What suggestions were asked for. */
  readonly asked: SuggestionQuery[]
  /** From now on suggestions wait for what this gives. */
  suggestAfter(wait: () => Promise<readonly RawSuggestion[]>): void
  passAMinute(): void
  hear(transcript: string, facts?: object): Promise<void>
  integrator(method: string, path: string, key?: string): Promise<Reply>
  close(): Promise<void>
}

export const openPrivacyStage = async (options: BffOptions = {}): Promise<PrivacyStage> => {
  const cxone = await startHandoverCxone({ acceptUnknownConversations: true })
  const cognigy = await startCognigy()
  cognigy.seedSession(SESSION, {})
  const clock = createShiftingClock()
  const asked: SuggestionQuery[] = []
  let wait = async (): Promise<readonly RawSuggestion[]> => [{ text: 'Of course.', confidence: 0.9, source: 'kb' }]
  const acts: (() => void)[] = []
  const ranker = createScriptedRanker()
  const scorer = createScriptedScorer()
  const bff = await startBff(cxone, {
    clock,
    ranker,
    scorer,
    timer: {
      every: (_ms, act) => {
        acts.push(act)
        return () => undefined
      },
    },
    updatesOf: cognigy,
    sessionsOf: cognigy,
    suggestions: {
      suggest: async (query) => {
        asked.push(query)
        return await wait()
      },
    },
    ...options,
  })
  return {
    bff,
    cxone,
    cognigy,
    clock,
    ranker,
    scorer,
    asked,
    suggestAfter: (next) => {
      wait = next
    },
    passAMinute: () => {
      for (const act of acts) act()
    },
    hear: (transcript, facts = {}) =>
      bff.app.hearStream({
        interactionId: INTERACTION,
        conversationId: CONTACT,
        speaker: 'customer',
        transcript,
        ...facts,
      }),
    integrator: (method, path, key = INTEGRATOR_KEY) =>
      send(bff.url, `/api/conversations/${path}`, { method, headers: { authorization: `Bearer ${key}` } }),
    close: async () => {
      await bff.stop()
      await cxone.close()
      await cognigy.close()
    },
  }
}
