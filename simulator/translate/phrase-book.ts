/** What the stand-in knows to say in another language. */

export interface PhraseBook {
  /** From now on `text` in one language is `translation` in the other. */
  teach(source: string, text: string, target: string, translation: string): void
  /** A text that it was not taught comes back as it is, as proper names do. */
  translate(source: string, text: string, target: string): string
}

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts)

export const createPhraseBook = (): PhraseBook => {
  const known = new Map<string, string>()
  return {
    teach: (source, text, target, translation) => void known.set(keyOf(source, target, text), translation),
    translate: (source, text, target) => known.get(keyOf(source, target, text)) ?? text,
  }
}
