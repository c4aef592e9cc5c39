/** How the customer is, and where the conversation went. */
import type { FrustrationData, RoutingData } from '../../../shared/wire/assist.ts'
import type { ScoringState } from '../../sentiment/sentiment.ts'
import { ANGRY, ago, CALM, CONVERSATION, FIRST, FURIOUS_MESSAGE, TENSE } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const felt =
  (data: FrustrationData) =>
  ({ link }: Stage): void => {
    link().join(CONVERSATION)
    link().push({ type: 'frustration', data })
  }

const routed =
  (data: RoutingData) =>
  ({ link }: Stage): void =>
    link().join({ ...CONVERSATION, routing: { ...CONVERSATION.routing, data } })

/** Scored in the browser, as far as it gets. */
const inBrowser = { config: { sentiment: { scoring: 'browser', model: '/models/full/' } } } as const
const scoring =
  (state: ScoringState) =>
  async ({ link, scorer, settled }: Stage): Promise<void> => {
    link().join(CONVERSATION)
    await settled()
    scorer().state(state)
  }

const frustration: readonly Omit<State, 'group'>[] = [
  {
    id: 'one-message',
    title: 'One message so far',
    can: 'Wait for a second one: one is no verdict.',
    play: felt(FIRST),
  },
  {
    id: 'two-messages',
    title: 'Two messages: no trend yet',
    can: 'Go to the message that raised it.',
    play: felt({ ...TENSE, recent: TENSE.recent?.slice(1) ?? [] }),
  },
  { id: 'calm', title: 'Calm', can: 'Nothing has to be done.', play: felt(CALM) },
  {
    id: 'tense',
    title: 'Tense and rising',
    can: 'Go to the message that raised it.',
    play: felt(TENSE),
  },
  {
    id: 'angry',
    title: 'Angry',
    can: 'Go to the message that raised it; escalate.',
    play: ({ link }) => {
      link().join(CONVERSATION)
      link().push(FURIOUS_MESSAGE)
      link().push({ type: 'frustration', data: ANGRY })
    },
  },
  {
    id: 'frustration-details',
    title: 'In detail',
    can: 'See where it was scored, and each figure.',
    play: async (stage) => {
      felt(TENSE)(stage)
      await stage.press('.scoring summary')
    },
  },
  {
    id: 'frustration-off',
    title: 'Switched off by the agent',
    can: 'Switch it on again.',
    setup: { isScoringOff: true },
    play: felt(TENSE),
  },
  {
    id: 'frustration-off-for-all',
    title: 'Switched off for everybody',
    can: 'Nothing: the operator wants it so.',
    setup: { config: { sentiment: { scoring: 'off', model: '/models/full/' } } },
    play: ({ link }) => link().join(CONVERSATION),
  },
  {
    id: 'frustration-loading',
    title: 'The model is loading',
    can: 'Go on; the score follows.',
    setup: inBrowser,
    play: scoring({ kind: 'loading', progress: 0.42 }),
  },
  {
    id: 'frustration-unavailable',
    title: 'Cannot be scored now',
    can: 'Go on without; it is tried again by itself.',
    setup: inBrowser,
    play: scoring({ kind: 'unavailable', because: 'not_loaded' }),
  },
  {
    id: 'frustration-language',
    title: 'A language that is not scored',
    can: 'Go on without.',
    play: felt({ score: 0, level: 'standard', unscored: 'language' }),
  },
]

const routing: readonly Omit<State, 'group'>[] = [
  {
    id: 'routed',
    title: 'Routed, and how sure the bot was',
    can: 'See where it went and why.',
    play: async (stage) => {
      routed({ outcome: 'routed', skill: 'Billing Support' })(stage)
      await stage.press('.sure summary')
    },
  },
  {
    id: 'routed-overflow',
    title: 'Routed to the overflow group',
    can: 'Know that nobody in the wanted group was available.',
    play: routed({ outcome: 'routed', skill: 'General Inquiry', overflowFrom: 'Billing Support' }),
  },
  {
    id: 'still-with-bot',
    title: 'Still with the bot',
    can: 'Wait: the bot was not sure enough.',
    play: ({ link }) =>
      link().join({
        ...CONVERSATION,
        intent: { seq: 6, at: ago(11), data: { ...CONVERSATION.intent.data, score: 0.51, accepted: false } },
        routing: { seq: 7, at: ago(11), data: { outcome: 'bot_fallback', reason: 'low_confidence' } },
      }),
  },
  {
    id: 'not-routed',
    title: 'Routing failed',
    can: 'Transfer it by hand, quote the code.',
    play: routed({ outcome: 'failed', skill: 'Billing Support', reason: 'credentials' }),
  },
  {
    id: 'perhaps-routed',
    title: 'Perhaps routed',
    can: 'Look before transferring it.',
    play: routed({ outcome: 'failed', skill: 'Billing Support', reason: 'timeout' }),
  },
]

export const customerStates: readonly State[] = [
  ...frustration.map((state): State => ({ ...state, group: 'Frustration' })),
  ...routing.map((state): State => ({ ...state, group: 'Routing' })),
]
