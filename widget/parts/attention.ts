import type { ReactiveController, ReactiveControllerHost } from 'lit'

/**
 * Whether the agent is at a part: points at it, has the focus in it, or is just pressing something, wherever that is.
 * What would move or go away has to wait until the agent left.
 */
export class Attention implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #changed: () => void
  #isPointedAt = false
  #isPressing = false

  /** @param changed is called when the agent came or left, and perhaps once too often. */
  constructor(host: ReactiveControllerHost & HTMLElement, changed: () => void) {
    this.#host = host
    this.#changed = changed
    host.addController(this)
    host.addEventListener('pointerenter', () => this.#pointed(true))
    host.addEventListener('pointerleave', () => this.#pointed(false))
    // Moves of the focus inside stay inside: here it comes and goes.
    host.addEventListener('focusin', changed)
    // It also goes when what has it is rendered away, until the host put it elsewhere.
    host.addEventListener('focusout', () => queueMicrotask(changed))
  }

  get isHere(): boolean {
    // Asked rather than remembered: nothing tells that the focused element was removed, and another window may take
    // the focus and give it back.
    const isFocused = this.#host.shadowRoot?.activeElement != null
    return isFocused || this.#isPointedAt || this.#isPressing
  }

  hostConnected(): void {
    window.addEventListener('pointerdown', this.#pressed, true)
    window.addEventListener('pointerup', this.#released, true)
    window.addEventListener('pointercancel', this.#released, true)
  }

  hostDisconnected(): void {
    window.removeEventListener('pointerdown', this.#pressed, true)
    window.removeEventListener('pointerup', this.#released, true)
    window.removeEventListener('pointercancel', this.#released, true)
    this.#isPointedAt = false
    this.#isPressing = false
  }

  #pointed(isPointedAt: boolean): void {
    this.#isPointedAt = isPointedAt
    this.#changed()
  }

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
