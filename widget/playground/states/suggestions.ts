/** What the agent might answer, from one suggestion to none. */
import {
  ago,
  CHARGES,
  CONVERSATION,
  GENERIC,
  RECEIPT,
  REFUND,
  said,
  suggested,
  suggestion,
  THREE,
} from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const LONG =
  'Thank you for your patience, and for telling us the order number. I can see two charges of € 49.90 on 3 and 4 January. The first one belongs to your order 88213. The second one was made when our payment provider repeated a request that it had already answered.\n\nI have opened a case for it. You do not have to do anything: the money is back on your card within three to five working days, and you get an e-mail as soon as it is on its way.'

/** 2,000 characters, as some engines write. */
const VERY_LONG = `${LONG} `.repeat(5).slice(0, 2_000)

const answered = said('answer', 'One of the two charges goes back to your card today.', 'agent')

const show =
  (...event: Parameters<typeof suggested>) =>
  ({ link }: Stage): void => {
    link().join(CONVERSATION)
    link().push(suggested(...event))
  }

/** For so long the customer's newest message has waited for suggestions. */
const look =
  (ms: number) =>
  (stage: Stage): void => {
    show([CHARGES, REFUND])(stage)
    const { type, data } = said('utt_9', 'And what about the fee?')
    stage.link().push({ type, data: { ...data, awaitsSuggestions: true } })
    stage.clock.pass(ms)
  }

const WITHHELD = [{ reason: 'prohibited_phrase', rule: 'promise of refund', count: 1 }]

const states: readonly Omit<State, 'group'>[] = [
  {
    id: 'one-suggestion',
    title: 'One suggestion',
    can: 'Insert it (Enter), copy it (C), or dismiss it (X).',
    play: show([CHARGES]),
  },
  {
    id: 'three-suggestions',
    title: 'Three suggestions',
    can: 'Move by ↑ and ↓, insert the one that fits.',
    play: show(THREE),
  },
  {
    id: 'long-suggestions',
    title: 'Long texts',
    can: 'Read all of it before it goes to the customer.',
    play: show([suggestion('long', LONG), CHARGES]),
  },
  {
    id: 'very-long-suggestions',
    title: 'Three texts of 2,000 characters',
    can: 'See the first of each and insert it; more on demand.',
    play: show([
      suggestion('first', VERY_LONG),
      suggestion('second', `Sorry. ${VERY_LONG}`),
      suggestion('third', `Hello. ${VERY_LONG}`),
    ]),
  },
  {
    id: 'whole-suggestion',
    title: 'A long text, whole',
    can: 'Read all of it; insert it wherever one is in it.',
    play: async (stage) => {
      show([suggestion('first', VERY_LONG), CHARGES])(stage)
      await stage.settled()
      await stage.arrived('.stretch')
      await stage.press('.stretch')
    },
  },
  {
    id: 'answered',
    title: 'Answered: folded away',
    can: 'Open them again, or ask for new ones (G).',
    play: (stage) => {
      show(THREE)(stage)
      stage.link().push(answered)
    },
  },
  {
    id: 'earlier-suggestions',
    title: 'Earlier ones, opened again',
    can: 'Use what was suggested before.',
    play: async (stage) => {
      show([CHARGES, RECEIPT])(stage)
      stage.link().push(answered)
      stage.link().push(said('utt_9', 'And what about the fee?'))
      stage.link().push(suggested([suggestion('fee', 'There is no fee for it.')], { basedOn: 'utt_9' }))
      await stage.press('.earlier')
    },
  },
  {
    id: 'asked-for',
    title: 'Asked for by the agent',
    can: 'Go on: they are looked for, and nothing moves meanwhile.',
    play: async (stage) => {
      show([CHARGES])(stage)
      stage.link().outcome = new Promise(() => undefined)
      await stage.press('.suggest-now')
    },
  },
  {
    id: 'asked-for-in-vain',
    title: 'Asked for, and none will come',
    can: 'Read why; ask again.',
    play: async (stage) => {
      show([CHARGES])(stage)
      stage.link().outcome = { refused: 'unavailable' }
      await stage.press('.suggest-now')
    },
  },
  {
    id: 'sources',
    title: 'Sources: a page, a name, none',
    can: 'See where a text comes from before it is used.',
    play: show([
      suggestion('page', 'You find both charges under “Payments” in your account.', {
        source: 'https://help.example.com/articles/where-do-i-find-my-payments.html',
      }),
      REFUND,
      suggestion('none', 'Could you tell me the last four digits of the card?', {
        source: 'undefined',
        confidence: 0.6,
      }),
    ]),
  },
  {
    id: 'stale',
    title: 'Stale: the customer wrote again',
    can: 'Still use them, knowing that they answer an earlier message.',
    play: (stage) => {
      show(THREE)(stage)
      stage.link().push(said('utt_9', 'And what about the fee?'))
    },
  },
  {
    id: 'withheld',
    title: 'One withheld by the policy',
    can: 'Know that something was left out and why; use the others.',
    play: show([CHARGES, REFUND], { withheld: WITHHELD }),
  },
  {
    id: 'all-withheld',
    title: 'All withheld',
    can: 'Write the answer; the panel says why it has none.',
    play: show([], { withheld: [...WITHHELD, { reason: 'low_confidence', rule: 'minConfidence', count: 2 }] }),
  },
  {
    id: 'generic',
    title: 'Generic replies: service degraded',
    can: 'Use a generic reply; see since when and why there are no live ones.',
    play: ({ link }) => {
      link().join(CONVERSATION)
      link().push(GENERIC)
      link().push({ type: 'status', data: { state: 'degraded', since: ago(28) } })
    },
  },
  {
    id: 'looking',
    title: 'Being looked for',
    can: 'Go on: the ones shown can still be used.',
    play: look(500),
  },
  {
    id: 'looking-slowly',
    title: 'Still being looked for',
    can: 'Answer without waiting.',
    play: look(2_500),
  },
  {
    id: 'new-set-waiting',
    title: 'A newer set waits',
    can: 'Go on reading; nothing moves under the pointer. Show the newer set when ready.',
    play: async (stage) => {
      show(THREE)(stage)
      await stage.settled()
      stage.one('cx-assist-suggestions').dispatchEvent(new PointerEvent('pointerenter'))
      stage.link().push(said('utt_9', 'And what about the fee?'))
      stage.link().push(suggested([suggestion('fee', 'There is no fee for it.')], { basedOn: 'utt_9' }))
    },
  },
]

export const suggestionStates: readonly State[] = states.map((state) => ({ ...state, group: 'Suggestions' }))
