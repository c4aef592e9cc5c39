/** The BFF with knowledge that a test lays down, a stand-in for a language model over real HTTP, and widgets. */
import { expect } from 'vitest'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import { openLanguageModel } from '../../../../bff/upstream/language-model/open-language-model.ts'
import {
  type LanguageModelOptions,
  type LanguageModelStandIn,
  startLanguageModel,
} from '../../../../simulator/language-model/server.ts'
import { sendJson } from '../../../support/http-client.ts'
import { createManualTimes, type ManualTimes } from '../../../support/manual-times.ts'
import { createScriptedKnowledge, type ScriptedKnowledge } from '../../../support/scripted-knowledge.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import { type BffOptions, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'

export const CONTACT = 'conv_1'

export interface KnowledgeStage {
  readonly bff: RunningBff
  readonly knowledge: ScriptedKnowledge
  readonly model: LanguageModelStandIn
  readonly clock: ShiftingClock
  readonly times: ManualTimes
  readonly widget: Widget
  ask(event: string, more: object): Promise<unknown>
  watch(agentId: string, ...conversations: readonly string[]): Promise<Widget>
  hear(transcript: string, speaker?: 'customer' | 'agent'): Promise<void>
  end(): Promise<unknown>
  close(): Promise<void>
}

export interface KnowledgeStageOptions extends BffOptions {
  readonly llm?: LanguageModelOptions
  readonly timeoutMs?: number
  readonly without?: 'knowledge' | 'model' | 'both'
}

const NOWHERE = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'none' }

export const openKnowledgeStage = async (options: KnowledgeStageOptions = {}): Promise<KnowledgeStage> => {
  const { llm, timeoutMs = 5000, without, ...more } = options
  const model = await startLanguageModel({ apiKey: 'model-key-of-the-tests', ...llm })
  const knowledge = createScriptedKnowledge()
  const clock = createShiftingClock()
  const times = createManualTimes()
  const languageModel = openLanguageModel({
    url: model.apiUrl,
    apiKey: 'model-key-of-the-tests',
    model: model.model,
    timeoutMs,
    clock,
    metrics: createMetrics(),
    backoffMs: { first: 5, longest: 20 },
  })
  const bff = await startBff(NOWHERE, {
    clock,
    timer: times.timer,
    ...(without === 'knowledge' || without === 'both' ? {} : { knowledge }),
    ...(without === 'model' || without === 'both' ? {} : { languageModel }),
    ...more,
  })
  const widgets: Widget[] = []
  const watch = async (agentId: string, ...conversations: readonly string[]): Promise<Widget> => {
    const widget = await connectWidget(bff.url, await bff.token({ agentId, conversations }))
    widgets.push(widget)
    return widget
  }
  const widget = await watch('agent_1', CONTACT)
  return {
    bff,
    knowledge,
    model,
    clock,
    times,
    widget,
    watch,
    ask: (event, fields) => widget.ask(event, { conversationId: CONTACT, ...fields }),
    hear: async (transcript, speaker = 'customer') => {
      await bff.app.hearStream({
        interactionId: 'int_1',
        conversationId: CONTACT,
        agentId: 'agent_1',
        transcript,
        speaker,
        utteranceId: undefined,
      })
    },
    end: () => sendJson(bff.url, '/webhook/conversation-ended', { conversationId: CONTACT }),
    close: async () => {
      for (const each of widgets) each.close()
      await bff.stop()
      await model.close()
    },
  }
}

export const refusal = (code: string, message: RegExp = /./) => ({
  ok: false,
  error: { code, message: expect.stringMatching(message) },
})
