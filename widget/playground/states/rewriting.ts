/** Texts that a language model rewrites, where the operator has one. */
import type { Reply } from '../../link/link.ts'
import { CONVERSATION, suggested, THREE } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const REWRITTEN: Reply = {
  answer: {
    ok: true,
    text: 'Good news: one of the two charges is only a reservation. It goes away by itself within five working days.',
  },
}
const never = new Promise<Reply>(() => undefined)

const show = async (stage: Stage, reply: Reply | Promise<Reply> = REWRITTEN): Promise<void> => {
  stage.link().join(CONVERSATION)
  stage.link().push(suggested(THREE))
  stage.link().replies['suggestion:rewrite'] = reply
  // What the service offers is known a moment later.
  await stage.arrived('.rewrite')
}

const rewrite = async (stage: Stage): Promise<void> => {
  await stage.press('.rewrite')
  await stage.press('[role=menuitem]:nth-of-type(2)')
}

const states: readonly Omit<State, 'group' | 'setup'>[] = [
  {
    id: 'rewrite-menu',
    title: 'Menu of rewriting',
    can: 'Choose how (arrows, Enter), or leave it (Escape).',
    play: async (stage) => {
      await show(stage)
      await stage.press('.rewrite')
    },
  },
  {
    id: 'rewrite-menu-language',
    title: 'Menu, with the customer’s language known',
    can: 'Have it translated into the customer’s language.',
    play: async (stage) => {
      await show(stage)
      stage
        .link()
        .push({ type: 'frustration', data: { score: 0.2, level: 'standard', translated: true, language: 'pt' } })
      await stage.press('.rewrite')
    },
  },
  {
    id: 'rewriting',
    title: 'Being rewritten',
    can: 'Go on: what is there can still be used.',
    play: async (stage) => {
      await show(stage, never)
      await rewrite(stage)
    },
  },
  {
    id: 'rewriting-slowly',
    title: 'Still being rewritten',
    can: 'Use the text as it is, without waiting.',
    play: async (stage) => {
      await show(stage, never)
      await rewrite(stage)
      stage.clock.pass(2_500)
    },
  },
  {
    id: 'rewritten',
    title: 'Rewritten by a model',
    can: 'Read it, then insert it; undo it; have it rewritten again.',
    play: async (stage) => {
      await show(stage)
      await rewrite(stage)
    },
  },
  {
    id: 'rewritten-draft',
    title: 'An edited text, rewritten',
    can: 'Go on changing it, insert it, or undo the rewriting.',
    play: async (stage) => {
      await show(stage)
      await stage.key('e')
      await rewrite(stage)
    },
  },
  {
    id: 'not-rewritten',
    title: 'Not rewritten',
    can: 'Read why; try again, or use the text as it is.',
    play: async (stage) => {
      await show(stage, { refused: 'unavailable', message: 'the language model cannot be reached' })
      await rewrite(stage)
    },
  },
]

export const rewritingStates: readonly State[] = states.map((state) => ({
  ...state,
  setup: { config: { offers: { languageModel: true } } },
  group: 'Rewriting',
}))
