/** Finds the reply by the integrator's selector, and what stands in the way of writing in it. */
import { byNearness } from '../nearness.ts'
import type { Insertion, RefusalCode } from './composer.ts'

export type TextField = HTMLTextAreaElement | HTMLInputElement
export type Field = TextField | HTMLElement

/** Names, on the reply or around it, the conversation that it belongs to. */
const CONVERSATION = 'data-cx-assist-conversation'
const FIELDS = 'textarea, input, [contenteditable]'

export const isTextField = (element: Element): element is TextField =>
  element instanceof HTMLTextAreaElement || element instanceof HTMLInputElement

/** Kinds of input without a cursor, such as a checkbox or a number, are nothing to write a reply in. */
const asField = (element: Element): Field | undefined => {
  if (isTextField(element)) return element.selectionEnd === null || element.type === 'password' ? undefined : element
  return element instanceof HTMLElement && element.isContentEditable ? element : undefined
}

/** Selectors often name what is around the field: a wrapper, or a component with an open shadow. */
const fieldIn = (element: Element): Field | undefined => {
  const own = asField(element)
  if (own !== undefined) return own
  const inside = [...element.querySelectorAll(FIELDS), ...(element.shadowRoot?.querySelectorAll(FIELDS) ?? [])]
  return inside.map(asField).find((field) => field !== undefined)
}

/** What is around the root that a node is in; `undefined` for a document. */
const hostOf = (node: Node): Element | undefined => {
  const root = node.getRootNode()
  return root instanceof ShadowRoot ? root.host : undefined
}

/** From the root of `near` outwards, the first in which the selector finds something; the nearest first. */
const lookUp = (near: Element, selector: string): readonly Field[] => {
  for (let at: Element | undefined = near; at !== undefined; at = hostOf(at)) {
    const root = at.getRootNode()
    if (!(root instanceof Document || root instanceof ShadowRoot)) return []
    try {
      const fields = [...root.querySelectorAll(selector)].map(fieldIn).filter((field) => field !== undefined)
      // What is in the panel is no reply, however wide the selector.
      const found = fields.filter((field) => !near.contains(field))
      if (found.length > 0) return found.toSorted(byNearness(near))
    } catch {
      // No selector at all.
      return []
    }
  }
  return []
}

const namedConversation = (field: Element): string | null => {
  for (let at: Element | undefined = field; at !== undefined; at = hostOf(at)) {
    const named = at.closest(`[${CONVERSATION}]`)
    if (named !== null) return named.getAttribute(CONVERSATION)
  }
  return null
}

const isOff = (field: Field): boolean =>
  field.matches(':disabled, [aria-disabled=true], [aria-readonly=true]') ||
  field.closest('[inert]') !== null ||
  (isTextField(field) && field.readOnly)

export type Meant = Pick<Insertion, 'conversation' | 'conversationId'>

/** Why nothing may be written in a field that is there. */
export const obstacleOf = (field: Field, { conversation, conversationId }: Meant): RefusalCode | undefined => {
  if (!field.isConnected) return 'no_composer'
  if (!field.checkVisibility({ visibilityProperty: true })) return 'not_visible'
  const named = namedConversation(field)
  if (named !== null && named !== conversation && named !== conversationId) return 'other_conversation'
  return isOff(field) ? 'not_writable' : undefined
}

/** Desktops may have a reply for each open conversation: the first one that can be written in, or why none can. */
export const findField = (near: Element, selector: string, meant: Meant): Field | RefusalCode => {
  const fields = lookUp(near, selector)
  const obstacles = fields.map((field) => obstacleOf(field, meant))
  const free = fields[obstacles.indexOf(undefined)]
  if (free !== undefined) return free
  return obstacles.find((obstacle) => obstacle !== 'not_visible') ?? obstacles[0] ?? 'no_composer'
}

/** The first field there is, whatever stands in its way. */
export const anyField = (near: Element, selector: string): Field | undefined => lookUp(near, selector)[0]
