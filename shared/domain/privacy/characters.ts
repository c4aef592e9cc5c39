/** Digits and what people put between them, in whatever script and with whatever spacing. */

/** Zeros of the scripts in which people write numbers; nine more digits follow each. */
const ZEROS: readonly number[] = [
  0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040,
  0x17e0, 0x1810, 0xff10,
]
const FIRST_FOREIGN_ZERO = 0x660

/** The value of a digit, by its UTF-16 code; `undefined` where it is none. */
export const digitValue = (code: number): number | undefined => {
  if (code >= 0x30 && code <= 0x39) return code - 0x30
  if (code < FIRST_FOREIGN_ZERO) return undefined
  const zero = ZEROS.find((each) => code >= each && code <= each + 9)
  return zero === undefined ? undefined : code - zero
}

const isWithin = (code: number, first: number, last: number): boolean => code >= first && code <= last

/** What does not show, or hardly: soft hyphens, zero-width characters, marks of direction. */
const isInvisible = (code: number): boolean =>
  code === 0xad ||
  code === 0xfeff ||
  isWithin(code, 0x200b, 0x200f) ||
  isWithin(code, 0x202a, 0x202e) ||
  isWithin(code, 0x2060, 0x2069)

const isBlank = (code: number): boolean =>
  code === 0x20 ||
  code === 0xa0 ||
  isWithin(code, 9, 13) ||
  isWithin(code, 0x2000, 0x200a) ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x3000 ||
  code === 0x1680

const isDash = (code: number): boolean =>
  code === 0x2d || isWithin(code, 0x2010, 0x2015) || code === 0x2212 || code === 0xff0d

/** What may stand between the digits of one number: spacing, dashes, dots, underlines. */
export const isSeparator = (code: number): boolean =>
  isBlank(code) || isDash(code) || isInvisible(code) || code === 0x2e || code === 0x5f

/** Letters of the Latin script without accents. */
export const isLatin = (code: number): boolean => isWithin(code, 0x41, 0x5a) || isWithin(code, 0x61, 0x7a)

export const isLatinOrDigit = (code: number): boolean => isLatin(code) || digitValue(code) !== undefined
