/** The BFF with knowledge of its own, and a stand-in for Cognigy that answers when it is told to. */
import type { RawSuggestion, SuggestionQuery } from '../../../../bff/ports/cognigy.ts'
import type { KnowledgeSource } from '../../../../bff/ports/knowledge.ts'
import { UpstreamFailure } from '../../../../bff/ports/upstream.ts'
import type { AssistEnvelope, Suggestion, SuggestionsData } from '../../../../shared/wire/assist.ts'
import { type KnowledgeRow, smallKnowledge } from '../../../support/asked-knowledge.ts'
import { createShiftingClock, type ShiftingClock } from '../../../support/shifting-clock.ts'
import { type BffOptions, INTEGRATOR_KEY, type RunningBff, startBff } from '../../../support/start-bff.ts'
import { connectWidget, type Widget } from '../../../support/widget-client.ts'

export const CONVERSATION = 'conv_1'

const ROWS: readonly KnowledgeRow[] = [
  {
    id: 'parcel-late',
    title: 'A parcel is late',
    text: 'Look the parcel up with its tracking number and tell where it was seen last.',
    url: 'https://help.example.com/parcel-late',
    language: 'en',
  },
  {
    id: 'parcel-broken',
    title: 'A parcel arrives broken',
    text: 'Ask for a picture of the broken parcel, then send another one.',
    language: 'en',
  },
  {
    id: 'parcel-duty',
    title: 'Customs duty of a parcel',
    text: 'Whoever gets the parcel pays the duty at the door.',
    audience: 'internal',
  },
  {
    id: 'parcel-two',
    title: 'Two in one parcel',
    text: 'Two orders travel in one parcel where they are packed together.',
  },
  {
    id: 'password',
    title: 'Reset a password',
    text: 'Open the sign-in page and choose that it is forgotten.',
    language: 'en',
  },
  { id: 'contrasena', title: 'Cambiar la contraseña', text: 'Abra la página y elija otra contraseña.', language: 'es' },
]

/** So that all that is found is offered. */
export const GENEROUS = { minConfidence: 0.001 }

const NOBODY = { url: 'http://127.0.0.1:9', clientId: 'nobody', clientSecret: 'nothing' }

export interface KnowledgeStage {
  readonly bff: RunningBff
  readonly widget: Widget
  readonly clock: ShiftingClock
  /** What Cognigy was asked so far. */
  readonly asked: readonly SuggestionQuery[]
  /** From now on Cognigy answers so. */
  cognigy(answer: () => Promise<readonly RawSuggestion[]>): void
  say(transcript: string, more?: object): Promise<void>
  ask(event: string, more?: object): Promise<unknown>
  feedback(suggestionId: string, action: string, more?: object): Promise<unknown>
  agent(agentId: string): Promise<Widget>
  sets(): readonly SuggestionsData[]
  close(): Promise<void>
}

export const down = (): Promise<never> =>
  Promise.reject(new UpstreamFailure({ upstream: 'cognigy', kind: 'unavailable' }))

export const live =
  (...texts: readonly string[]): (() => Promise<readonly RawSuggestion[]>) =>
  async () =>
    texts.map((text, n) => ({ text, confidence: 0.95 - n / 100, source: 'macro' }))

/** An answer that comes when it is let go. */
export const heldAnswer = () => {
  let answer: (texts: readonly string[]) => void = () => undefined
  const texts = new Promise<readonly string[]>((resolve) => {
    answer = resolve
  })
  return {
    give: (...given: readonly string[]) => answer(given),
    wait: async () => await live(...(await texts))(),
  }
}

const setsIn = (events: readonly AssistEnvelope[]): readonly SuggestionsData[] =>
  events.flatMap((event) => (event.type === 'suggestions' ? [event.data] : []))

export const engines = (set: SuggestionsData | undefined): readonly (string | undefined)[] =>
  (set?.suggestions ?? []).map(({ engine }) => engine)

export const titles = (set: SuggestionsData | undefined): readonly string[] =>
  (set?.suggestions ?? []).map(({ source, engine, text }) => (engine === 'knowledge' ? source : text))

export const ids = (set: SuggestionsData | undefined): readonly string[] =>
  (set?.suggestions ?? []).map(({ id }: Suggestion) => id)

export const openKnowledgeStage = async (
  options: Omit<BffOptions, 'knowledge'> & {
    readonly rows?: readonly KnowledgeRow[]
    /** Between the BFF and the real one. */
    readonly wrap?: (knowledge: KnowledgeSource) => KnowledgeSource
  } = {},
): Promise<KnowledgeStage> => {
  const { rows = ROWS, wrap = (knowledge) => knowledge, ...rest } = options
  const knowledge = wrap(await smallKnowledge(rows))
  const clock = createShiftingClock()
  const asked: SuggestionQuery[] = []
  let answer: () => Promise<readonly RawSuggestion[]> = live('Of course.')
  const suggestions = {
    suggest: async (query: SuggestionQuery) => {
      asked.push(query)
      return await answer()
    },
  }
  const bff = await startBff(NOBODY, { suggestions, integratorKeys: [INTEGRATOR_KEY], ...rest, clock, knowledge })
  const widgets: Widget[] = []
  const agent = async (agentId: string): Promise<Widget> => {
    const widget = await connectWidget(bff.url, await bff.token({ agentId, conversations: [CONVERSATION] }))
    await widget.join(CONVERSATION)
    widgets.push(widget)
    return widget
  }
  const widget = await agent('agent_1')
  return {
    bff,
    widget,
    clock,
    asked,
    cognigy: (given) => {
      answer = given
    },
    say: (transcript, more = {}) =>
      bff.app.hearStream({
        interactionId: 'int_1',
        conversationId: CONVERSATION,
        speaker: 'customer',
        transcript,
        ...more,
      }),
    ask: (event, more = {}) => widget.ask(event, { conversationId: CONVERSATION, ...more }),
    feedback: (suggestionId, action, more = {}) =>
      widget.ask('suggestion:feedback', { conversationId: CONVERSATION, suggestionId, action, ...more }),
    agent,
    sets: () => setsIn(widget.events),
    close: async () => {
      for (const each of widgets) each.close()
      await bff.stop()
    },
  }
}
