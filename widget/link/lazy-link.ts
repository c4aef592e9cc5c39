import type { Link, LinkFactory, LinkListener, LinkTarget, Timers } from './link.ts'

const RETRY_LOADING_MS = 5_000

/** Stands in for a link whose code is still on its way, and keeps what it is told until then. */
export class LazyLink implements Link {
  readonly #load: () => Promise<LinkFactory>
  readonly #bff: string
  readonly #listener: LinkListener
  readonly #timers: Timers
  #token: string
  #conversationId: string | null = null
  #link: Link | undefined
  #isOpened = false
  #isClosed = false
  #cancelRetry: (() => void) | undefined

  constructor(load: () => Promise<LinkFactory>, { bff, token }: LinkTarget, listener: LinkListener, timers: Timers) {
    this.#load = load
    this.#bff = bff
    this.#token = token
    this.#listener = listener
    this.#timers = timers
  }

  open(): void {
    if (this.#isOpened || this.#isClosed) return
    this.#isOpened = true
    this.#listener.connection('connecting')
    void this.#begin()
  }

  follow(conversationId: string | null): void {
    this.#conversationId = conversationId
    this.#link?.follow(conversationId)
  }

  renewToken(token: string): void {
    this.#token = token
    this.#link?.renewToken(token)
  }

  retryNow(): void {
    if (this.#cancelRetry) void this.#begin()
    else this.#link?.retryNow()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelRetry?.()
    this.#link?.close()
  }

  async #begin(): Promise<void> {
    this.#cancelRetry?.()
    this.#cancelRetry = undefined
    const createLink = await this.#load().catch(() => undefined)
    if (this.#isClosed || this.#link !== undefined) return
    if (createLink === undefined) {
      this.#cancelRetry = this.#timers.after(RETRY_LOADING_MS, () => void this.#begin())
      this.#listener.connection('reconnecting')
      return
    }
    this.#link = createLink({ bff: this.#bff, token: this.#token }, this.#listener)
    this.#link.follow(this.#conversationId)
    this.#link.open()
  }
}
