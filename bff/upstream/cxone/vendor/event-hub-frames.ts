/** Frames of the event hub: what is said to it, and what it says. */
import * as z from 'zod/mini'
import type { VendorRules } from '../../../../shared/rules.ts'
import { ifReadable, lenientId } from '../../../../shared/wire/lenient.ts'
import type { ContactMessage } from '../../../ports/cxone.ts'

export type HubFrame =
  | { readonly kind: 'authorized' | 'pong' | 'rate_limited' | 'no_text' | 'other_event' | 'unreadable' }
  | { readonly kind: 'message'; readonly message: ContactMessage }

export const registration = (token: string): string => JSON.stringify({ action: 'register', payload: { token } })
export const HEARTBEAT = JSON.stringify({ action: 'heartbeat' })

const CONTROL: Readonly<Record<string, HubFrame>> = {
  authorized: { kind: 'authorized' },
  pong: { kind: 'pong' },
  RATE_LIMIT_EXCEEDED: { kind: 'rate_limited' },
}

const event = z.object({ eventType: z.string(), data: z.optional(z.unknown()) })

const messageAdded = z.object({
  case: z.object({ id: lenientId }),
  message: z.object({
    id: lenientId,
    direction: z.enum(['inbound', 'outbound']),
    messageContent: ifReadable(z.object({ text: ifReadable(z.string()) })),
    authorUser: ifReadable(z.nullable(z.object({ id: ifReadable(lenientId) }))),
    sentiment: ifReadable(z.enum(['negative', 'neutral', 'positive'])),
  }),
})
type MessageAdded = z.infer<typeof messageAdded>

type HubRules = Pick<VendorRules, 'botUserIds' | 'eventHubSentiment'>

const speakerOf = (
  { direction, authorUser }: MessageAdded['message'],
  { botUserIds }: HubRules,
): ContactMessage['speaker'] => {
  if (direction === 'inbound') return 'customer'
  const isBots = authorUser?.id !== undefined && botUserIds.includes(authorUser.id)
  return authorUser == null || isBots ? 'bot' : 'agent'
}

const addedIn = (data: unknown, rules: HubRules): HubFrame => {
  const read = messageAdded.safeParse(data)
  if (!read.success) return { kind: 'unreadable' }
  const { case: contact, message } = read.data
  const text = message.messageContent?.text ?? ''
  if (text.trim() === '') return { kind: 'no_text' }
  const { sentiment } = message
  return {
    kind: 'message',
    message: {
      contactNumber: contact.id,
      messageId: message.id,
      speaker: speakerOf(message, rules),
      text,
      sentimentScore: sentiment === undefined ? undefined : rules.eventHubSentiment[sentiment],
    },
  }
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // Words of control are no JSON, they stand by themselves.
    return text.trim()
  }
}

export const readFrame = (text: string, rules: HubRules): HubFrame => {
  const said = jsonIn(text)
  if (typeof said === 'string') return Object.hasOwn(CONTROL, said) ? (CONTROL[said] ?? UNREADABLE) : UNREADABLE
  const read = event.safeParse(said)
  if (!read.success) return UNREADABLE
  return read.data.eventType === 'MessageAddedIntoCase' ? addedIn(read.data.data, rules) : { kind: 'other_event' }
}

const UNREADABLE: HubFrame = { kind: 'unreadable' }
