/** The BFF with a scorer that follows a script, in front of a stand-in for Cognigy whose sessions it tells of levels. */
import type { ConversationFigures } from '../../shared/domain/frustration/frustration.ts'
import type { FrustrationData } from '../../shared/wire/assist.ts'
import { type CognigyStandIn, startCognigy } from '../../simulator/cognigy/tutorial/server.ts'
import { type Reply, sendJson } from './http-client.ts'
import { createScriptedScorer, type ScriptedScorer } from './scripted-scorer.ts'
import { createShiftingClock, type ShiftingClock } from './shifting-clock.ts'
import { type BffOptions, type RunningBff, startBff } from './start-bff.ts'
import { connectWidget, type Widget } from './widget-client.ts'

export const SESSION = 'sess_12345'

/** An utterance with so much frustration, to two decimals. */
export const mood = (frustration: number, word = 'said'): string => `${word} ${frustration.toFixed(2)}`

export interface SentimentStage {
  readonly cognigy: CognigyStandIn
  readonly bff: RunningBff
  readonly scorer: ScriptedScorer
  readonly clock: ShiftingClock
  /** The webhook for these utterances of the customer, the last of them being said just now. */
  turn(said: readonly string[], facts?: Readonly<Record<string, unknown>>): Promise<Reply>
  /** Any body. */
  post(body: unknown): Promise<Reply>
  watch(...conversations: readonly string[]): Promise<Widget>
  /** What Cognigy's session was told, in order. */
  updates(session?: string): readonly object[]
  /** Requests for updates, whatever became of them. */
  attempts(): number
  close(): Promise<void>
}

export const openSentimentStage = async (
  options: BffOptions = {},
  figures?: ConversationFigures,
): Promise<SentimentStage> => {
  const cognigy = await startCognigy()
  cognigy.seedSession(SESSION, {})
  const scorer = createScriptedScorer(['en'], figures)
  for (let percent = 0; percent <= 100; percent += 1) {
    const frustration = percent / 100
    const scores = { negative: frustration, neutral: 1 - frustration, positive: 0, frustration }
    for (const word of ['said', 'also']) scorer.script(mood(frustration, word), scores)
  }
  const clock = createShiftingClock()
  const bff = await startBff(cognigy, { updatesOf: cognigy, sessionsOf: cognigy, scorer, clock, ...options })
  const widgets: Widget[] = []
  const post = (body: unknown) => sendJson(bff.url, '/webhook/sentiment-escalation', body)
  return {
    cognigy,
    bff,
    scorer,
    clock,
    post,
    turn: (said, facts = {}) =>
      post({
        session: { id: SESSION, history: said.slice(0, -1).map((userInput) => ({ userInput })) },
        userInput: said.at(-1) ?? '',
        platform: 'webchat',
        language: 'en-US',
        ...facts,
      }),
    watch: async (...conversations) => {
      const widget = await connectWidget(bff.url, await bff.token({ agentId: 'agent_1', conversations }))
      for (const conversation of conversations) await widget.join(conversation)
      widgets.push(widget)
      return widget
    },
    updates: (session = SESSION) => cognigy.session(session)?.updates ?? [],
    attempts: () => cognigy.journal.entries(/\/update$/).length,
    close: async () => {
      for (const widget of widgets) widget.close()
      await bff.stop()
      await cognigy.close()
    },
  }
}

export const frustrationSeen = ({ events }: Widget): FrustrationData[] =>
  events.flatMap((event) => (event.type === 'frustration' ? [event.data] : []))
export const escalationsSeen = ({ events }: Widget): object[] =>
  events.flatMap((event) => (event.type === 'escalation' ? [event.data] : []))
export const said = ({ events }: Widget): string[] =>
  events.flatMap((event) => (event.type === 'transcript' ? [event.data.text] : []))
