import type { ReactiveController, ReactiveControllerHost } from 'lit'

type Host = ReactiveControllerHost & HTMLElement & { readonly renderRoot: ParentNode }

/** Which texts of a part are longer than what is shown of them: only the browser knows, once they are laid out. */
export class Clamp implements ReactiveController {
  readonly #host: Host
  #sized: ResizeObserver | undefined
  #cut: ReadonlySet<string> = new Set()

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  isCut(id: string): boolean {
    return this.#cut.has(id)
  }

  hostConnected(): void {
    // Of the window that it is shown in, which may be another than the one it was made in.
    const { ResizeObserver: Observer } = this.#host.ownerDocument.defaultView ?? window
    this.#sized = new Observer(() => this.#measure())
    this.#sized.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#sized?.disconnect()
  }

  hostUpdated(): void {
    this.#measure()
  }

  #measure(): void {
    const texts = [...this.#host.renderRoot.querySelectorAll<HTMLElement>('.card:not(.whole) .text')]
    // Less than a line is what letters reach out of theirs.
    const cut = texts.filter(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight > 4)
    const ids = new Set(cut.map(({ dataset }) => dataset['id'] ?? ''))
    if (ids.size === this.#cut.size && [...ids].every((id) => this.#cut.has(id))) return
    this.#cut = ids
    this.#host.requestUpdate()
  }
}
