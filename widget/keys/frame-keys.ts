/** Keys that are pressed in frames of the same origin, such as an editor's: the page around them hears none of those. */
import { documentIn, isFrame } from '../page/nodes.ts'
import { focusedIn } from './reach.ts'

export class FrameKeys {
  readonly #heard: (event: KeyboardEvent) => void
  /** Frames, and what is in them: another document once they were loaded anew. */
  #known = new WeakSet<Node>()
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
    const frame = focusedIn(page)
    if (frame === null || !isFrame(frame) || signal.aborted) return
    if (this.#isNew(frame)) frame.addEventListener('load', this.#look, { signal })
    const inside = documentIn(frame)
    if (inside === undefined) return
    if (this.#isNew(inside)) {
      inside.addEventListener('keydown', this.#heard, { signal })
      // The agent may go to another frame, of which the page hears nothing either.
      inside.addEventListener('focusout', this.#look, { signal })
    }
    this.#hearIn(inside)
  }

  #isNew(node: Node): boolean {
    const isKnown = this.#known.has(node)
    this.#known.add(node)
    return !isKnown
  }
}
