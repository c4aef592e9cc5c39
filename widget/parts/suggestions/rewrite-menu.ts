import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { reveal } from '../shared/reveal.ts'

type Host = ReactiveControllerHost & HTMLElement

/** Which card has its menu open, and where the focus goes with that. */
export class RewriteMenu implements ReactiveController {
  readonly #host: Host
  #openId = ''

  constructor(host: Host) {
    this.#host = host
    host.addController(this)
  }

  hostDisconnected(): void {
    this.#openId = ''
  }

  isOpenAt(id: string): boolean {
    return this.#openId !== '' && this.#openId === id
  }

  async open(id: string, end: 'first' | 'last'): Promise<void> {
    this.#openId = id
    this.#host.requestUpdate()
    await this.#host.updateComplete
    const items = [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const item = items.at(end === 'first' ? 0 : -1)
    if (item === undefined) return
    item.focus({ preventScroll: true })
    reveal(item, this.#host)
  }

  /** Closing what is closed changes nothing. */
  close(isReturning: boolean): void {
    if (this.#openId === '') return
    this.#openId = ''
    const opener = this.#host.shadowRoot?.querySelector<HTMLElement>('.rewrite[aria-expanded=true]')
    // First, since what has it goes away.
    if (isReturning) opener?.focus({ preventScroll: true })
    this.#host.requestUpdate()
  }
}
