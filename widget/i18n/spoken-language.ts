/** The language that one element speaks: what it has until what is wanted arrived, and another try where that failed. */
import type { Timers } from '../link/link.ts'
import type { Text } from './catalogue.ts'
import type { Language } from './language.ts'
import type { LoadLanguage } from './load-language.ts'

export interface SpokenLanguageParts {
  readonly load: LoadLanguage
  readonly timers: Timers
  changed(): void
  /** Not even English is to be had; told once, until there is a language. */
  failed(): void
  /** What is wanted is no language; told once each time. */
  misunderstood(): void
}

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000

export class SpokenLanguage {
  readonly #parts: SpokenLanguageParts
  #language: Language | undefined
  #wanted: string | undefined
  #isLost = false
  /** Told of already. */
  #misunderstood: string | undefined
  #pending: Promise<void> = Promise.resolve()
  #retryMs = FIRST_RETRY_MS
  #cancelRetry: (() => void) | undefined
  /** Of the answer that still counts; those of others are late. */
  #turn = 0

  constructor(parts: SpokenLanguageParts) {
    this.#parts = parts
  }

  /** `undefined` while there are no words to show. */
  get language(): Language | undefined {
    return this.#language
  }

  /** There are no words, and the last try to get some failed. */
  get isLost(): boolean {
    return this.#isLost
  }

  /** Done once what is wanted arrived or failed. */
  get pending(): Promise<void> {
    return this.#pending
  }

  /** In the language that is current when it is said. */
  readonly text: Text = (id, ...values) => this.#language?.text(id, ...values) ?? ''

  /** Wanting the same again changes nothing. */
  want(tag: string): void {
    if (tag === this.#wanted) return
    this.#wanted = tag
    this.#retryMs = FIRST_RETRY_MS
    this.#try(tag)
  }

  /** Stops trying; what is wanted next is tried anew. */
  close(): void {
    this.#wanted = undefined
    this.#turn += 1
    this.#cancelRetry?.()
    this.#cancelRetry = undefined
  }

  #try(tag: string): void {
    this.#cancelRetry?.()
    this.#cancelRetry = undefined
    this.#turn += 1
    this.#pending = this.#load(tag, this.#turn)
  }

  async #load(tag: string, turn: number): Promise<void> {
    const loaded = await this.#parts.load(tag).catch(() => undefined)
    if (turn !== this.#turn) return
    const wasLost = this.#isLost
    if (loaded !== undefined) this.#language = loaded.language
    if (loaded?.isUnderstood === false && this.#misunderstood !== tag) this.#parts.misunderstood()
    this.#misunderstood = loaded?.isUnderstood === false ? tag : undefined
    this.#isLost = this.#language === undefined
    if (loaded === undefined || loaded.isStandIn) this.#tryLater(tag)
    if (this.#isLost && !wasLost) this.#parts.failed()
    this.#parts.changed()
  }

  #tryLater(tag: string): void {
    this.#cancelRetry = this.#parts.timers.after(this.#retryMs, () => this.#try(tag))
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2)
  }
}
