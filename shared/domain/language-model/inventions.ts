/** What a language model may not bring along from elsewhere: links, long numbers, marks of what is hidden. */
import { digitValue } from '../privacy/characters.ts'

export type Invention = 'link' | 'number' | 'mark'

/** What stands around a link and belongs to none. */
const AROUND = /[\s<>"'()[\]「」、。]/u
/** Letters of other scripts may follow a link without a space. */
const NOT_ASCII = /[^\x21-\x7e]/u
const SCHEME_END = '://'
const AT_THE_END = '.,;:!?/'
/** In one case: a sentence that begins without a space has a capital. */
const TOP_LEVEL = /^(?:[a-z]{2,24}|[A-Z]{2,24})$/
const BEHIND_HOST = /[/?#:]/

const trimmed = (link: string): string => {
  let end = link.length
  while (end > 0 && AT_THE_END.includes(link.charAt(end - 1))) end -= 1
  return link.slice(0, end)
}

/** `example.com`, with a name before it or a path behind: chats make a link of it. */
const isDomain = (piece: string): boolean => {
  const [host = ''] = piece.split(BEHIND_HOST, 1)
  const dot = host.lastIndexOf('.')
  return dot > 0 && host.charAt(dot - 1) !== '.' && TOP_LEVEL.test(host.slice(dot + 1))
}

const linkIn = (word: string): string | undefined => {
  const scheme = word.indexOf(SCHEME_END)
  const piece = trimmed(scheme < 0 ? word : word.slice(scheme + SCHEME_END.length))
  if (scheme < 0 && !isDomain(piece)) return undefined
  const link = piece.toLowerCase()
  return link.startsWith('www.') ? link.slice('www.'.length) : link
}

/** Each without its scheme. */
const linksIn = (text: string): readonly string[] =>
  text.split(AROUND).flatMap((part) => part.split(NOT_ASCII).flatMap((word) => linkIn(word) ?? []))

/** Digits that stand together, or with one sign or space between them: of a card, an account, a telephone. */
const RUN = /\p{Nd}(?:[ \u00a0.,/()+-]?\p{Nd})*/gu
const DIGITS = /\p{Nd}+/gu
/** Of a date there are eight, with signs between them; without signs, fewer make a number of somebody. */
const LONG_RUN = 9
const LONG_FIGURE = 7
/** One digit alone may be a word that became a figure. */
const SHORTEST_FIGURE = 2

/** As ASCII digits alone. */
const plain = (written: string): string =>
  Array.from(written, (sign) => digitValue(sign.codePointAt(0) ?? 0) ?? '').join('')
const runsIn = (text: string): readonly string[] => [...text.matchAll(RUN)].map(([run]) => plain(run))
const figuresIn = (text: string, shortest: number): readonly string[] =>
  [...text.matchAll(DIGITS)].map(([digits]) => plain(digits)).filter(({ length }) => length >= shortest)

const MARK = /•[•\s]*\p{Nd}*|\[[a-z][a-z0-9_-]{0,31}\]/gu
const marksIn = (text: string): readonly string[] => [...text.matchAll(MARK)].map(([mark]) => mark.replace(/\s+/gu, ''))

/**
 * The first thing in `text` that is in none of the sources; `undefined` where there is none. Links count without their
 * scheme, numbers without their spacing.
 *
 * @param numbers `long`: numbers such as those of cards, accounts and telephones; `all`: all that have two digits
 */
export const inventionIn = (
  text: string,
  sources: readonly string[],
  numbers: 'long' | 'all',
): Invention | undefined => {
  const links = new Set(sources.flatMap(linksIn))
  if (linksIn(text).some((link) => !links.has(link))) return 'link'
  const marks = new Set(sources.flatMap(marksIn))
  if (marksIn(text).some((mark) => !marks.has(mark))) return 'mark'
  const known = sources.flatMap(runsIn)
  const long = runsIn(text).filter(({ length }) => length >= LONG_RUN)
  const told = [...long, ...figuresIn(text, numbers === 'long' ? LONG_FIGURE : SHORTEST_FIGURE)]
  return told.some((number) => !known.some((run) => run.includes(number))) ? 'number' : undefined
}
