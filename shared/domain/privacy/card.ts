/** Card numbers: 13 to 19 digits whose check digit is right, however they are spaced. */
import { digitValue, isLatin } from './characters.ts'
import type { NumberChecks } from './checks.ts'
import { type DigitGroup, type DigitRun, digitRuns } from './digit-runs.ts'
import type { Finder, Span } from './span.ts'

const SHORTEST = 13
const LONGEST = 19
/** Where several readings are possible, the commonest length is meant. */
const LIKELIEST_LENGTHS = [16, 15, 14, 19, 18, 17, 13] as const

const ISSUERS: readonly { readonly from: number; readonly to: number; readonly lengths: readonly number[] }[] = [
  { from: 2200, to: 2204, lengths: [16, 17, 18, 19] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 3000, to: 3059, lengths: [14, 16] },
  { from: 3400, to: 3499, lengths: [15] },
  { from: 3500, to: 3599, lengths: [16, 17, 18, 19] },
  { from: 3600, to: 3699, lengths: [14, 16] },
  { from: 3700, to: 3799, lengths: [15] },
  { from: 3800, to: 3999, lengths: [14, 16] },
  { from: 4000, to: 4999, lengths: [13, 16, 19] },
  { from: 5000, to: 5099, lengths: [13, 16, 19] },
  { from: 5100, to: 5599, lengths: [16] },
  { from: 5600, to: 5899, lengths: [13, 16, 19] },
  { from: 6000, to: 6999, lengths: [16, 17, 18, 19] },
]

/** Whether cards of this length begin so. */
const isIssued = (digits: string): boolean => {
  const beginning = Number(digits.slice(0, 4))
  return ISSUERS.some(
    ({ from, to, lengths }) => beginning >= from && beginning <= to && lengths.includes(digits.length),
  )
}

const isYear = (digits: string): boolean => digits.length === 4 && (digits.startsWith('19') || digits.startsWith('20'))
const isShort = (digits: string | undefined): boolean => digits !== undefined && digits.length <= 2

const DAY_FIRST = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/
/** A day alone, and with hours and minutes, seconds, milliseconds. */
const MOMENT_LENGTHS: readonly number[] = [8, 12, 14, 17]

/** `2026-01-31 093000`, `31.01.2026 093000`, `20260131-000123`: a moment, or a number that begins with one. */
const isMoment = (groups: readonly DigitGroup[]): boolean => {
  const [first, second, third] = groups.map(({ digits }) => digits)
  if (first !== undefined && MOMENT_LENGTHS.includes(first.length) && DAY_FIRST.test(first)) return true
  if (first === undefined || third === undefined || !isShort(second)) return false
  return (isYear(first) && isShort(third)) || (isShort(first) && isYear(third))
}

/** `1234567890123.45`, or what stands behind the point of `0.4242424242424242`. */
const isDecimal = (text: string, [whole, fraction, more]: readonly DigitGroup[]): boolean => {
  if (whole === undefined || more !== undefined) return false
  if (fraction !== undefined) return text.slice(whole.to, fraction.from) === '.'
  return text[whole.from - 1] === '.' && digitValue(text.charCodeAt(whole.from - 2)) !== undefined
}

const isLatinAt = (text: string, at: number): boolean => at >= 0 && at < text.length && isLatin(text.charCodeAt(at))

const digitsOf = (run: DigitRun): number => run.reduce((sum, { digits }) => sum + digits.length, 0)

/** More digits behind a plus are no phone number. */
const LONGEST_PHONE_NUMBER = 15

export const cardFinder = ({ isLuhn }: Pick<NumberChecks, 'isLuhn'>): Finder => {
  const isCard = (text: string, groups: readonly DigitGroup[], isWholeRun: boolean): boolean => {
    const digits = groups.map((group) => group.digits).join('')
    const [first, last] = [groups[0], groups.at(-1)]
    if (first === undefined || last === undefined || !isLuhn(digits)) return false
    if (text[first.from - 1] === '+' && digits.length <= LONGEST_PHONE_NUMBER) return false
    const [isBehindLetter, isBeforeLetter] = [isLatinAt(text, first.from - 1), isLatinAt(text, last.to)]
    // Hexadecimal, or an id with letters of its own.
    if (isBehindLetter && isBeforeLetter) return false
    if (isDecimal(text, groups) || isMoment(groups)) return false
    return isIssued(digits) || (isWholeRun && !isBehindLetter && !isBeforeLetter)
  }

  const spanOf = (groups: readonly DigitGroup[]): Span | undefined => {
    const [first, last] = [groups[0], groups.at(-1)]
    if (first === undefined || last === undefined) return undefined
    const digits = groups.map((group) => group.digits).join('')
    return { from: first.from, to: last.to, shown: `•••• ${digits.slice(-4)}` }
  }

  /** The groups from `start` on that are a card; none where none are. */
  const cardFrom = (text: string, run: DigitRun, start: number): readonly DigitGroup[] => {
    const readings = new Map<number, readonly DigitGroup[]>()
    let length = 0
    for (let end = start; end < run.length; end += 1) {
      length += run[end]?.digits.length ?? 0
      if (length > LONGEST) break
      if (length >= SHORTEST) readings.set(length, run.slice(start, end + 1))
    }
    const whole = [...readings.values()].find((groups) => groups.length === run.length)
    // Of a longer run, only what some issuer gives out is taken for a card.
    const likeliest = LIKELIEST_LENGTHS.map((each) => readings.get(each))
    return [whole, ...likeliest].find((groups) => groups !== undefined && isCard(text, groups, groups === whole)) ?? []
  }

  return (text) =>
    digitRuns(text).flatMap((run) => {
      if (digitsOf(run) < SHORTEST) return []
      const found: Span[] = []
      for (let start = 0; start < run.length; ) {
        const groups = cardFrom(text, run, start)
        const span = spanOf(groups)
        if (span !== undefined) found.push(span)
        start += Math.max(1, groups.length)
      }
      return found
    })
}
