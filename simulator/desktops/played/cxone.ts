/** CXone Agent with the panel in a custom workspace, as the messenger in NICE's published SDK behaves. */
import * as z from 'zod/mini'
import { type OpenConversation, type Play, shapeOf } from './workspace.ts'

const TYPES: readonly string[] = ['all', 'agent', 'contact', 'contacts', 'sessioninfo', 'agentassist']
const COMMANDS: readonly string[] = [
  'AnswerEvent',
  'RefuseEvent',
  'HoldEvent',
  'MuteEvent',
  'MaskEvent',
  'RecordEvent',
  'HangupEvent',
]
const fromFrame = z.object({
  messageType: z.string(),
  contactId: z.optional(z.unknown()),
  subscriptionTypes: z.optional(z.unknown()),
})
type FromFrame = z.infer<typeof fromFrame>

interface Subscriber {
  readonly contactId: number | null
  readonly types: readonly string[]
}
interface ContactEvent {
  readonly Type: 'CallContactEvent'
  readonly contactId: string
  readonly status: 'Incoming' | 'Active' | 'Holding' | 'Disconnected'
}

/** Whose card the agent looks at. What else it carries is not published. */
interface CardEvent {
  readonly messageType: 'ContactCardData'
  readonly contactId: string
}

const isNumeric = ({ id }: OpenConversation): boolean => /^\d+$/.test(id)
const eventOf = (contactId: string, status: ContactEvent['status']): ContactEvent => ({
  Type: 'CallContactEvent',
  contactId,
  status,
})

/** No panel may ask for it; where one does, it is seen to get it. */
const SESSION = { messageType: 'SessionInfo', sessionToken: 'the-session-token-of-the-agent' }

export const cxone: Play = ({ open, mine, post, refuse }) => {
  let subscriber: Subscriber | undefined
  let known = new Map<string, ContactEvent['status']>()
  let shown: string | undefined

  const statusOf = (contact: OpenConversation): ContactEvent['status'] => {
    if (contact.isEnded) return 'Disconnected'
    return contact.id === open()?.id ? 'Active' : 'Holding'
  }
  const contacts = () => mine().filter(isNumeric)
  const send = (contactId: number | null, events: readonly unknown[]): void =>
    post({ issuer: 'CXA', contactId, events }, '*')

  /** Types that are none are dropped, in silence but for its log. */
  const typesOf = ({ subscriptionTypes: given }: FromFrame): readonly string[] => {
    const named = Array.isArray(given) ? given.map((type: unknown) => String(type).toLowerCase()) : []
    for (const type of named.filter((each) => !TYPES.includes(each)))
      refuse('unknown-subscription-type', `there is no subscription type “${type.slice(0, 60)}”`)
    return named.filter((type) => TYPES.includes(type))
  }
  const wantsAll = ({ types, contactId }: Subscriber): boolean =>
    types.includes('all') || (types.length === 0 && contactId === null)
  const stateFor = (to: Subscriber): readonly unknown[] => [
    ...contacts()
      .filter(({ id }) => wantsAll(to) || to.types.includes('contacts') || Number(id) === to.contactId)
      // Contacts of its state are named otherwise than those of its events.
      .map((contact) => ({ contactID: contact.id, type: 'VoiceContact', status: statusOf(contact) })),
    ...(wantsAll(to) || to.types.includes('sessioninfo') ? [SESSION] : []),
  ]

  const register = (message: FromFrame): void => {
    if (subscriber !== undefined) {
      refuse('registered-twice', 'this window is registered: a further registration is not even answered')
      return
    }
    const { contactId: given = null } = message
    const number = given === null || given === '' ? null : Number(given)
    const types = typesOf(message)
    const acknowledge = (status: 'OK' | 'ERROR', reason: string) => ({
      messageType: 'ClientEventSubscriptionAcknowledge',
      contactId: number !== null && number > 0 ? number : null,
      status,
      reason,
    })
    if (number !== null && Number.isNaN(number)) {
      refuse('contact-not-numeric', 'a contactId that is no number')
      send(null, [acknowledge('ERROR', 'Invalid Contact Id')])
    } else if (message.subscriptionTypes !== undefined && types.length === 0) {
      refuse('no-subscription-type', 'none of the subscription types is one')
      send(null, [acknowledge('ERROR', 'Invalid Subscription Types.')])
    } else {
      subscriber = { contactId: number !== null && number > 0 ? number : null, types }
      if (wantsAll(subscriber) || types.includes('sessioninfo'))
        refuse('asks-for-session-token', 'this subscription brings the session token of the agent')
      known = new Map(contacts().map((contact) => [contact.id, statusOf(contact)]))
      shown = open()?.id
      send(subscriber.contactId, [...stateFor(subscriber), acknowledge('OK', 'Success')])
    }
  }

  const publish = (event: ContactEvent | CardEvent): void => {
    if (subscriber === undefined) return
    const { types, contactId } = subscriber
    const isWanted = wantsAll(subscriber) || types.includes('contacts') || Number(event.contactId) === contactId
    if (isWanted) send(contactId, [event])
  }

  const tellCard = (): void => {
    const contact = contacts().find(({ id }) => id === open()?.id)
    if (contact === undefined || contact.id === shown) return
    shown = contact.id
    publish({ messageType: 'ContactCardData', contactId: contact.id })
  }
  return {
    heard: (message) => {
      const parsed = fromFrame.safeParse(message)
      const name = parsed.data?.messageType ?? ''
      if (name === 'RegisterForClientEvents' && parsed.success) register(parsed.data)
      else if (name === 'UnregisterFromClientEvents') subscriber = undefined
      else if (COMMANDS.includes(name)) refuse('commands-the-contact', `“${name}” would act on the agent's contact`)
      else refuse('unknown-message', `${shapeOf(message)} is no message that CXone Agent knows`)
      return true
    },
    changed: () => {
      const now = new Map(contacts().map((contact) => [contact.id, statusOf(contact)]))
      const news = [...now].filter(([id, status]) => known.get(id) !== status)
      // Who is put on hold is told before who is taken up: nobody talks to two at once.
      const order = ['Disconnected', 'Holding', 'Incoming', 'Active']
      for (const [id, status] of news.toSorted(([, a], [, b]) => order.indexOf(a) - order.indexOf(b))) {
        // What has just come to the agent rings; it is not held yet.
        publish(eventOf(id, status === 'Holding' && !known.has(id) ? 'Incoming' : status))
      }
      known = now
      tellCard()
    },
    claim: ({ id }) => ({ issuer: 'CXA', contactId: null, events: [eventOf(id, 'Active')] }),
  }
}
