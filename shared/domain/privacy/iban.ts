/** Account numbers: two letters, two check digits, and as many characters as that country's accounts have. */
import { digitValue, isLatin, isLatinOrDigit, isSeparator } from './characters.ts'
import type { NumberChecks } from './checks.ts'
import type { Finder, Span } from './span.ts'

/** Between two characters of one account. */
const LONGEST_GAP = 4
const NAME = 'iban'

const codeAt = (text: string, at: number): number => (at < 0 || at >= text.length ? 0 : text.charCodeAt(at))

/** No other word or number goes on here; the word that announces it may be written without a space. */
const mayBegin = (text: string, at: number): boolean =>
  !isLatinOrDigit(codeAt(text, at - 1)) || text.slice(Math.max(0, at - NAME.length), at).toLowerCase() === NAME

/** Its check digits come first, so most words are seen to be none by their third letter. */
const hasDigitNext = (text: string, from: number): boolean => {
  let at = from
  while (at < text.length && at - from < LONGEST_GAP && isSeparator(text.charCodeAt(at))) at += 1
  return digitValue(codeAt(text, at)) !== undefined
}

const letterOrDigit = (code: number): string | undefined => {
  if (isLatin(code)) return String.fromCharCode(code).toUpperCase()
  const value = digitValue(code)
  return value === undefined ? undefined : String(value)
}

/** The next `length` letters and digits, and where they end; `undefined` where something else comes between. */
const readAccount = (text: string, from: number, length: number): { account: string; to: number } | undefined => {
  let account = ''
  let gap = 0
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const next = letterOrDigit(code)
    if (next === undefined) {
      gap += 1
      if (gap > LONGEST_GAP || !isSeparator(code)) return undefined
      continue
    }
    gap = 0
    account += next
    if (account.length === length) return { account, to: at + 1 }
  }
  return undefined
}

export const ibanFinder = ({ ibanLength, isIban }: Pick<NumberChecks, 'ibanLength' | 'isIban'>): Finder => {
  const spanAt = (text: string, from: number): Span | undefined => {
    const isCountry = isLatin(codeAt(text, from)) && isLatin(codeAt(text, from + 1))
    if (!isCountry || !hasDigitNext(text, from + 2) || !mayBegin(text, from)) return undefined
    const length = ibanLength(text.slice(from, from + 2).toUpperCase())
    const read = length === undefined ? undefined : readAccount(text, from, length)
    if (read === undefined || isLatinOrDigit(codeAt(text, read.to)) || !isIban(read.account)) return undefined
    return { from, to: read.to, shown: '[iban]' }
  }

  return (text) => {
    const found: Span[] = []
    for (let at = 0; at < text.length; at += 1) {
      const span = spanAt(text, at)
      if (span === undefined) continue
      found.push(span)
      at = span.to - 1
    }
    return found
  }
}
