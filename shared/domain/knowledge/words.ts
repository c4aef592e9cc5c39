/** Words of a text in any language, as they are compared: without case, marks and width. */

/** Characters beyond these are not read. */
const READ_CHARACTERS = 20_000

/** Marks that make another letter of a Japanese syllable: they stay. */
const MARKS = /(?![\u3099\u309a])\p{M}/gu

/** Lower case, compatibility forms folded (full width, ligatures), marks gone, but those of Japanese syllables. */
export const folded = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll('ß', 'ss').normalize('NFD').replace(MARKS, '').normalize('NFC')

/** Scripts that set no blanks between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const SPACED_WORD = /[\p{L}\p{N}_]+(?:['’][\p{L}]+)?/gu

/** By dictionary where a script sets no blanks; the locale decides nothing there. */
const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** The folded words of a text, in order. What belongs to an apostrophe stays with its word, without it. */
export const wordsIn = (text: string): readonly string[] => {
  const read = folded(text.slice(0, READ_CHARACTERS))
  const words = UNSPACED.test(read)
    ? Array.from(segmenter.segment(read)).flatMap(({ segment, isWordLike }) => (isWordLike === true ? [segment] : []))
    : (read.match(SPACED_WORD) ?? [])
  return words.map((word) => word.replace(/['’]/gu, ''))
}

/** How many words a person would count. */
export const wordCount = (text: string): number => wordsIn(text).length

const SCRIPTS: readonly (readonly [language: string, script: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['zh', /\p{Script=Han}/u],
  ['ar', /\p{Script=Arabic}/u],
  ['ru', /\p{Script=Cyrillic}/u],
]

/** The language that a script gives away; English where it gives nothing away. Only stemming rests on it. */
export const languageOfScript = (text: string): string => SCRIPTS.find(([, script]) => script.test(text))?.[0] ?? 'en'

/** `de-AT` is `de`. */
export const primaryLanguage = (tag: string): string => tag.toLowerCase().split(/[-_]/u)[0] ?? tag
