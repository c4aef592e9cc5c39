/** The BFF with its real stream and its real suggestions, in front of a stand-in for Cognigy that we play. */
import { expect } from 'vitest'
import { systemClock } from '../../../../bff/deadline.ts'
import { createMetrics } from '../../../../bff/observe/metrics.ts'
import type { AssistStream } from '../../../../bff/ports/cognigy.ts'
import type { Clock } from '../../../../bff/ports/time.ts'
import { openAssistStream } from '../../../../bff/upstream/cognigy/tutorial/assist-stream.ts'
import { createCognigyTokens } from '../../../../bff/upstream/cognigy/tutorial/cognigy.ts'
import { createSuggestionSource } from '../../../../bff/upstream/cognigy/tutorial/suggestion-source.ts'
import type { AssistEnvelope, SuggestionsData } from '../../../../shared/wire/assist.ts'
import { type CognigyStandIn, startCognigy, type UpdatePayload } from '../../../../simulator/cognigy/tutorial/server.ts'
import { type BffOptions, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'

export const SUGGEST = '/api/v1/agentassist/suggest'
export const TOKEN = '/api/v1/oauth/token'
const QUICK = { first: 10, longest: 40 }

export interface StageOptions extends Omit<BffOptions, 'suggestions'> {
  readonly silenceMs?: number
  readonly clock?: Clock
}

export interface Stage {
  readonly cognigy: CognigyStandIn
  readonly bff: RunningBff
  readonly stream: AssistStream
  readonly suggestMetrics: ReturnType<typeof createMetrics>
  /** A widget that follows these conversations. */
  watch(...conversations: readonly string[]): Promise<Widget>
  /** One more utterance of a customer; it triggers where it says so. */
  say(conversationId: string, transcript: string, more?: Partial<UpdatePayload>): void
  /** From now on the upstream answers so; gives the undo. */
  answerWith(body: unknown, times?: number): () => void
  /** What the upstream was asked so far. */
  asked(): readonly unknown[]
  close(): Promise<void>
}

export const openStage = async ({ silenceMs, ...options }: StageOptions = {}): Promise<Stage> => {
  const cognigy = await startCognigy()
  const clock = options.clock ?? systemClock
  const suggestMetrics = createMetrics()
  const credentials = { clientId: cognigy.clientId, clientSecret: cognigy.clientSecret }
  const common = { orgUrl: cognigy.url, clock, metrics: suggestMetrics }
  const tokens = createCognigyTokens({ ...common, credentials })
  let tellHealth = (_isHealthy: boolean): void => undefined
  const suggestions = createSuggestionSource({
    ...common,
    tokens,
    backoffMs: QUICK,
    onHealth: (isHealthy) => tellHealth(isHealthy),
  })
  const bff = await startBff(cognigy, { ...options, suggestions })
  tellHealth = bff.status.suggestions
  const widgets: Widget[] = []
  const stream = openAssistStream({
    ...common,
    metrics: bff.metrics,
    tokens,
    onState: bff.status.stream,
    onUpdate: (update) => void bff.app.hearStream(update),
    log: bff.log,
    backoffMs: QUICK,
    ...(silenceMs === undefined ? {} : { silenceMs }),
  })
  await expect.poll(() => stream.state().kind).toBe('live')
  return {
    cognigy,
    bff,
    stream,
    suggestMetrics,
    watch: async (...conversations) => {
      const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations }))
      for (const conversation of conversations) await widget.join(conversation)
      widgets.push(widget)
      return widget
    },
    say: (conversationId, transcript, more = {}) =>
      cognigy.sendUpdate({ interactionId: `int_${conversationId}`, conversationId, transcript, ...more }),
    answerWith: (body, times) =>
      cognigy.faults.add({
        path: SUGGEST,
        kind: 'status',
        status: 200,
        body,
        ...(times === undefined ? {} : { times }),
      }),
    asked: () => cognigy.journal.entries(SUGGEST).map(({ body }) => body),
    close: async () => {
      stream.close()
      for (const widget of widgets) widget.close()
      await bff.stop()
      await cognigy.close()
    },
  }
}

export const suggestionsIn = (events: readonly AssistEnvelope[], conversationId?: string): SuggestionsData[] =>
  events.flatMap((event) =>
    event.type === 'suggestions' && (conversationId ?? event.conversationId) === event.conversationId
      ? [event.data]
      : [],
  )

/** The data of the `count`-th suggestions event, once it is there. */
export const suggestionsNumber = async (widget: Widget, count: number): Promise<SuggestionsData> => {
  await expect.poll(() => suggestionsIn(widget.events).length).toBeGreaterThanOrEqual(count)
  const found = suggestionsIn(widget.events)[count - 1]
  if (found === undefined) throw new Error('there were fewer suggestions')
  return found
}

export const shownTexts = ({ suggestions }: SuggestionsData): string[] => suggestions.map(({ text }) => text)
