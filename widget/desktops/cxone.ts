/**
 * CXone Agent, from a custom workspace. It is asked for what it tells of contacts, and for nothing that carries the agent's
 * session token. No way to write into its reply is published.
 */
import * as z from 'zod/mini'
import type { OpenDesktop } from './port.ts'
import { any, idIn, ifFits } from './reading.ts'
import { Surroundings } from './surroundings.ts'

/** Without `all` and `sessioninfo`. */
const SUBSCRIPTIONS = ['contact', 'contacts', 'agentassist'] as const
const LONGEST_REASON = 300

/** A number, and nothing that only begins with one. */
const CONTACT = /^[1-9]\d{0,17}$/u
const contactIn = (value: unknown): string | undefined => {
  const id = idIn(value)
  return id !== undefined && CONTACT.test(id) ? id : undefined
}
/** Of a contact, or of the registration. Whatever else it carries is not read. */
const event = z.object({ messageType: any, status: any, reason: any, contactId: any })
const told = z.object({ issuer: z.literal('CXA'), events: z.array(z.unknown()) })
const word = z.string()

const ACKNOWLEDGED = 'ClientEventSubscriptionAcknowledge'
const CARD = 'ContactCardData'
/** How a contact is that no agent talks to any more. */
const OVER = ['disconnected', 'discarded', 'closed', 'ended']

/** `?contactId=` of the page, where the workspace is for one contact. */
const wantedContact = (inside: Window): number | undefined => {
  const id = contactIn(new URL(inside.location.href).searchParams.get('contactId'))
  return id === undefined ? undefined : Number(id)
}

export const openDesktop: OpenDesktop = ({ inside, origins, listener }) => {
  const wanted = wantedContact(inside)
  let registration: 'asked' | 'taken' | 'refused' | 'none' = 'none'
  let shown: string | undefined

  const follow = (id: string, isOver: boolean): void => {
    // What ends elsewhere does not take the agent away from where they are.
    if (isOver && id !== shown) return
    shown = id
    listener.told({ conversation: id, ended: isOver })
  }
  const hearEvent = (data: unknown): void => {
    const read = ifFits(event, data)
    if (read === undefined) return
    if (read.messageType === ACKNOWLEDGED) {
      // Only the first one answers what was asked.
      if (registration !== 'asked') return
      registration = read.status === 'OK' ? 'taken' : 'refused'
      if (registration === 'taken') listener.told({ conversation: shown ?? null })
      else listener.troubled({ kind: 'refused', reason: (ifFits(word, read.reason) ?? '').slice(0, LONGEST_REASON) })
      return
    }
    const id = contactIn(read.contactId)
    if (id === undefined || (wanted !== undefined && id !== String(wanted))) return
    const isOver = OVER.includes((ifFits(word, read.status) ?? '').toLowerCase())
    if (shown === undefined || read.messageType === CARD || id === shown || isOver) follow(id, isOver)
  }

  const around = new Surroundings({
    inside,
    origins,
    heard: (data) => {
      const said = ifFits(told, data)
      for (const each of said?.events ?? []) hearEvent(each)
    },
    strange: (origin) => listener.troubled({ kind: 'wrong_origin', origin }),
  })
  const unregister = (): void => {
    if (registration !== 'none') around.say({ messageType: 'UnregisterFromClientEvents' })
    registration = 'none'
  }
  const register = (): void => {
    registration = 'asked'
    around.say({
      messageType: 'RegisterForClientEvents',
      ...(wanted === undefined ? {} : { contactId: wanted }),
      subscriptionTypes: SUBSCRIPTIONS,
    })
  }
  const ask = (): boolean => {
    if (registration === 'taken') return false
    // One window is registered once; a second time is passed over without a word.
    unregister()
    register()
    return true
  }
  const shownAgain = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) ask()
  }
  inside.addEventListener('pagehide', unregister)
  inside.addEventListener('pageshow', shownAgain)
  register()
  return {
    writing: 'clipboard',
    origin: () => around.origin,
    ask,
    close: () => {
      unregister()
      inside.removeEventListener('pagehide', unregister)
      inside.removeEventListener('pageshow', shownAgain)
      around.close()
    },
  }
}
