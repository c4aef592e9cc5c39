/** What nodes are, whichever window made them: those of a frame are no instances of this page's classes. */

export type TextField = HTMLTextAreaElement | HTMLInputElement
export type Field = TextField | HTMLElement

export const isHtml = (node: Node | null | undefined): node is HTMLElement =>
  node?.nodeType === Node.ELEMENT_NODE && 'isContentEditable' in node

export const isElement = (node: Node): node is Element => node.nodeType === Node.ELEMENT_NODE

export const isText = (node: Node | null): node is Text => node?.nodeType === Node.TEXT_NODE

export const isShadow = (node: Node): node is ShadowRoot =>
  node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && 'host' in node

export const isDocument = (node: Node): node is Document => node.nodeType === Node.DOCUMENT_NODE

export const isTextArea = (element: Element): element is HTMLTextAreaElement => element.localName === 'textarea'

export const isTextField = (element: Element): element is TextField =>
  isHtml(element) && (isTextArea(element) || element.localName === 'input')

export const isFrame = (element: Element): element is HTMLIFrameElement => element.localName === 'iframe'

/** The window that a node is in; events and ranges for it are made by that one. */
export const windowOf = (node: Node): Window & typeof globalThis => node.ownerDocument?.defaultView ?? window

/** What is in a frame, as long as it is of the same origin. */
export const documentIn = (frame: HTMLIFrameElement): Document | undefined => {
  try {
    return frame.contentDocument ?? undefined
  } catch {
    return undefined
  }
}

/** The frame that a node is in, if it is in one and this page may know. */
export const frameAround = (node: Node): Element | undefined => {
  try {
    return windowOf(node).frameElement ?? undefined
  } catch {
    return undefined
  }
}
