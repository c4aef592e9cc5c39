/** What became of a suggestion that the agent acted on. */
import { CONVERSATION, suggested, THREE } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const show = ({ link }: Stage): void => {
  link().join(CONVERSATION)
  link().push(suggested(THREE))
}

/** A script must not touch the clipboard of whoever looks at it. */
const withClipboard = async (writeText: () => Promise<void>, act: () => Promise<void>): Promise<void> => {
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } })
  try {
    await act()
  } finally {
    Reflect.deleteProperty(navigator, 'clipboard')
  }
}

const states: readonly Omit<State, 'group'>[] = [
  {
    id: 'inserted',
    title: 'Inserted',
    can: 'Change it in the reply, or insert it again.',
    play: async (stage) => {
      show(stage)
      await stage.press('.insert')
    },
  },
  {
    id: 'insert-refused',
    title: 'Insert refused',
    can: 'See that the reply took nothing, copy it instead.',
    play: async (stage) => {
      stage.element.addEventListener('cx-assist-insert', (event) => event.preventDefault())
      show(stage)
      await stage.press('.insert')
    },
  },
  {
    id: 'copied',
    title: 'Copied',
    can: 'Paste it anywhere.',
    play: async (stage) => {
      show(stage)
      await withClipboard(
        async () => undefined,
        () => stage.press('.insert + button'),
      )
    },
  },
  {
    id: 'copy-refused',
    title: 'Copy refused by the browser',
    can: 'Select the text and copy it by hand.',
    play: async (stage) => {
      show(stage)
      await withClipboard(
        () => Promise.reject(new Error('not allowed')),
        () => stage.press('.insert + button'),
      )
    },
  },
  {
    id: 'dismissed',
    title: 'Dismissed, with undo',
    can: 'Take it back (Z).',
    play: async (stage) => {
      show(stage)
      await stage.press('.rest > :last-child')
    },
  },
  {
    id: 'rated',
    title: 'Rated',
    can: 'Change the rating.',
    play: async (stage) => {
      show(stage)
      await stage.press('.rest > :first-child')
    },
  },
  {
    id: 'keys',
    title: 'List of keys',
    can: 'Learn the keys; close it again (?).',
    play: async (stage) => {
      show(stage)
      await stage.press('.keys summary')
    },
  },
  {
    id: 'feedback-waiting',
    title: 'Feedback not recorded yet',
    can: 'Nothing: it is sent again once the server answers.',
    play: async (stage) => {
      show(stage)
      stage.link().outcome = { refused: 'no_answer' }
      await stage.press('.rest > :first-child')
    },
  },
  {
    id: 'feedback-lost',
    title: 'Feedback not recorded',
    can: 'Know that the rating did not count.',
    play: async (stage) => {
      show(stage)
      stage.link().outcome = { refused: 'invalid' }
      await stage.press('.rest > :first-child')
    },
  },
]

export const actingStates: readonly State[] = states.map((state) => ({ ...state, group: 'Acting on suggestions' }))
