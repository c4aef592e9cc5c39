/** Cutting what others wrote to a length that may be kept, without spoiling a letter at the cut or keeping the rest. */

/** What a reader takes for one letter or one emoji is never longer than this unless somebody wants it to be; in UTF-16 code units. */
const LONGEST_LETTER = 64

const letters = new Intl.Segmenter('en', { granularity: 'grapheme' })

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff

/** Where the letter begins that would be halved at `end`; `end` where none is. */
const letterBoundary = (text: string, end: number): number => {
  const from = Math.max(0, end - LONGEST_LETTER)
  const start = letters.segment(text.slice(from, end + LONGEST_LETTER)).containing(end - from)?.index ?? end - from
  if (start > 0) return from + start
  return isHigh(text.charCodeAt(end - 1)) && isLow(text.charCodeAt(end)) ? end - 1 : end
}

/**
 * `text` itself where it is no longer than `longest`, else its beginning: no emoji, no accented letter is halved, so it may be some
 * code units shorter. What is cut is a copy: a plain `slice` would keep the whole original in memory for as long as it lives.
 *
 * @param longest UTF-16 code units, from 1
 */
export const cutText = (text: string, longest: number): string =>
  text.length <= longest ? text : text.slice(0, letterBoundary(text, longest)).split('').join('')
