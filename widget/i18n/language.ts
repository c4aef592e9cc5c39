/** Words, times and figures as one language has them. */
import type { Text } from './catalogue.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export interface LanguageParts {
  /** Of times and figures, as BCP 47 has it. */
  readonly tag: string
  /** Of the words, which are English where there are none in the language of `tag`. */
  readonly wordsTag: string
  readonly direction: 'ltr' | 'rtl'
  readonly text: Text
}

export class Language {
  readonly tag: string
  readonly wordsTag: string
  readonly direction: 'ltr' | 'rtl'
  readonly text: Text
  readonly #clock: Intl.DateTimeFormat
  readonly #exact: Intl.DateTimeFormat
  readonly #percent: Intl.NumberFormat
  readonly #number: Intl.NumberFormat
  readonly #list: Intl.ListFormat

  constructor({ tag, wordsTag, direction, text }: LanguageParts) {
    this.tag = tag
    this.wordsTag = wordsTag
    this.direction = direction
    this.text = text
    this.#clock = new Intl.DateTimeFormat(tag, { timeStyle: 'short' })
    this.#exact = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' })
    this.#percent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
    this.#number = new Intl.NumberFormat(tag)
    this.#list = new Intl.ListFormat(tag, { type: 'unit', style: 'short' })
  }

  /** For example `14:02`. */
  clockTime(moment: number): string {
    return this.#clock.format(moment)
  }

  exactTime(moment: number): string {
    return this.#exact.format(moment)
  }

  percent(share: number): string {
    return this.#percent.format(share)
  }

  number(figure: number): string {
    return this.#number.format(figure)
  }

  numbers(figures: readonly number[]): string {
    return this.#list.format(figures.map((figure) => this.number(figure)))
  }

  /** `now`, `12 min`, and by the clock once it is an hour ago. Clocks differ: what is to come counts as now. */
  shortAge(moment: number, now: number): string {
    const age = now - moment
    if (age < MINUTE_MS) return this.text('time.now')
    if (age >= HOUR_MS) return this.clockTime(moment)
    return this.text('time.age', { minutes: Math.floor(age / MINUTE_MS) })
  }

  /** For example `12 s` or `3 min`. */
  duration(ms: number): string {
    const seconds = Math.max(0, Math.round(ms / 1000))
    if (seconds < 60) return this.text('time.seconds', { seconds })
    return this.text('time.minutes', { minutes: Math.floor(seconds / 60) })
  }
}

/** Until one is there. */
export const noLanguage = new Language({ tag: 'en', wordsTag: 'en', direction: 'ltr', text: () => '' })
