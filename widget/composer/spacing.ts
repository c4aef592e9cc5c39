/** Between which characters inserted text needs a space. Pure. */

/** Scripts that are written without spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\u3000-\u303f\uff00-\uff65]/u
const OPENS = /[\s\p{Ps}\p{Pi}]/u
const CLOSES = /[\s\p{Pe}\p{Pf}.,;:!?…،؛؟]/u

const isApart = (left: string, right: string): boolean =>
  left === '' || right === '' || OPENS.test(left) || CLOSES.test(right) || UNSPACED.test(left) || UNSPACED.test(right)

const first = (text: string): string => [...text.slice(0, 2)][0] ?? ''
const last = (text: string): string => [...text.slice(-2)].at(-1) ?? ''

/** The text, with a space on each side where it would stick to a word. */
export const spaced = (before: string, text: string, after: string): string => {
  if (text === '') return ''
  const lead = isApart(last(before), first(text)) ? '' : ' '
  const tail = isApart(last(text), first(after)) ? '' : ' '
  return `${lead}${text}${tail}`
}
