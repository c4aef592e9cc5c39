/** The way to the panel, and back to where the agent came from. */

import { isElement } from '../page/nearness.ts'
import { documentIn, isFrame, windowOf } from '../page/nodes.ts'

type Rooted = Node & DocumentOrShadowRoot

const hasFocus = (root: Node): root is Rooted => 'activeElement' in root

/** What has the focus, however deep, as far as shadows are open. */
export const focusedIn = (root: Node): Element | null => {
  if (!hasFocus(root)) return null
  const { activeElement } = root
  return activeElement?.shadowRoot?.activeElement ? focusedIn(activeElement.shadowRoot) : activeElement
}

/** Seen from the root that the panel is in, which may be closed to all others. */
export const focusedBeside = (panel: Element): Element | null => {
  const root = panel.getRootNode()
  const beside = root.nodeType === Node.DOCUMENT_FRAGMENT_NODE ? focusedIn(root) : null
  return beside ?? focusedIn(panel.ownerDocument)
}

/** A frame alone takes no keys: what was written in is in it. */
const focusIn = (element: HTMLElement): void => {
  element.focus({ preventScroll: true })
  const inside = isFrame(element) ? documentIn(element)?.activeElement : undefined
  if (isElement(inside)) focusIn(inside)
}

export class Reach {
  readonly #host: HTMLElement
  readonly #home: HTMLElement
  #cameFrom: Element | null = null

  /** @param home where the panel stands in the page, if `host` shows it in a window of its own. */
  constructor(host: HTMLElement, home: HTMLElement = host) {
    this.#host = host
    this.#home = home
  }

  get isInside(): boolean {
    return this.#host.matches(':focus-within')
  }

  /** To be told of each `focusin` of the panel; moves of the focus inside stay inside. */
  readonly entered = ({ relatedTarget }: FocusEvent): void => {
    // It comes from nowhere too where what had it in the panel was taken away: the agent came from where they came from.
    if (isElement(relatedTarget)) this.#cameFrom = relatedTarget
  }

  /** Puts the focus on what the panel says is the place to begin. */
  go(target: HTMLElement | null | undefined): void {
    const from = this.isInside ? this.#cameFrom : focusedBeside(this.#home)
    if (this.#isAway) windowOf(this.#host).focus()
    target?.focus()
    // What the focus itself tells is no more than the outermost shadow.
    if (this.isInside) this.#cameFrom = from
  }

  /** Gives whether the agent is where they came from; else the panel just lost the focus. */
  back(): boolean {
    // Who clicked into the window came from wherever they are in the page.
    const to = this.#cameFrom ?? (this.#isAway ? focusedBeside(this.#home) : null)
    const isThere = isElement(to) && to.isConnected && to !== to.ownerDocument.body
    const inside = focusedIn(this.#host.shadowRoot ?? this.#host.ownerDocument)
    if (this.#isAway) windowOf(this.#home).focus()
    if (isThere) focusIn(to)
    else if (isElement(inside)) inside.blur()
    return isThere
  }

  get #isAway(): boolean {
    return this.#home.ownerDocument !== this.#host.ownerDocument
  }
}
