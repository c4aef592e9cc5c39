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
}

const usable = (tag: string): string | undefined => {
  try {
    return new Intl.Locale(tag.trim()).toString()
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
  const tags =
    wanted === undefined ? preferred.map(usable).filter((tag) => tag !== undefined) : [regional(wanted, preferred)]
  for (const tag of tags) {
    const words = supported(tag)
    if (words !== undefined) return { tag, words, isSupported: true }
  }
  const [tag] = tags
  return tag === undefined ? { tag: 'en', words: 'en', isSupported: true } : { tag, words: 'en', isSupported: false }
}
