/** Text as a reader sees it, whatever characters it is written with: what prohibited phrases are looked for in. */
import { ambiguousSigns, lookAlikes, unfoldedLookAlikes } from './look-alikes.ts'

/**
 * Code points of lower-case letters, digits and single spaces: compatibility forms, diacritics, invisible characters, case
 * and look-alike letters are undone, and letters that look alike among themselves (i, l, 1; o, 0; m, rn) are one.
 */
export type Reading = Uint32Array

/** Where a text can be read in two ways, which one is taken. */
interface Way {
  /** Letters are what they look like as they stand (a Greek capital nu is an N), not what their small form looks like. */
  readonly byLooks: boolean
  /** Signs that look like letters are letters, not punctuation. */
  readonly signs: boolean
}

/** As phrases are read, whose words are in lower case and without signs. */
const PLAIN: Way = { byLooks: false, signs: true }

export const SPACE = 0x20
export const LETTER_L = 0x6c

/** Of the same letter in a row, more are read as so many; not so `l`, which stands for `i` too. */
const LONGEST_RUN = 3

const INVISIBLE = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu
const VISIBLE = /[^\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}\s]/u

export const isBlank = (text: string): boolean => !VISIBLE.test(text)

/** Letters without compatibility forms, marks and case, still in their own script. */
export const withoutMarks = (text: string): string => text.normalize('NFKD').replace(INVISIBLE, '').toLowerCase()

/** What one letter is read as. Alone, since what is around it changes nothing but the order of marks, which go. */
const read = (letter: string): string =>
  Array.from(withoutMarks(letter), (plain) => lookAlikes.get(plain) ?? plain)
    .join('')
    .toLowerCase()
    .replace(/[i1|]/g, 'l')
    .replace(/0/g, 'o')
    .replace(/m/g, 'rn')
    // Letters by name only: apostrophes, colons and strokes that modify the letter before them.
    .replace(/\p{Lm}/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, ' ')

const codesOf = (text: string): Uint32Array => {
  const codes = new Uint32Array(text.length)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at) ?? SPACE
    codes[length++] = code
    if (code > 0xffff) at += 1
  }
  return codes.subarray(0, length)
}

/** What each code point is read as, once somebody wrote it: 0 is not known yet, above 0 the place in `several`, else -1 less the code. */
const known = new Int32Array(0x11_0000)
const NOTHING = 1
const several: Uint32Array[] = [new Uint32Array(), new Uint32Array()]

const learn = (code: number): number => {
  const codes = codesOf(read(String.fromCodePoint(code)))
  const [only] = codes
  const place = only === undefined ? NOTHING : codes.length === 1 ? -1 - only : several.push(codes) - 1
  known[code] = place
  return place
}

const codesByLooks: ReadonlyMap<number, number> = new Map(
  Array.from(unfoldedLookAlikes, ([letter, latin]) => [letter.codePointAt(0) ?? 0, latin.codePointAt(0) ?? 0]),
)
const signCodes: ReadonlySet<number> = new Set(codesOf([...ambiguousSigns].join('')))

const placesOf = (codes: Uint32Array, { byLooks, signs }: Way): Int32Array => {
  const places = new Int32Array(codes.length)
  for (let at = 0; at < codes.length; at += 1) {
    const written = codes[at] ?? SPACE
    const code = byLooks ? (codesByLooks.get(written) ?? written) : written
    places[at] = !signs && signCodes.has(written) ? -1 - SPACE : known[code] || learn(code)
  }
  return places
}

const lettersOf = (places: Int32Array): number => {
  let letters = 0
  for (const place of places) letters += place < 0 ? 1 : (several[place]?.length ?? 0)
  return letters
}

const readAs = (codes: Uint32Array, way: Way, longest: number): Reading | undefined => {
  const places = placesOf(codes, way)
  const letters = lettersOf(places)
  if (letters > longest) return undefined
  const seen = new Uint32Array(letters)
  let length = 0
  const append = (code: number): void => {
    const before = seen[length - 1]
    if (code === SPACE && (length === 0 || before === SPACE)) return
    const isRun = code === before && code === seen[length - 2] && code === seen[length - LONGEST_RUN]
    if (!isRun || code === LETTER_L) seen[length++] = code
  }
  for (const place of places) {
    if (place < 0) append(-1 - place)
    else for (const one of several[place] ?? []) append(one)
  }
  return seen.subarray(0, seen[length - 1] === SPACE ? length - 1 : length)
}

/** What stands between a right-to-left override and its end is shown backwards. */
const inShownOrder = (text: string): string =>
  text.replace(/\u202e([^\u202c]*)\u202c?/gu, (_, backwards: string) => Array.from(backwards).reverse().join(''))

/**
 * Every way in which a text can be read, each once; `undefined` where one would have more than `longest` letters: a single character
 * may stand for 18.
 */
export const readings = (text: string, longest: number): readonly Reading[] | undefined => {
  const codes = codesOf(inShownOrder(text))
  const looks = codes.some((code) => codesByLooks.has(code)) ? [false, true] : [false]
  const signs = codes.some((code) => signCodes.has(code)) ? [true, false] : [true]
  const all: Reading[] = []
  for (const each of signs) {
    for (const byLooks of looks) {
      const reading = readAs(codes, { byLooks, signs: each }, longest)
      if (reading === undefined) return undefined
      all.push(reading)
    }
  }
  return all
}

/** As a word of a phrase is read. */
export const readWord = (word: string): Reading =>
  readAs(codesOf(word), PLAIN, Number.POSITIVE_INFINITY) ?? new Uint32Array()
