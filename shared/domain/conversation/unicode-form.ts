/** Unicode forms of what strangers wrote, at a cost that they cannot drive up. */

/** Unicode's stream-safe format knows no more marks on one letter; putting a longer run in order costs its square. */
const MOST_MARKS = 30

/** In every form already. */
const ASCII = /^[\0-\x7f]*$/

const shortened = (marks: string): string =>
  marks.length > MOST_MARKS ? Array.from(marks).slice(0, MOST_MARKS).join('') : marks

/**
 * `text` normalised, at a cost in proportion to its length and at most six times as long. Good for comparing, not for
 * showing: of more than thirty marks on one letter the rest is left out, and the two ligatures that would grow into whole
 * sentences (U+FDFA, U+FDFB) become one sign each.
 */
export const unicodeForm = (text: string, form: 'NFKC' | 'NFKD'): string =>
  ASCII.test(text)
    ? text
    : text
        .replace(/\p{M}+/gu, shortened)
        .replaceAll('\ufdfa', '\ufdd0')
        .replaceAll('\ufdfb', '\ufdd1')
        .normalize(form)
