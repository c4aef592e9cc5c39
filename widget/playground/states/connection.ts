/** From nothing at all to everything, and what happens when the connection goes. */
import { ANGRY, ago, CONVERSATION, FURIOUS_MESSAGE, HANDOVER, said, suggested, TENSE, THREE } from '../material.ts'
import type { Stage } from '../stage.ts'
import type { State } from './state.ts'

const live = ({ link }: Stage): void => link().join(CONVERSATION)
const cutOff = (stage: Stage): void => {
  live(stage)
  stage.link().says.connection('reconnecting')
}

/** In life these are minutes apart, and the panel has come to rest between them. */
const atRest = async (): Promise<void> => {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame)
}

const ended = async (stage: Stage): Promise<void> => {
  stage
    .link()
    .join({ ...CONVERSATION, handover: { seq: 5, at: ago(11), data: { ...HANDOVER, customerName: 'Ida Roth' } } })
  stage.link().push(suggested(THREE))
  stage.link().push({ type: 'frustration', data: TENSE })
  await stage.key('Enter')
  await atRest()
  stage.link().push(said('answer', 'One of the two charges goes back to your card today.', 'agent'))
  await stage.settled()
  await atRest()
  stage.link().push({ type: 'status', data: { state: 'ended', since: ago(1), reason: 'silence' } })
}

const states: readonly Omit<State, 'group'>[] = [
  {
    id: 'not-set-up',
    title: 'Not set up',
    can: 'Tell the administrator: the page has not told the panel where its server is.',
    setup: { bff: '' },
  },
  {
    id: 'not-signed-in',
    title: 'Waiting for sign-in',
    can: 'Wait: the desktop signs the panel in.',
    setup: { token: '' },
  },
  {
    id: 'not-loaded',
    title: 'Cannot be loaded',
    can: 'Go on chatting; the panel’s files are tried again by themselves.',
    setup: { hasWords: false },
  },
  {
    id: 'no-conversation',
    title: 'No conversation',
    can: 'Choose a conversation in the desktop’s list.',
    setup: { conversation: null },
  },
  { id: 'connecting', title: 'Connecting', can: 'Go on chatting; nothing is needed.' },
  {
    id: 'connecting-slowly',
    title: 'Connecting takes long',
    can: 'Go on chatting: the panel says that this takes longer than usual.',
    play: ({ clock }) => clock.pass(3_000),
  },
  {
    id: 'first-use',
    title: 'First use, nothing said yet',
    can: 'Wait for the customer; the panel says what will appear where.',
    play: ({ link }) => link().join(),
  },
  {
    id: 'no-suggestions-yet',
    title: 'Live, no suggestions yet',
    can: 'Read what the customer wants, escalate, read the transcript.',
    play: live,
  },
  {
    id: 'everything',
    title: 'Live, with everything',
    can: 'Everything: read the handover, insert, copy, rate or dismiss a suggestion, escalate.',
    play: ({ link }) => {
      link().join({ ...CONVERSATION, handover: { seq: 5, at: ago(11), data: HANDOVER } })
      link().push(suggested(THREE))
      link().push({ type: 'frustration', data: TENSE })
    },
  },
  {
    id: 'worst-case',
    title: 'Everything at once',
    can: 'Act on what is on top: the escalation, then the customer’s last message.',
    play: ({ link }) => {
      link().join({ ...CONVERSATION, handover: { seq: 5, at: ago(11), data: HANDOVER } })
      link().push(FURIOUS_MESSAGE)
      link().push({ type: 'frustration', data: ANGRY })
      link().push({ type: 'escalation', data: { level: 'manager', cause: 'frustration' } })
      link().push(suggested(THREE, { basedOn: 'utt_9' }))
    },
  },
  {
    id: 'reconnecting',
    title: 'Reconnecting',
    can: 'Go on with what is shown; the seconds are counted.',
    play: (stage) => {
      cutOff(stage)
      stage.clock.pass(12_000)
    },
  },
  {
    id: 'caught-up',
    title: 'Caught up',
    can: 'Read what came in meanwhile.',
    play: (stage) => {
      cutOff(stage)
      stage.clock.pass(12_000)
      const more = ['Hello?', 'Are you still there?', 'I have the bank statement here.']
      stage.link().rejoin(...more.map((text, index) => said(`more_${index}`, text)))
    },
  },
  {
    id: 'coming-back',
    title: 'Back in a conversation',
    can: 'Read at once what was known; what came since is being fetched.',
    play: async (stage) => {
      const { element, link, settled } = stage
      const { conversation } = element
      live(stage)
      await settled()
      element.conversation = 'conv_another'
      await settled()
      link().join()
      element.conversation = conversation
      await settled()
    },
  },
  {
    id: 'offline',
    title: 'Offline',
    can: 'Try now; what is shown is marked as old.',
    play: (stage) => {
      cutOff(stage)
      stage.clock.pass(60_000)
    },
  },
  {
    id: 'unreachable',
    title: 'Never connected',
    can: 'Try now, or go on without the panel.',
    play: (stage) => {
      stage.link().says.connection('reconnecting')
      stage.clock.pass(60_000)
    },
  },
  {
    id: 'token-refused',
    title: 'Sign-in refused',
    can: 'Wait for the desktop to sign in again; reload the page if it stays.',
    play: ({ link }) => link().says.connection('unauthorized'),
  },
  {
    id: 'token-refused-while-reading',
    title: 'Sign-in refused while reading',
    can: 'Go on with what is shown; reload the page if it stays.',
    play: (stage) => {
      live(stage)
      stage.link().says.connection('unauthorized')
    },
  },
  {
    id: 'not-yours',
    title: 'Not your conversation',
    can: 'Wait: it opens by itself once it is assigned; or try now.',
    play: ({ link }) => link().says.refused({ code: 'forbidden', message: 'not yours', retryInMs: 2_000 }),
  },
  {
    id: 'no-longer-yours',
    title: 'No longer your conversation',
    can: 'Finish reading; what is shown is as of the time above.',
    play: (stage) => {
      live(stage)
      stage.link().says.refused({ code: 'forbidden', message: 'not yours', retryInMs: 2_000 })
    },
  },
  {
    id: 'cannot-open',
    title: 'Cannot be opened',
    can: 'Quote the code to the administrator.',
    play: ({ link }) => link().says.refused({ code: 'too_many_rooms', message: 'too many' }),
  },
  {
    id: 'interrupted',
    title: 'Live transcript interrupted',
    can: 'Read the chat itself; the panel follows again by itself.',
    play: (stage) => {
      live(stage)
      stage.link().push({ type: 'status', data: { state: 'reconnecting', since: ago(2) } })
    },
  },
  {
    id: 'ended',
    title: 'Ended',
    can: 'Read it again; there is nothing to act on.',
    play: ended,
  },
  {
    id: 'ended-opened',
    title: 'Ended, with its suggestions opened',
    can: 'See what was suggested and what became of it.',
    play: async (stage) => {
      await ended(stage)
      await stage.press('.earlier')
    },
  },
]

export const connectionStates: readonly State[] = states.map((state) => ({ ...state, group: 'Connection' }))
