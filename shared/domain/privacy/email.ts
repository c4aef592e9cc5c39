/** Addresses of mail, found by their `@`. */
import type { Finder, Span } from './span.ts'

const LONGEST_NAME = 64
const LONGEST_DOMAIN = 255

const ASCII_NAME = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]$/i
const LETTER_OR_DIGIT = /^[\p{L}\p{M}\p{N}]$/u
/** Latin with its accents, Greek, Cyrillic: scripts with spaces between words, so that an address ends where a word does. */
const SPACED_LETTER = /^[a-z0-9\u00c0-\u052f]$/i
const TOP_LEVEL = /^(?:xn--[a-z0-9-]+|\p{L}{2,63})$/iu

const isAscii = (character: string): boolean => character.charCodeAt(0) < 0x80

/** Who writes a name in another script may go on in it; behind plain letters, another script is the text around. */
const isOfName = (character: string, isPlain: boolean): boolean =>
  ASCII_NAME.test(character) || (!isPlain && LETTER_OR_DIGIT.test(character))

const isOfDomain = (character: string, isPlain: boolean): boolean =>
  character === '.' ||
  character === '-' ||
  SPACED_LETTER.test(character) ||
  (!isPlain && LETTER_OR_DIGIT.test(character))

const nameStart = (text: string, at: number): number => {
  const isPlain = isAscii(text.charAt(at - 1))
  let from = at
  while (from > 0 && at - from < LONGEST_NAME && isOfName(text.charAt(from - 1), isPlain)) from -= 1
  while (from < at && text.charAt(from) === '.') from += 1
  return from
}

const domainEnd = (text: string, at: number): number => {
  const isPlain = SPACED_LETTER.test(text.charAt(at))
  let to = at
  while (to < text.length && to - at < LONGEST_DOMAIN && isOfDomain(text.charAt(to), isPlain)) to += 1
  while (to > at && (text.charAt(to - 1) === '.' || text.charAt(to - 1) === '-')) to -= 1
  return to
}

const isDomain = (domain: string): boolean => {
  const labels = domain.split('.')
  return labels.length >= 2 && labels.every((label) => label !== '') && TOP_LEVEL.test(labels.at(-1) ?? '')
}

export const findEmails: Finder = (text) => {
  const found: Span[] = []
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (character !== '@' && character !== '＠') continue
    const from = Math.max(nameStart(text, at), found.at(-1)?.to ?? 0)
    const to = domainEnd(text, at + 1)
    if (from < at && isDomain(text.slice(at + 1, to))) found.push({ from, to, shown: '[email]' })
  }
  return found
}
