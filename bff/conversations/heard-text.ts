/** What a channel told, as agents read it, and what stands for it where texts are compared. */
import { decodeHTMLStrict } from 'entities/decode'
import { cutText } from '../../shared/domain/conversation/cut-text.ts'
import { comparable, LONGEST_UTTERANCE } from '../../shared/domain/conversation/utterances.ts'
import { textDigest } from '../text-digest.ts'

/** More of a text is not even looked at: references are longer than what they stand for. */
const LONGEST_TOLD = 4 * LONGEST_UTTERANCE
/** How often a text may have been escaped by those it came through. */
const MOST_ESCAPES = 3

const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/giu

/** Not a copy: nothing of it is kept that was not cut or changed since. */
const beginningOf = (told: string): string =>
  told.length <= LONGEST_TOLD ? told : told.slice(0, LONGEST_TOLD).replace(/[\ud800-\udbff]$/, '')

/** Character references (`&#39;`, `&amp;`) once undone. What comes of it is text, whatever it looks like. */
const unescaped = (text: string): string => {
  if (!text.includes('&')) return text
  const known = new Map<string, string>()
  return text.replace(REFERENCE, (reference) => {
    const letter = known.get(reference) ?? decodeHTMLStrict(reference)
    known.set(reference, letter)
    return letter
  })
}

/** All of it, however often it was escaped, and however long it is. */
export const unescapedAll = (text: string): string => {
  let plain = text
  for (let n = 0; n <= MOST_ESCAPES && plain.includes('&'); n += 1) plain = unescaped(plain)
  return plain
}

export interface ShownText {
  /** What is kept and shown: at most {@link LONGEST_UTTERANCE} code units, and nothing of what was cut off is held. */
  readonly text: string
  readonly isCut: boolean
}

export interface HeardText extends ShownText {
  /** Short, and equal where two texts are the same but for spacing, Unicode form and escaping. */
  readonly key: string
}

/** Short, and equal where two texts are the same but for spacing, Unicode form and escaping. */
export const textKey = (text: string): string => {
  let plain = beginningOf(text)
  for (let n = 0; n < MOST_ESCAPES && plain.includes('&'); n += 1) plain = unescaped(plain)
  return textDigest(comparable(plain))
}

/**
 * Some channels escape what customers write, others do not: one level is undone, so that agents read it as it was
 * written. Who really writes `&lt;b&gt;` on a channel that escapes nothing is shown as having written `<b>`.
 */
export const shownText = (told: string): ShownText => {
  const looked = beginningOf(told)
  const plain = unescaped(looked)
  const text = cutText(plain, LONGEST_UTTERANCE)
  return { text, isCut: looked.length < told.length || text.length < plain.length }
}

/** As {@link shownText}, with what stands for it where it is compared. */
export const readText = (told: string): HeardText => {
  const shown = shownText(told)
  return { ...shown, key: textKey(shown.text) }
}
