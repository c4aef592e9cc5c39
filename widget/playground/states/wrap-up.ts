/** What is left behind of a conversation. */
import type { ConversationSummary } from '../../../shared/wire/wrap-up.ts'
import type { Reply } from '../../link/link.ts'
import { ago, CONVERSATION, said, suggested, THREE } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const SUMMARY: ConversationSummary = {
  headline: 'Charged twice for January, order 88213',
  points: [
    { kind: 'reason', text: 'I was charged twice for January', utteranceIds: ['utt_2'] },
    { kind: 'facts', text: 'Order 88213', utteranceIds: ['utt_4'] },
    { kind: 'facts', text: 'Wants one of the two charges back', utteranceIds: ['utt_4', 'utt_2'] },
    { kind: 'promised', text: 'Let me look at both charges.', utteranceIds: ['utt_5'] },
    { kind: 'open', text: 'Which of the two charges goes back', utteranceIds: ['utt_0'] },
    { kind: 'mood', text: 'Calm throughout', utteranceIds: ['utt_2', 'utt_4'] },
  ],
  disposition: { id: 'refund', name: 'Refund', confidence: 0.82 },
  dispositions: [
    { id: 'question', name: 'Question answered' },
    { id: 'refund', name: 'Refund' },
    { id: 'follow-up', name: 'To be followed up by Billing' },
  ],
  engine: 'extract',
  redactions: 0,
}
const summarized = (more: Partial<ConversationSummary> = {}): Reply => ({
  answer: { ok: true, summary: { ...SUMMARY, ...more } },
})
const never = new Promise<Reply>(() => undefined)

const live = async (stage: Stage, reply: Reply | Promise<Reply> = summarized()): Promise<void> => {
  stage.link().join(CONVERSATION)
  stage.link().replies['conversation:summary'] = reply
  // What the service offers is known a moment later.
  await stage.arrived('cx-assist-wrap-up')
}
const ENDED = { state: 'ended', since: ago(0), reason: 'cxone' } as const
const endedBefore = async (stage: Stage, reply: Reply | Promise<Reply> = summarized()): Promise<void> => {
  stage.link().join({ ...CONVERSATION, status: { seq: 8, at: ago(0), data: ENDED } })
  stage.link().replies['conversation:summary'] = reply
  await stage.arrived('cx-assist-wrap-up')
}
const opened = async (stage: Stage, reply?: Reply | Promise<Reply>): Promise<void> => {
  await endedBefore(stage, reply)
  await stage.press('.begin')
}
const typed = async (stage: Stage, more: string): Promise<void> => {
  const field = stage.one('cx-assist-wrap-up').shadowRoot?.querySelector('textarea')
  if (field) field.value += more
  field?.dispatchEvent(new InputEvent('input', { bubbles: true }))
  await stage.settled()
}

