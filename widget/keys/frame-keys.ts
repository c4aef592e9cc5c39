/** Keys that are pressed in frames of the same origin, such as an editor's: the page around them hears none of those. */
import { documentIn, isFrame } from '../composer/nodes.ts'
import { focusedIn } from './reach.ts'

export class FrameKeys {
  readonly #heard: (event: KeyboardEvent) => void
  /** A frame has another document once it was loaded anew. */
  #known = new WeakSet<Document>()
  #open = new AbortController()
  #page: Document | undefined

  constructor(heard: (event: KeyboardEvent) => void) {
    this.#heard = heard
  }

  /** Opening twice is harmless. */
  open(page: Document): void {
    this.close()
    this.#known = new WeakSet()
    this.#open = new AbortController()
    this.#page = page
    // The page loses the focus when a frame in it gets it.
    page.defaultView?.addEventListener('blur', this.#look, { signal: this.#open.signal })
    this.#look()
  }

  close(): void {
    this.#open.abort()
  }

  readonly #look = (): void => {
    // By then it is known where the focus went.
    setTimeout(() => this.#page && this.#hearIn(this.#page))
  }

  #hearIn(page: Document): void {
    const { signal } = this.#open
    const focused = focusedIn(page)
    const inside = focused && isFrame(focused) ? documentIn(focused) : undefined
    if (inside === undefined || signal.aborted) return
    if (!this.#known.has(inside)) {
      this.#known.add(inside)
      inside.addEventListener('keydown', this.#heard, { signal })
      // The agent may go to another frame, of which the page hears nothing either.
      inside.addEventListener('focusout', this.#look, { signal })
    }
    this.#hearIn(inside)
  }
}
