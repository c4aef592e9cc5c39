/** The BFF with a ranker that follows a script, in front of a stand-in for Cognigy whose sessions it tells. */
import * as z from 'zod/mini'
import type { FallbackData } from '../../shared/wire/assist.ts'
import { type CognigyStandIn, startCognigy } from '../../simulator/cognigy/tutorial/server.ts'
import type { JournalEntry } from '../../simulator/http/journal.ts'
import { type Reply, sendJson } from './http-client.ts'
import { candidate, createScriptedRanker, type ScriptedRanker } from './scripted-ranker.ts'
import { type BffOptions, type RunningBff, startBff } from './start-bff.ts'
import { connectWidget, type Widget } from './widget-client.ts'

export const SESSION = 'sess_12345'
export const CONTEXT_PATH = /\/context$/
export const TRIGGER_PATH = /\/trigger$/
export const TOKEN_PATH = '/oauth/token'

/** What the script knows a good answer to, and what it does not. */
export const CLEAR = 'the thing with my bill'
export const UNCLEAR = 'blorp'

export const fallbackBody = (facts: Readonly<Record<string, unknown>> = {}) => ({
  sessionId: SESSION,
  input: CLEAR,
  intent: { name: 'Fallback', confidence: 0.2 },
  context: { language: 'en' },
  previousIntents: [{ name: 'greeting', confidence: 0.9 }],
  ...facts,
})

export interface FallbackStage {
  readonly cognigy: CognigyStandIn
  readonly bff: RunningBff
  readonly ranker: ScriptedRanker
  post(facts?: Readonly<Record<string, unknown>>, headers?: Readonly<Record<string, string>>): Promise<Reply>
  /** A widget that follows these conversations. */
  watch(...conversations: readonly string[]): Promise<Widget>
  writes(): readonly JournalEntry[]
  triggers(): readonly JournalEntry[]
  /** Whose words the contexts that were sent hold, in the order they were sent. */
  writtenInputs(): readonly string[]
  /** How often `/metrics` counted it: a sample with its labels, such as `fallback_total{outcome="escalated"`. */
  counted(sample: string): Promise<number>
  close(): Promise<void>
}

const analysed = z.object({ fallbackAnalysis: z.object({ originalInput: z.string() }) })

export const openFallbackStage = async (options: BffOptions = {}): Promise<FallbackStage> => {
  const cognigy = await startCognigy()
  cognigy.seedSession(SESSION, {})
  const ranker = createScriptedRanker()
  ranker.script(CLEAR, {
    predicted: 'greeting',
    candidates: [candidate('billing_inquiry', 0.81), candidate('payment_failure', 0.4)],
  })
  const bff = await startBff(cognigy, { sessionsOf: cognigy, ranker, ...options })
  const widgets: Widget[] = []
  const writes = () => cognigy.journal.entries(CONTEXT_PATH)
  return {
    cognigy,
    bff,
    ranker,
    post: (facts, headers) => sendJson(bff.url, '/webhook/fallback', fallbackBody(facts), headers),
    watch: async (...conversations) => {
      const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations }))
      for (const conversation of conversations) await widget.join(conversation)
      widgets.push(widget)
      return widget
    },
    writes,
    triggers: () => cognigy.journal.entries(TRIGGER_PATH),
    writtenInputs: () => writes().map(({ body }) => analysed.parse(body).fallbackAnalysis.originalInput),
    counted: async (sample) => {
      const text = await bff.metrics.render()
      const lines = text.split('\n').filter((line) => line.startsWith(`cx_assist_${sample}`))
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
    },
    close: async () => {
      for (const widget of widgets) widget.close()
      await bff.stop()
      await cognigy.close()
    },
  }
}

export const fallbacksSeen = ({ events }: Widget): FallbackData[] =>
  events.flatMap((event) => (event.type === 'fallback' ? [event.data] : []))