const states: readonly Omit<State, 'group' | 'setup'>[] = [
  {
    id: 'wrap-up-live',
    title: 'While the conversation goes on',
    can: 'Wrap up early, or go on.',
    play: async (stage) => {
      await live(stage)
      stage.link().push(suggested(THREE.slice(0, 1)))
    },
  },
  {
    id: 'wrap-up-live-open',
    title: 'Opened while the conversation goes on',
    can: 'Begin with the text; have it summarized again once more was said.',
    play: async (stage) => {
      await live(stage)
      await stage.press('.begin')
      stage.link().push(said('utt_9', 'And what about the fee?'))
    },
  },
  {
    id: 'wrap-up-to-do',
    title: 'The conversation had ended already',
    can: 'Wrap it up.',
    play: (stage) => endedBefore(stage),
  },
  {
    id: 'wrap-up-ended',
    title: 'Opened by itself at the end',
    can: 'Correct the text, choose a disposition, save.',
    play: async (stage) => {
      await live(stage)
      stage.link().push({ type: 'status', data: ENDED })
    },
  },
  {
    id: 'wrap-up-writing',
    title: 'The summary is being written',
    can: 'Wait, or begin to write.',
    play: (stage) => opened(stage, never),
  },
  {
    id: 'wrap-up-writing-slowly',
    title: 'The summary is still being written',
    can: 'Write it without waiting.',
    play: async (stage) => {
      await opened(stage, never)
      stage.clock.pass(2_500)
    },
  },
  {
    id: 'wrap-up-evidence',
    title: 'What points rest on',
    can: 'Read the messages, go to them in the transcript.',
    play: async (stage) => {
      await opened(stage)
      await stage.press('.kind:nth-child(2) li:nth-child(2) .said')
      await stage.press('.kind:nth-child(4) .said')
    },
  },
  {
    id: 'wrap-up-model',
    title: 'Written by a language model',
    can: 'Check it; know that private details were hidden.',
    play: (stage) => opened(stage, summarized({ engine: 'llm', redactions: 2 })),
  },
  {
    id: 'wrap-up-stand-in',
    title: 'Rules stand in for the language model',
    can: 'Know why; use it all the same.',
    play: (stage) => opened(stage, summarized({ fallbackReason: 'timeout' })),
  },
  {
    id: 'wrap-up-refused',
    title: 'No summary',
    can: 'Read why, try again, or write it by hand.',
    play: (stage) => opened(stage, { refused: 'unavailable', message: 'no summaries right now' }),
  },
  {
    id: 'wrap-up-offline',
    title: 'No summary while offline',
    can: 'Write it by hand; it is asked for again by itself.',
    play: async (stage) => {
      await opened(stage, { refused: 'no_answer' })
      stage.link().says.connection('reconnecting')
      stage.clock.pass(40_000)
    },
  },
  {
    id: 'wrap-up-newer',
    title: 'A newer summary, and a changed text',
    can: 'Go on with the own text, or use the newer one.',
    play: async (stage) => {
      await opened(stage)
      await typed(stage, '\nMs Lindqvist prefers to be called.')
      stage.link().replies['conversation:summary'] = summarized({ headline: 'Charged twice, refund promised' })
      await stage.press('.again')
    },
  },
  {
    id: 'wrap-up-saving',
    title: 'Being saved, slowly',
    can: 'Wait, or go to the next conversation.',
    play: async (stage) => {
      await opened(stage)
      stage.link().outcomes['summary:save'] = new Promise(() => undefined)
      await stage.press('.save')
      stage.clock.pass(2_500)
    },
  },
  {
    id: 'wrap-up-saved',
    title: 'Saved',
    can: 'Change it and save it again.',
    play: async (stage) => {
      await opened(stage)
      await stage.press('.save')
    },
  },
  {
    id: 'wrap-up-changed',
    title: 'Changed since it was saved',
    can: 'Save it again.',
    play: async (stage) => {
      await opened(stage)
      await stage.press('.save')
      await typed(stage, '\nCalled back at 15:10.')
    },
  },
  {
    id: 'wrap-up-saved-by-host',
    title: 'Saved by the desktop',
    can: 'Go on: the desktop has it.',
    play: async (stage) => {
      stage.element.addEventListener('cx-assist-summary', (event) => event.preventDefault())
      await opened(stage)
      await stage.press('.save')
    },
  },
  {
    id: 'wrap-up-done',
    title: 'Saved and put away',
    can: 'Open it again.',
    play: async (stage) => {
      await opened(stage)
      await stage.press('.save')
      await stage.press('.close')
    },
  },
  {
    id: 'wrap-up-not-saved',
    title: 'Not saved',
    can: 'Read why; the text stays; save it again.',
    play: async (stage) => {
      await opened(stage)
      stage.link().outcomes['summary:save'] = {
        refused: 'unavailable',
        message: 'CXone does not take the summary right now. Try again in a minute.',
      }
      await stage.press('.save')
    },
  },
]

export const wrapUpStates: readonly State[] = states.map((state) => ({
  ...state,
  setup: { config: { offers: { wrapUp: true } } },
  group: 'Wrap-up',
}))
