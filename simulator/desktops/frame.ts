/** The panel in its frame, and what the desktop hears of it: at once, later, or never, as whoever looks wants it. */

export type Hearing = 'now' | 'later' | 'never'

export interface PanelFrameParts {
  /** The panel's page, of another origin. */
  readonly src: string
  /** What the panel's window said. True: nobody else on this page may hear it. */
  heard(message: unknown): boolean
  /** What came from a window or an origin that is not the panel's. */
  stranger(origin: string): void
  /** The frame holds a page. */
  loaded(): void
}

export class PanelFrame {
  hearing: Hearing = 'now'
  readonly #parts: PanelFrameParts
  #element: HTMLIFrameElement
  #held: MessageEvent<unknown>[] = []
  /** Held before, and now to be heard. */
  readonly #released = new WeakSet<Event>()
  /** Windows that may speak here, but not as the panel. */
  readonly #known = new WeakSet<object>()

  constructor(parts: PanelFrameParts) {
    this.#parts = parts
    this.#element = this.#make()
    // Before all others that listen in this window: they hear nothing that is held back.
    window.addEventListener('message', this.#hear)
  }

  get element(): HTMLIFrameElement {
    return this.#element
  }

  get held(): number {
    return this.#held.length
  }

  post(message: unknown, targetOrigin: string): void {
    this.#element.contentWindow?.postMessage(message, targetOrigin)
  }

  /** The page in it is loaded again; the window stays the same one. */
  reload(): void {
    this.#element.setAttribute('src', this.#parts.src)
  }

  /** Another frame in the place of this one, with another window. */
  renew(): void {
    this.#element = this.#make()
  }

  /** A window of our own that is not the panel. */
  knows(stranger: object): void {
    this.#known.add(stranger)
  }

  release(): void {
    const held = this.#held
    this.#held = []
    for (const { data, origin, source } of held) {
      const again = new MessageEvent('message', { data, origin, source })
      this.#released.add(again)
      window.dispatchEvent(again)
    }
  }

  /** Nothing of what is held will be heard. */
  drop(): void {
    this.#held = []
  }

  #make(): HTMLIFrameElement {
    const element = document.createElement('iframe')
    element.title = 'Assist'
    // Where no reply can be written, the panel copies.
    element.allow = 'clipboard-write'
    element.src = this.#parts.src
    element.addEventListener('load', () => this.#parts.loaded())
    return element
  }

  #hear = (event: MessageEvent<unknown>): void => {
    const { source, origin, data } = event
    if (source !== null && this.#known.has(source)) return
    const isPanel = source === this.#element.contentWindow && origin === new URL(this.#parts.src).origin
    if (!isPanel) {
      event.stopImmediatePropagation()
      // Left over from a frame that is gone.
      if (source !== null) this.#parts.stranger(origin)
      return
    }
    if (this.hearing !== 'now' && !this.#released.has(event)) {
      event.stopImmediatePropagation()
      if (this.hearing === 'later') this.#held.push(event)
      return
    }
    if (this.#parts.heard(data)) event.stopImmediatePropagation()
  }
}
