/** Phone numbers: with the code of a country, or written as people of a country known to the rules write theirs. */
import { digitValue, isLatin, isSeparator } from './characters.ts'
import type { NumberChecks } from './checks.ts'
import type { Finder, Span } from './span.ts'

const FEWEST_DIGITS = 7
const MOST_DIGITS = 15
/** Between two digits of one number: a bracket, a blank, another bracket. */
const LONGEST_GAP = 3

const isBetween = (code: number): boolean => isSeparator(code) || code === 0x28 || code === 0x29 || code === 0x2f

interface Candidate {
  readonly from: number
  readonly to: number
  readonly groups: readonly string[]
  readonly isInternational: boolean
}

/** Reads on from the first digit, or from what stands before it, so far as it can be one number. */
const candidateAt = (text: string, from: number): Candidate | undefined => {
  const opening = text.charAt(from)
  const isPlus = opening === '+' || opening === '＋'
  const groups: string[] = []
  let group = ''
  let to = from
  let gap = isPlus || opening === '(' ? 0 : -1
  for (let at = from + (isPlus || opening === '(' ? 1 : 0); at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const value = digitValue(code)
    if (value !== undefined) {
      group += String(value)
      to = at + 1
      gap = 0
      continue
    }
    if (group !== '') groups.push(group)
    group = ''
    gap += 1
    if (gap > LONGEST_GAP || !isBetween(code)) break
  }
  if (group !== '') groups.push(group)
  const digits = groups.join('')
  const isAbroad = isPlus || digits.startsWith('00')
  return to === from ? undefined : { from, to, groups, isInternational: isAbroad }
}

const digitsOf = ({ groups }: Candidate): string => groups.join('')

/** The number that begins here and is the longest; what stands behind it may be another one. */
const shortened = (text: string, candidate: Candidate): Candidate | undefined => {
  const groups = candidate.groups.slice(0, -1)
  if (groups.length === 0) return undefined
  const wanted = groups.join('').length
  let seen = 0
  for (let at = candidate.from; at < candidate.to; at += 1) {
    if (digitValue(text.charCodeAt(at)) !== undefined) seen += 1
    if (seen === wanted) return { ...candidate, groups, to: at + 1 }
  }
  return undefined
}

const MOST_SHORTENED = 4

export const phoneFinder = (
  { phoneGroups }: Pick<NumberChecks, 'phoneGroups'>,
  countries: readonly string[],
): Finder => {
  const isPhone = (candidate: Candidate): boolean => {
    const digits = digitsOf(candidate)
    if (candidate.isInternational) {
      const isZeros = digits.startsWith('00')
      const number = isZeros ? digits.slice(2) : digits
      // Two zeros alone may begin anything: people who mean a country put something between the groups.
      if (isZeros && candidate.groups.length === 1) return false
      return number.length >= FEWEST_DIGITS && number.length <= MOST_DIGITS && phoneGroups(`+${number}`) !== undefined
    }
    if (digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS || candidate.groups.length === 1) return false
    return countries.some((country) => {
      const usual = phoneGroups(digits, country)
      if (usual === undefined) return false
      // Where a zero begins what is dialled, people group the rest as they like.
      const isDialled = digits.startsWith('0') && usual[0] === candidate.groups[0]
      return isDialled || usual.join() === candidate.groups.slice(-usual.length).join()
    })
  }

  const spanOf = (text: string, whole: Candidate): Span | undefined => {
    let candidate: Candidate | undefined = whole
    for (let n = 0; candidate !== undefined && n <= MOST_SHORTENED; n += 1) {
      if (isPhone(candidate)) return { from: candidate.from, to: candidate.to, shown: '[phone]' }
      candidate = shortened(text, candidate)
    }
    return undefined
  }

  return (text) => {
    const found: Span[] = []
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at)
      const isOpening = '+＋('.includes(text.charAt(at))
      if (!isOpening && digitValue(code) === undefined) continue
      const candidate = candidateAt(text, at)
      if (candidate === undefined) continue
      const before = at === 0 ? 0 : text.charCodeAt(at - 1)
      const isInside = isLatin(before) || digitValue(before) !== undefined || isLatin(text.charCodeAt(candidate.to))
      const span = isInside ? undefined : spanOf(text, candidate)
      if (span !== undefined) found.push(span)
      at = (span ?? candidate).to - 1
    }
    return found
  }
}
