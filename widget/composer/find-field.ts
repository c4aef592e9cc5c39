/** Finds the reply by the integrator's selector, and what stands in the way of writing in it. */
import { byNearness } from '../page/nearness.ts'
import {
  documentIn,
  type Field,
  frameAround,
  isDocument,
  isFrame,
  isHtml,
  isShadow,
  isTextArea,
  isTextField,
} from '../page/nodes.ts'
import type { Insertion, RefusalCode } from './composer.ts'

/** Names, on the reply or around it, the conversation that it belongs to. */
const CONVERSATION = 'data-cx-assist-conversation'
const FIELDS = 'textarea, input, [contenteditable], [role=textbox], iframe'
/** What editors put in the place of the element that they were made of, which stays behind it, hidden. */
const PUT_IN_PLACE = '.tox, .ck-editor'
/** Frames in frames are followed this far. */
const DEEPEST = 3

/** Editors that are told to be read-only are still replies. */
const isEditor = (element: HTMLElement): boolean =>
  element.isContentEditable || element.contentEditable === 'false' || element.matches('[role=textbox]')

/** Kinds of input without a cursor, such as a checkbox or a number, are nothing to write a reply in. */
const asField = (element: Element): Field | undefined => {
  if (isTextField(element)) {
    return !isTextArea(element) && (element.selectionEnd === null || element.type === 'password') ? undefined : element
  }
  return isHtml(element) && isEditor(element) ? element : undefined
}

const isVisible = (field: Field): boolean => field.checkVisibility({ visibilityProperty: true })

const isForWriting = (field: Field): boolean => isTextField(field) || field.isContentEditable

const inFrame = (frame: HTMLIFrameElement, depth: number): Field | undefined => {
  const body = documentIn(frame)?.body
  return body && depth < DEEPEST ? fieldIn(body, depth + 1) : undefined
}

/** Selectors often name what is around the field: a wrapper, a frame, or a component with an open shadow. */
const fieldIn = (element: Element, depth = 0): Field | undefined => {
  if (isFrame(element)) return inFrame(element, depth)
  const own = asField(element)
  if (own !== undefined && isForWriting(own)) return replacementOf(own) ?? own
  const found = [...element.querySelectorAll(FIELDS), ...(element.shadowRoot?.querySelectorAll(FIELDS) ?? [])]
  const inside = found
    .map((each) => (isFrame(each) ? inFrame(each, depth) : asField(each)))
    .filter((field) => field !== undefined)
  // Editors have fields of their own that wait out of sight; and what is off in one, such as a name that was mentioned, is
  // not the editor.
  const seen = inside.filter(isVisible)
  return seen.find(isForWriting) ?? own ?? seen[0] ?? inside.find(isForWriting) ?? inside[0] ?? replacementOf(element)
}

const replacementOf = (element: Element): Field | undefined => {
  const next = element.nextElementSibling
  return next?.matches(PUT_IN_PLACE) && !element.checkVisibility() ? fieldIn(next) : undefined
}

/** What is around the root that a node is in: the host of a shadow, or a frame; `undefined` for the page itself. */
const hostOf = (node: Node): Element | undefined => {
  const root = node.getRootNode()
  return isShadow(root) ? root.host : frameAround(node)
}

/** The roots around it, from the inside; then the page that it came from, where a desktop moved it to another window. */
const rootsAround = (near: Element): readonly (Document | ShadowRoot)[] => {
  const found: (Document | ShadowRoot)[] = []
  for (let at: Element | undefined = near; at !== undefined; at = shadowHostOf(at)) {
    const root = at.getRootNode()
    if (!(isDocument(root) || isShadow(root))) return found
    found.push(root)
  }
  return near.ownerDocument === document ? found : [...found, document]
}

/** From the root of `near` outwards, the first in which the selector finds something; the nearest first. */
const lookUp = (near: Element, selector: string): readonly Field[] => {
  for (const root of rootsAround(near)) {
    try {
      const fields = [...root.querySelectorAll(selector)]
        .map((each) => fieldIn(each))
        .filter((field) => field !== undefined)
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

/** The page around the panel's own frame is not the panel's to look into. */
const shadowHostOf = (node: Node): Element | undefined => {
  const root = node.getRootNode()
  return isShadow(root) ? root.host : undefined
}

/** The field, what is around its root, and so on outwards, each in its own root; the panel's own page is the last. */
const outwards = (field: Element, page: Document): readonly Element[] => {
  const all: Element[] = []
  for (let at: Element | undefined = field; at !== undefined; at = at.getRootNode() === page ? undefined : hostOf(at)) {
    all.push(at)
  }
  return all
}

const namedConversation = (around: readonly Element[]): string | null =>
  around
    .map((each) => each.closest(`[${CONVERSATION}]`))
    .find((named) => named !== null)
    ?.getAttribute(CONVERSATION) ?? null

const isOff = (field: Field, around: readonly Element[]): boolean =>
  field.matches(':disabled, [aria-disabled=true], [aria-readonly=true], .mce-content-readonly') ||
  around.some((each) => each.closest('[inert]') !== null) ||
  (isTextField(field) ? field.readOnly : !field.isContentEditable)

export type Meant = Pick<Insertion, 'conversation' | 'conversationId'>

/** Why nothing may be written in a field that is there. */
export const obstacleOf = (field: Field, { conversation, conversationId }: Meant): RefusalCode | undefined => {
  const around = outwards(field, document)
  if (!around.every((each) => each.isConnected) || field.ownerDocument.defaultView === null) return 'no_composer'
  if (!around.every((each) => isHtml(each) && isVisible(each))) return 'not_visible'
  const named = namedConversation(around)
  if (named !== null && named !== conversation && named !== conversationId) return 'other_conversation'
  return isOff(field, around) ? 'not_writable' : undefined
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
