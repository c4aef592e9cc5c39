import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isHtml, isShadow } from '../../page/nodes.ts'

type Host = ReactiveControllerHost & HTMLElement

/** The element in whose shadow a part is; the part itself where it is in none. */
export const panelOf = (part: HTMLElement): HTMLElement => {
  const root = part.getRootNode()
  // By what they are: in a window of its own they are that window's.
  return isShadow(root) && isHtml(root.host) ? root.host : part
}

/**
 * Whether the agent is at a part: points at it, has the focus in it, or is just pressing something, wherever that is.
 * What would move or go away has to wait until the agent left.
 */
export class Attention implements ReactiveController {
  readonly #host: Host
  readonly #changed: () => void
  readonly #areaOf: (host: HTMLElement) => HTMLElement
  #area: HTMLElement | undefined
  #view: Window | null = null
  #isPointedAt = false
  #isPressing = false

  /**
   * @param changed is called when the agent came or left, and perhaps once too often.
   * @param areaOf where the agent counts as being at the part: the part itself, unless it moves more than itself.
   */
  constructor(host: Host, changed: () => void, areaOf: (host: HTMLElement) => HTMLElement = (part) => part) {
    this.#host = host
    this.#changed = changed
    this.#areaOf = areaOf
    host.addController(this)
  }

  get isHere(): boolean {
    return this.hasFocus || this.#isPointedAt || this.#isPressing
  }

  /**
   * Asked rather than remembered: nothing tells that the focused element was removed, and another window may take the
   * focus and give it back.
   */
  get hasFocus(): boolean {
    return this.#area?.shadowRoot?.activeElement != null
  }

  hostConnected(): void {
    const area = this.#areaOf(this.#host)
    this.#area = area
    this.#view = area.ownerDocument.defaultView
    area.addEventListener('pointerenter', this.#entered)
    area.addEventListener('pointerleave', this.#left)
    // Moves of the focus inside stay inside: here it comes and goes.
    area.addEventListener('focusin', this.#changed)
    // It also goes when what has it is rendered away, until the host put it elsewhere.
    area.addEventListener('focusout', this.#focusLeft)
    this.#view?.addEventListener('pointerdown', this.#pressed, true)
    this.#view?.addEventListener('pointerup', this.#released, true)
    this.#view?.addEventListener('pointercancel', this.#released, true)
  }

  hostDisconnected(): void {
    this.#area?.removeEventListener('pointerenter', this.#entered)
    this.#area?.removeEventListener('pointerleave', this.#left)
    this.#area?.removeEventListener('focusin', this.#changed)
    this.#area?.removeEventListener('focusout', this.#focusLeft)
    this.#area = undefined
    this.#view?.removeEventListener('pointerdown', this.#pressed, true)
    this.#view?.removeEventListener('pointerup', this.#released, true)
    this.#view?.removeEventListener('pointercancel', this.#released, true)
    this.#isPointedAt = false
    this.#isPressing = false
  }

  #pointed(isPointedAt: boolean): void {
    this.#isPointedAt = isPointedAt
    this.#changed()
  }

  readonly #entered = (): void => this.#pointed(true)
  readonly #left = (): void => this.#pointed(false)
  readonly #focusLeft = (): void => queueMicrotask(this.#changed)

  readonly #pressed = (): void => {
    this.#isPressing = true
  }

  /** A press takes the focus away at once, its click comes last: what moves in between is clicked past. */
  readonly #released = (): void => {
    setTimeout(() => {
      this.#isPressing = false
      this.#changed()
    })
  }
}
