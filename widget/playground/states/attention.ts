/** What stands on top because the agent has to know it first: handovers, what the bot did not understand, escalations. */
import type { AssistEvent, EscalationData, HandoverData } from '../../../shared/wire/assist.ts'
import {
  ago,
  CALMED,
  CONVERSATION,
  HANDOVER,
  LONG_HANDOVER,
  misunderstood,
  suggested,
  THREE,
  WARNED_HANDOVER,
} from '../material.ts'
import { SOME_EPOCH } from '../scripted-link.ts'
import type { Stage } from '../stage.ts'
import type { Group, State } from './state.ts'

const handedOver =
  (data: HandoverData) =>
  ({ link }: Stage): void =>
    link().join({ ...CONVERSATION, handover: { seq: 5, at: ago(11), data } })

const notUnderstood =
  (...more: Parameters<typeof misunderstood>) =>
  ({ link }: Stage): void => {
    link().join(CONVERSATION)
    link().push(misunderstood(...more))
  }

const escalated =
  (level: 'supervisor' | 'manager', reason?: string) =>
  ({ link }: Stage): void => {
    link().join(CONVERSATION)
    link().push(suggested(THREE))
    link().push({
      type: 'escalation',
      data: reason === undefined ? { level, cause: 'frustration' } : { level, cause: 'agent', reason },
    })
  }

/** The server says whom the token names. */
const escalatedSo =
  (data: EscalationData, ...then: readonly AssistEvent[]) =>
  ({ element, link }: Stage): void => {
    const conversationId = element.conversation ?? ''
    link().join(CONVERSATION)
    link().says.joined({ ok: true, conversationId, seq: CONVERSATION.seq, epoch: SOME_EPOCH, agentId: 'robin.vega' })
    link().push({ type: 'escalation', data })
    for (const event of then) link().push(event)
    link().push(suggested(THREE))
  }

const openForm = async (stage: Stage): Promise<void> => {
  stage.link().join(CONVERSATION)
  await stage.key('!')
}
const sendForm = async (stage: Stage): Promise<void> => {
  await openForm(stage)
  await stage.press('form .reasons button')
  await stage.press('form .send')
}

const handovers: readonly Omit<State, 'group'>[] = [
  {
    id: 'handover',
    title: 'Handed over',
    can: 'Read who it is and what they want; fold it; copy it.',
    play: handedOver(HANDOVER),
  },
  {
    id: 'handover-long',
    title: 'Handed over, with a lot to say',
    can: 'Show all of it where the first lines are not enough.',
    play: handedOver(LONG_HANDOVER),
  },
  {
    id: 'handover-warnings',
    title: 'Handed over, with warnings',
    can: 'See what is wrong with it and how to mend it.',
    play: handedOver(WARNED_HANDOVER),
  },
  {
    id: 'handover-folded',
    title: 'Handover, folded',
    can: 'Open it again.',
    play: async (stage) => {
      // That a card was folded is remembered, so each state has one of its own, and folds it once.
      handedOver({ ...HANDOVER, customerName: 'Tom Becker' })(stage)
      if (await stage.has('.fold[aria-expanded=true]')) await stage.press('.fold')
    },
  },
]

