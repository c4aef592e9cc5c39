/** Which of our languages is meant. Pure. */

const SUPPORTED = ['en', 'de', 'es', 'fr', 'ja', 'ar'] as const
/** A language that there is a catalogue for. */
export type SupportedLanguage = (typeof SUPPORTED)[number]

export interface Negotiated {
  /** Of times and figures. */
  readonly tag: string
  readonly words: SupportedLanguage
  /** Whether the words are in the language of `tag`. */
  readonly isSupported: boolean
  /** Whether what was asked for, if anything, is a language at all. */
  readonly isUnderstood: boolean
}

/** As systems write it, `de_DE.UTF-8`, `ca_ES@valencia`, `zh_CN_#Hans`: the language is the same. */
const asTag = (written: string): string => {
  const [language = ''] = written.trim().split(/[.@]/u)
  return language.replaceAll(/_#?/gu, '-')
}

const usable = (written: string): string | undefined => {
  try {
    const locale = new Intl.Locale(asTag(written))
    // Words such as `german` look like a tag and are none.
    const isKnown = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' }).of(locale.language)
    return isKnown === undefined ? undefined : locale.toString()
  } catch {
    // Hosts write what they like into `lang`.
    return undefined
  }
}

const supported = (tag: string): SupportedLanguage | undefined => {
  const { language } = new Intl.Locale(tag)
  return SUPPORTED.find((each) => each === language)
}

/** A host that says `en` leaves open whose: times and figures are those that the agent's browser has. */
const regional = (tag: string, preferred: readonly string[]): string =>
  preferred.map(usable).find((each) => each?.startsWith(`${tag}-`)) ?? tag

/**
 * @param asked what the host wants; empty or unusable: what the browser prefers.
 * @param preferred by the browser, best first.
 */
export const negotiate = (asked: string, preferred: readonly string[]): Negotiated => {
  const wanted = usable(asked)
  const isUnderstood = wanted !== undefined || asked.trim() === ''
  const tags =
    wanted === undefined ? preferred.map(usable).filter((tag) => tag !== undefined) : [regional(wanted, preferred)]
  for (const tag of tags) {
    const words = supported(tag)
    if (words !== undefined) return { tag, words, isSupported: true, isUnderstood }
  }
  const [tag] = tags
  return tag === undefined
    ? { tag: 'en', words: 'en', isSupported: true, isUnderstood }
    : { tag, words: 'en', isSupported: false, isUnderstood }
}
