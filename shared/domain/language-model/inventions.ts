/** What a language model may not bring along from elsewhere: links, long numbers, marks of what is hidden. */
import { digitValue } from '../privacy/characters.ts'

export type Invention = 'link' | 'number' | 'mark'

const WITH_SCHEME = /(?:[a-z][a-z\d+.-]{1,15}:\/\/|www\.|mailto:|tel:)[^\s<>"'()[\]「」、。]+/giu
/** `example.com` and what is behind it: chats make a link of it. A sentence that begins without a space has a capital. */
const BARE_DOMAIN = /(?<![\p{L}\p{N}.@-])[\p{L}\p{N}.@-]+\.[a-z]{2,24}(?![\p{L}\p{N}])(?:\/[^\s<>"'()[\]「」、。]*)?/gu
const SCHEME = /^(?:[a-z][a-z\d+.-]{1,15}:\/\/|mailto:|tel:)?(?:www\.)?/iu
const AT_THE_END = /[.,;:!?/»”]+$/u

const linksIn = (text: string): readonly string[] =>
  [...text.matchAll(WITH_SCHEME), ...text.matchAll(BARE_DOMAIN)].map(([link]) =>
    link.toLowerCase().replace(SCHEME, '').replace(AT_THE_END, ''),
  )

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
