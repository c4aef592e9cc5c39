/** What became of a suggestion that the agent acted on, and what can be done with it. */
import type { Refusal } from '../../events.ts'
import { CONVERSATION, suggested, THREE } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const show = ({ link }: Stage): void => {
  link().join(CONVERSATION)
  link().push(suggested(THREE))
}

/** The host answers so, and can take back what it took. */
const answering = ({ element }: Stage, answer: Refusal | undefined): void => {
  element.addEventListener('cx-assist-insert', (event) =>
    event.respondWith(answer ?? { outcome: 'inserted', undo: true }),
  )
  element.addEventListener('cx-assist-undo', (event) => event.respondWith({ outcome: 'undone' }))
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
    can: 'Take it back (Z), change it in the reply, or insert it again.',
    play: async (stage) => {
      answering(stage, undefined)
      show(stage)
      await stage.key('Enter')
    },
  },
  {
    id: 'inserted-for-good',
    title: 'Inserted by a host that cannot take it back',
    can: 'Change it in the reply, or insert it again.',
    play: async (stage) => {
      show(stage)
      await stage.key('Enter')
    },
  },
  {
    id: 'insert-refused',
    title: 'Insert refused',
    can: 'Read why, copy it instead.',
    play: async (stage) => {
      answering(stage, { outcome: 'refused', reason: 'other_conversation' })
      show(stage)
      await stage.key('Enter')
    },
  },
  {
    id: 'insert-refused-in-words',
    title: 'Insert refused in the host’s words',
    can: 'Read what the host says, copy it instead.',
    play: async (stage) => {
      answering(stage, { outcome: 'refused', reason: 'The customer has left the chat.' })
      show(stage)
      await stage.key('Enter')
    },
  },
  {
    id: 'taken-back',
    title: 'Taken back',
    can: 'Insert it again.',
    play: async (stage) => {
      answering(stage, undefined)
      show(stage)
      await stage.key('Enter')
      await stage.key('z')
    },
  },
  {
    id: 'more-acts',
    title: 'More: replace, edit, dismiss',
    can: 'Replace the reply, change the text first, or dismiss it.',
    play: async (stage) => {
      show(stage)
      await stage.key('m')
    },
  },
  {
    id: 'editing',
    title: 'Being edited',
    can: 'Change the text, then insert it; Escape gives it up.',
    play: async (stage) => {
      show(stage)
      await stage.key('e')
    },
  },
  {
    id: 'inserted-edited',
    title: 'Inserted as edited',
    can: 'Take it back (Z), and edit it again.',
    play: async (stage) => {
      answering(stage, undefined)
      show(stage)
      await stage.key('e')
      const draft = stage.one('.draft')
      if (draft instanceof HTMLTextAreaElement) draft.value += ' I will keep an eye on it.'
      draft.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await stage.press('.acts .insert')
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
        () => stage.key('c'),
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
        () => stage.key('c'),
      )
    },
  },
  {
    id: 'dismissed',
    title: 'Dismissed, with undo',
    can: 'Take it back (Z).',
    play: async (stage) => {
      show(stage)
      await stage.key('x')
    },
  },
  {
    id: 'helpful',
    title: 'Rated as helpful',
    can: 'Change the rating.',
    play: async (stage) => {
      show(stage)
      await stage.key('+')
    },
  },
  {
    id: 'not-helpful',
    title: 'Rated as not helpful',
    can: 'Say why (1 to 5), or leave it.',
    play: async (stage) => {
      show(stage)
      await stage.key('-')
    },
  },
  {
    id: 'not-helpful-because',
    title: 'Not helpful, and why',
    can: 'Change the reason.',
    play: async (stage) => {
      show(stage)
      await stage.key('-')
      await stage.key('3')
    },
  },
  {
    id: 'keys',
    title: 'List of keys',
    can: 'Learn the keys and change them; close the list (?, Escape).',
    play: async (stage) => {
      show(stage)
      await stage.key('?')
      await stage.arrived('[data-act=copy]')
    },
  },
  {
    id: 'keys-changing',
    title: 'A key is changed',
    can: 'Press the new key; one that is taken is refused.',
    play: async (stage) => {
      show(stage)
      await stage.key('?')
      await stage.arrived('[data-act=copy]')
      await stage.press('[data-act=copy]')
    },
  },
  {
    id: 'feedback-waiting',
    title: 'Feedback not recorded yet',
    can: 'Nothing: it is sent again once the server answers.',
    play: async (stage) => {
      show(stage)
      stage.link().outcome = { refused: 'no_answer' }
      await stage.key('+')
    },
  },
  {
    id: 'feedback-lost',
    title: 'Feedback not recorded',
    can: 'Know that the rating did not count.',
    play: async (stage) => {
      show(stage)
      stage.link().outcome = { refused: 'invalid' }
      await stage.key('+')
    },
  },
]

export const actingStates: readonly State[] = states.map((state) => ({ ...state, group: 'Acting on suggestions' }))
