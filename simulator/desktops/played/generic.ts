/** A desktop that was written for the panel: it tells the conversation, and writes by `cx-assist/host`. */
import * as z from 'zod/mini'
import { type Play, shapeOf } from './workspace.ts'

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
  const context = (conversation: string) => ({
    type: 'cx-assist:context',
    conversation,
    ...(token() !== '' && { token: token() }),
    theme: theme(),
    lang: document.documentElement.lang,
  })
  const tell = (): void => {
    const conversation = open()
    if (isReady && conversation !== undefined) post(context(conversation.id), panelOrigin)
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
    claim: ({ id: conversation }) => context(conversation),
  }
}
