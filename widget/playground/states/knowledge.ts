/** What comes from the operator's own knowledge: suggested, searched for, and made an answer of. */
import type { KnowledgeResult } from '../../../shared/wire/knowledge.ts'
import { CONVERSATION, suggested, suggestion } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const PAGE = 'https://help.example.com/articles/double-charges'

const FOUND: readonly KnowledgeResult[] = [
  {
    id: 'article-1',
    kind: 'article',
    title: 'Double charges',
    text: 'A second charge of the same amount on the same day is usually a reservation. It disappears by itself within five working days. If it is still there after that, open a case and the money goes back to the card.',
    sourceUrl: PAGE,
    confidence: 0.93,
  },
  {
    id: 'reply-2',
    kind: 'reply',
    title: 'Refund on its way',
    text: 'I have asked for the second charge to be returned. You see it on your card within three to five working days.',
    confidence: 0.81,
  },
  {
    id: 'article-3',
    kind: 'article',
    title: 'Goodwill credits: what may be offered',
    text: 'Up to € 15 without asking. Above that a supervisor decides. Never offer a credit before the second charge is confirmed.',
    internal: true,
    confidence: 0.66,
  },
]

const FROM_KNOWLEDGE = suggestion(
  'from-knowledge',
  'A second charge of the same amount is usually a reservation. It disappears by itself within five working days.',
  { engine: 'knowledge', source: 'Double charges', sourceUrl: PAGE },
)
const FROM_COGNIGY = suggestion('from-cognigy', 'I can see both charges of 3 January, and have opened a case.', {
  engine: 'cognigy',
  source: 'billing-flow',
  confidence: 0.83,
})
const INTERNAL = suggestion('internal', 'A goodwill credit of up to € 15 may be offered without asking.', {
  engine: 'knowledge',
  source: 'Goodwill credits',
  internal: true,
  confidence: 0.77,
})

const join = ({ link }: Stage): void => {
  link().join(CONVERSATION)
  link().push(suggested([FROM_COGNIGY]))
}

const type = async (stage: Stage, words: string): Promise<void> => {
  const box = stage.one('input')
  if (box instanceof HTMLInputElement) box.value = words
  box.dispatchEvent(new Event('input', { bubbles: true }))
  stage.clock.pass(200)
  await stage.settled()
}

/** The search is open, and the service answers so. */
const open = async (stage: Stage, results: readonly KnowledgeResult[], withheld?: number): Promise<void> => {
  join(stage)
  const stopped = withheld === undefined ? {} : { withheld }
  stage.link().replies['knowledge:search'] = { answer: { ok: true, results, tookMs: 3, ...stopped } }
  await stage.settled()
  await stage.press('.search')
}

const openFound = async (stage: Stage): Promise<void> => {
  await open(stage, FOUND, 1)
  await type(stage, 'charged twice')
}

const setup = { config: { offers: { search: true } } } as const
const withModel = { config: { offers: { search: true, languageModel: true } } } as const

const states: readonly Omit<State, 'group'>[] = [
  {
    id: 'knowledge-suggestions',
    title: 'Suggested from knowledge, by Cognigy, and internal',
    can: 'See where each comes from, open its page (O), and which are for agents only.',
    setup,
    play: ({ link }) => {
      link().join(CONVERSATION)
      link().push(suggested([FROM_KNOWLEDGE, FROM_COGNIGY, INTERNAL]))
    },
  },
  {
    id: 'internal-asked',
    title: 'Internal: asked before it is inserted',
    can: 'Say it a second time (Enter), or leave it (Escape).',
    setup,
    play: async (stage) => {
      stage.link().join(CONVERSATION)
      stage.link().push(suggested([INTERNAL, FROM_COGNIGY]))
      await stage.key('Enter')
    },
  },
  {
    id: 'search-open',
    title: 'Search: open, nothing typed',
    can: 'Type, or take the customer’s words (Tab).',
    setup,
    play: (stage) => open(stage, FOUND),
  },
  {
    id: 'search-found',
    title: 'Search: found',
    can: 'Insert a result, copy it, open its page, say whether it helps.',
    setup,
    play: openFound,
  },
  {
    id: 'search-empty',
    title: 'Search: nothing found, some withheld',
    can: 'Try fewer words; know that the policy stopped two.',
    setup,
    play: async (stage) => {
      await open(stage, [], 2)
      await type(stage, 'loyalty points for pensioners')
    },
  },
  {
    id: 'search-slow',
    title: 'Search: takes long',
    can: 'Go on: the suggestions can still be used.',
    setup,
    play: async (stage) => {
      await open(stage, [])
      stage.link().replies['knowledge:search'] = new Promise(() => undefined)
      await type(stage, 'charged twice')
      stage.clock.pass(2_100)
    },
  },
  {
    id: 'search-refused',
    title: 'Search: refused',
    can: 'Read why; try again.',
    setup,
    play: async (stage) => {
      await open(stage, [])
      stage.link().replies['knowledge:search'] = { refused: 'rate_limited' }
      await type(stage, 'charged twice')
    },
  },
  {
    id: 'answer-asked',
    title: 'Answer: a model writes it',
    can: 'Go on with what was found.',
    setup: withModel,
    play: async (stage) => {
      await openFound(stage)
      stage.link().replies['knowledge:answer'] = new Promise(() => undefined)
      await stage.press('.answer-now')
    },
  },
  {
    id: 'answer-given',
    title: 'Answer: written by a model',
    can: 'Look up what it is taken from; edit it, insert it.',
    setup: withModel,
    play: async (stage) => {
      await openFound(stage)
      stage.link().replies['knowledge:answer'] = {
        answer: {
          ok: true,
          text: 'One of the two charges is most likely a reservation that disappears within five working days. If it does not, I open a case and you get the money back within three to five working days.',
          citations: ['article-1', 'reply-2'],
          results: FOUND.slice(0, 2),
        },
      }
      await stage.press('.answer-now')
    },
  },
  {
    id: 'answer-refused',
    title: 'Answer: none',
    can: 'Read why; use what was found.',
    setup: withModel,
    play: async (stage) => {
      await openFound(stage)
      stage.link().replies['knowledge:answer'] = { refused: 'not_found' }
      await stage.press('.answer-now')
    },
  },
]

export const knowledgeStates: readonly State[] = states.map((state) => ({
  ...state,
  group: 'Knowledge of the operator',
}))
