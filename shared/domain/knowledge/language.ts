/** Which texts a customer can read, as far as anything tells. */
import { primaryLanguage } from './words.ts'

const SCRIPTS: readonly (readonly [name: string, letters: RegExp])[] = [
  ['Latn', /\p{Script=Latin}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
  ['Hang', /\p{Script=Hangul}/gu],
  ['Kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Hani', /\p{Script=Han}/gu],
]

/** What a language's script may look like: Japanese is written in syllables and Chinese characters, Korean in both too. */
const WRITTEN_IN: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Kana', 'Hani'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
}

const READ_CHARACTERS = 2000

/** The script that most letters of a text belong to; `undefined` where it has none that is known. */
const scriptOf = (text: string): string | undefined => {
  const read = text.slice(0, READ_CHARACTERS)
  // Syllables are fewer than characters in much of Japanese, and one of them tells it.
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(read)) return 'Kana'
  const counts = SCRIPTS.map(([name, letters]) => [name, read.match(letters)?.length ?? 0] as const)
  const [name, count] = counts.reduce((most, each) => (each[1] > most[1] ? each : most))
  return count === 0 ? undefined : name
}

const scriptsOfLanguage = (tag: string): readonly string[] | undefined => {
  try {
    const { script } = new Intl.Locale(tag).maximize()
    return script === undefined ? undefined : (WRITTEN_IN[script] ?? [script])
  } catch {
    // No tag that anybody knows tells nothing.
    return undefined
  }
}

/** What a customer's language is known by: that somebody told it, else the letters they write. */
export interface Spoken {
  /** BCP 47; `undefined` where nobody told. */
  readonly told: string | undefined
  readonly text: string
}

/** BCP 47; `undefined` where nobody said. */
type Language = string | undefined

/** As {@link readableBy}, by the letters that the customer writes. */
const readableByLetters = (text: string): ((language: string) => boolean) => {
  const written = scriptOf(text)
  const known = new Map<string, boolean>()
  return (language) => {
    const earlier = known.get(language)
    if (earlier !== undefined || written === undefined) return earlier ?? true
    const isReadable = scriptsOfLanguage(language)?.includes(written) ?? true
    known.set(language, isReadable)
    return isReadable
  }
}

/**
 * Whether a text of a language may be what the customer reads: false only where both are known and differ. Letters tell
 * one script from another, not one language of a script from another. They are looked at once for however many texts.
 */
export const readableBy = ({ told, text }: Spoken): ((language: Language) => boolean) => {
  let byLetters: ((language: string) => boolean) | undefined
  return (language) => {
    if (language === undefined) return true
    if (told !== undefined) return primaryLanguage(told) === primaryLanguage(language)
    byLetters ??= readableByLetters(text)
    return byLetters(language)
  }
}
