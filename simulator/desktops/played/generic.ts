/** A desktop that was written for the panel: it tells the conversation, and writes by `cx-assist/host`. */
import * as z from 'zod/mini'
import { type OpenConversation, type Play, shapeOf } from './workspace.ts'

const id = z.string().check(z.minLength(1))
const ready = z.strictObject({ type: z.literal('cx-assist:ready'), version: id })
const insert = z.strictObject({
  type: z.literal('cx-assist:insert'),
  id,
  text: z.string().check(z.minLength(1), z.maxLength(10_000)),
  mode: z.enum(['insert', 'replace']),
  suggestionId: z.string(),
  conversation: z.string(),
})
const undo = z.strictObject({ type: z.literal('cx-assist:undo'), id, insertion: id })
const leave = z.strictObject({ type: z.literal('cx-assist:leave') })
const fromPanel = z.discriminatedUnion('type', [ready, insert, undo, leave])

export const generic: Play = ({ open, theme, token, panelOrigin, post, refuse }) => {
  let isReady = false
  const context = ({ id: conversation, isEnded: ended }: OpenConversation) => ({
    type: 'cx-assist:context',
    conversation,
    ended,
    ...(token() !== '' && { token: token() }),
    theme: theme(),
    lang: document.documentElement.lang,
  })
  let told = ''
  const tell = (): void => {
    const conversation = open()
    const message = conversation === undefined ? undefined : context(conversation)
    if (!isReady || message === undefined || told === JSON.stringify(message)) return
    told = JSON.stringify(message)
    post(message, panelOrigin)
  }
  return {
    heard: (message) => {
      const parsed = fromPanel.safeParse(message)
      if (!parsed.success) {
        refuse('unknown-message', `${shapeOf(message)} is not what docs/contract.md says of a panel`)
        return true
      }
      const { data } = parsed
      if (data.type === 'cx-assist:ready') {
        isReady = true
        told = ''
        tell()
        return true
      }
      if (!isReady) refuse('not-ready', `“${data.type}” came before “cx-assist:ready”`)
      if (data.type !== 'cx-assist:insert' || data.conversation === open()?.id) return false
      // It would be written to another customer.
      refuse('other-conversation', 'a text for a conversation that is not open')
      post({ type: 'cx-assist:outcome', id: data.id, outcome: 'refused', reason: 'changed_since' }, panelOrigin)
      return true
    },
    loaded: () => {
      isReady = false
    },
    changed: tell,
    claim: context,
  }
}