const misunderstandings: readonly Omit<State, 'group'>[] = [
  {
    id: 'misunderstood',
    title: 'Three guesses',
    can: 'Say what was meant, which teaches the bot; or none of these.',
    play: notUnderstood(),
  },
  {
    id: 'misunderstood-escalated',
    title: 'Three guesses, and an agent was offered',
    can: 'The same; the customer waits for a person.',
    play: notUnderstood({ escalated: true }),
  },
  {
    id: 'misunderstood-details',
    title: 'Three guesses, in detail',
    can: 'Weigh the guesses by their figures.',
    play: async (stage) => {
      notUnderstood()(stage)
      await stage.press('.notice .foot button')
    },
  },
  {
    id: 'misunderstood-noted',
    title: 'Noted',
    can: 'Change it, or close it.',
    play: async (stage) => {
      notUnderstood()(stage)
      await stage.press('[role=radio]')
    },
  },
  {
    id: 'misunderstood-done',
    title: 'Noted and closed',
    can: 'Change it.',
    play: async (stage) => {
      notUnderstood()(stage)
      await stage.press('[role=radio]')
      await stage.press('.notice .foot .outlined')
    },
  },
  {
    id: 'misunderstood-not-saved',
    title: 'Not saved',
    can: 'Try again; it is also sent again by itself.',
    play: async (stage) => {
      notUnderstood()(stage)
      stage.link().outcome = { refused: 'unavailable' }
      await stage.press('[role=radio]')
    },
  },
  {
    id: 'misunderstood-none',
    title: 'None of the guesses',
    can: 'Undo.',
    play: async (stage) => {
      notUnderstood()(stage)
      await stage.press('.notice .foot .outlined')
    },
  },
  {
    id: 'misunderstood-before-handover',
    title: 'Not understood, then handed over',
    can: 'Read the handover, which says the same and more; open the guesses.',
    play: ({ link }) => {
      link().join(CONVERSATION)
      link().push(misunderstood())
      link().push({ type: 'handover', data: { ...HANDOVER, reason: 'The bot did not understand' } })
    },
  },
  {
    id: 'misunderstood-after-handover',
    title: 'Handed over, then not understood',
    can: 'Say what was meant; open the handover.',
    play: ({ link }) => {
      link().join({
        ...CONVERSATION,
        handover: { seq: 5, at: ago(11), data: { ...HANDOVER, customerName: 'Noa Levi' } },
      })
      link().push(misunderstood())
    },
  },
  {
    id: 'misunderstood-no-guess',
    title: 'No guess',
    can: 'Read the message; dismiss the notice.',
    play: notUnderstood({ candidates: [] }),
  },
]

const escalations: readonly Omit<State, 'group'>[] = [
  {
    id: 'escalated-supervisor',
    title: 'Escalated to a supervisor',
    can: 'Go on; a supervisor knows. It says why.',
    play: escalated('supervisor'),
  },
  {
    id: 'escalated-manager',
    title: 'Escalated to a manager, by hand',
    can: 'Go on; a manager knows. It says why.',
    play: escalated('manager', 'Threatens to leave, and asks for somebody who can decide.'),
  },
  {
    id: 'escalated-by-you',
    title: 'Escalated by this agent',
    can: 'Go on; put the note away (H).',
    play: escalatedSo({ level: 'manager', cause: 'agent', by: 'robin.vega', reason: 'Asks for a superior' }),
  },
  {
    id: 'escalated-calm-since',
    title: 'Escalated, and calm since',
    can: 'Know of it; it goes by itself.',
    play: escalatedSo({ level: 'manager', cause: 'frustration', score: 0.82 }, { type: 'frustration', data: CALMED }),
  },
  { id: 'escalate-open', title: 'Escalate: the form', can: 'Choose to whom, say why, send or cancel.', play: openForm },
  {
    id: 'escalate-sending',
    title: 'Escalate: sending',
    can: 'Wait; nothing can be sent twice.',
    play: async (stage) => {
      stage.link().outcomes['escalation:request'] = new Promise(() => undefined)
      await sendForm(stage)
      stage.clock.pass(2_500)
    },
  },
  {
    id: 'escalate-failed',
    title: 'Escalate: failed',
    can: 'Read why, try again; what was written is kept.',
    play: async (stage) => {
      stage.link().outcomes['escalation:request'] = { refused: 'unavailable', message: 'Cognigy could not be reached.' }
      await sendForm(stage)
    },
  },
  { id: 'escalate-done', title: 'Escalate: done', can: 'Go on.', play: sendForm },
]

const of = (group: Group, states: readonly Omit<State, 'group'>[]): readonly State[] =>
  states.map((state) => ({ ...state, group }))

export const attentionStates: readonly State[] = [
  ...of('Handover by the bot', handovers),
  ...of('Not understood by the bot', misunderstandings),
  ...of('Escalation', escalations),
]
