/** Times and figures as the agent's language writes them. */

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const usable = (language: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(language)[0]
  } catch {
    // Hosts write what they like into `lang`.
    return undefined
  }
}

export class Formats {
  readonly #clock: Intl.DateTimeFormat
  readonly #exact: Intl.DateTimeFormat
  readonly #percent: Intl.NumberFormat

  /** @param language a BCP 47 tag; empty or unusable: that of the browser. */
  constructor(language: string) {
    const locale = usable(language)
    this.#clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' })
    this.#exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' })
    this.#percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
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

  /** `now`, `12 min`, and by the clock once it is an hour ago. Clocks differ: what is to come counts as now. */
  shortAge(moment: number, now: number): string {
    const age = now - moment
    if (age < MINUTE_MS) return 'now'
    return age < HOUR_MS ? `${Math.floor(age / MINUTE_MS)} min` : this.clockTime(moment)
  }
}

/** For example `12 s` or `3 min`. */
export const duration = (ms: number): string => {
  const seconds = Math.max(0, Math.round(ms / 1000))
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`
}

/** `billing_inquiry` as people write it: "Billing inquiry". */
export const readableIntent = (name: string): string => {
  const words = name
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/[_\-.\s]+/gu, ' ')
    .trim()
  const lower = words.replace(/\p{Lu}\p{Ll}+/gu, (word) => word.toLocaleLowerCase())
  return lower === '' ? name : lower.charAt(0).toLocaleUpperCase() + lower.slice(1)
}

/** `billing_inquiry` in the middle of a sentence: "billing inquiry". What is written in capitals stays so. */
export const intentInSentence = (name: string): string =>
  readableIntent(name).replace(/^\p{Lu}(?!\p{Lu})/u, (first) => first.toLocaleLowerCase())
