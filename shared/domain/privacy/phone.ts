/** Phone numbers: with the code of a country, or written as people of a country known to the rules write theirs. */
import { digitValue, isLatin, isSeparator } from './characters.ts'
import type { NumberChecks } from './checks.ts'
import type { Finder, Span } from './span.ts'

const FEWEST_DIGITS = 7
const MOST_DIGITS = 15
/** Before the code of a country, where no plus is written. */
const ABROAD = '00'
/** Single digits that some countries dial first. */
const TRUNKS: readonly string[] = ['0', '1', '8']
/** Nobody writes a number in more pieces. */
const MOST_GROUPS = 8
/** Between two digits of one number: a bracket, a blank, another bracket. */
const LONGEST_GAP = 3

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d
const isBetween = (code: number): boolean =>
  (isSeparator(code) && !isLineEnd(code)) || code === 0x28 || code === 0x29 || code === 0x2f

interface Group {
  readonly digits: string
  readonly to: number
}

const groupAt = (text: string, from: number): Group => {
  let digits = ''
  let to = from
  for (; to < text.length; to += 1) {
    const value = digitValue(text.charCodeAt(to))
    if (value === undefined) break
    digits += String(value)
  }
  return { digits, to }
}

/** Where the next group begins; `undefined` where another number would. */
const nextStart = (text: string, from: number): number | undefined => {
  for (let at = from; at < text.length && at - from <= LONGEST_GAP; at += 1) {
    const code = text.charCodeAt(at)
    if (digitValue(code) !== undefined) return at
    if (!isBetween(code)) return undefined
  }
  return undefined
}

/** So many groups as one number can have. */
const groupsFrom = (text: string, from: number): readonly Group[] => {
  const groups: Group[] = []
  let count = 0
  for (let at: number | undefined = from; at !== undefined && groups.length < MOST_GROUPS; ) {
    const group = groupAt(text, at)
    count += group.digits.length
    if (groups.length > 0 && count > MOST_DIGITS + ABROAD.length) break
    groups.push(group)
    at = nextStart(text, group.to)
  }
  return groups
}

const isPlus = (character: string): boolean => character === '+' || character === '＋'

/** Most of the time is spent on judging, and a text may repeat itself. */
const remembering = (phoneGroups: NumberChecks['phoneGroups']): NumberChecks['phoneGroups'] => {
  const known = new Map<string, readonly string[] | undefined>()
  return (written, country) => {
    const key = `${country ?? ''}${written}`
    if (!known.has(key)) known.set(key, phoneGroups(written, country))
    return known.get(key)
  }
}

export const phoneFinder =
  (checks: Pick<NumberChecks, 'phoneGroups'>, countries: readonly string[]): Finder =>
  (text) =>
    findPhones(text, remembering(checks.phoneGroups), countries)

const findPhones = (
  text: string,
  phoneGroups: NumberChecks['phoneGroups'],
  countries: readonly string[],
): readonly Span[] => {
  const isForeign = (digits: string): boolean =>
    digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS && phoneGroups(`+${digits}`) !== undefined

  const isNational = (groups: readonly string[]): boolean => {
    const digits = groups.join('')
    // In one piece it may be any number; and single digits are counted, not dialled, but for a trunk prefix.
    const isScattered = groups.some((group, i) => group.length === 1 && (i > 0 || !TRUNKS.includes(group)))
    if (groups.length === 1 || isScattered || digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS) return false
    return countries.some((country) => {
      const usual = phoneGroups(digits, country)
      if (usual === undefined) return false
      // Where a zero begins what is dialled, people group the rest as they like.
      const isDialled = digits.startsWith('0') && usual[0] === groups[0]
      return isDialled || usual.join() === groups.slice(-usual.length).join()
    })
  }

  const isPhone = (groups: readonly string[], hasPlus: boolean): boolean => {
    const digits = groups.join('')
    if (hasPlus) return isForeign(digits)
    if (!digits.startsWith(ABROAD)) return isNational(groups)
    // Two zeros may begin anything: people who mean a country put something between the groups.
    return groups.length > 1 && isForeign(digits.slice(ABROAD.length))
  }

  /** The longest number that begins here; what stands behind it may be another one. */
  const numberEnd = (groups: readonly Group[], hasPlus: boolean): number | undefined => {
    for (let length = groups.length; length > 0; length -= 1) {
      const end = groups[length - 1]?.to ?? 0
      const digits = groups.slice(0, length).map((group) => group.digits)
      if (!isLatin(text.charCodeAt(end)) && isPhone(digits, hasPlus)) return end
    }
    return undefined
  }

  const found: Span[] = []
  for (let at = 0; at < text.length; at += 1) {
    if (digitValue(text.charCodeAt(at)) === undefined) continue
    const groups = groupsFrom(text, at)
    const before = text.charAt(at - 1)
    const hasPlus = isPlus(before)
    const from = hasPlus || before === '(' ? at - 1 : at
    const outside = text.charCodeAt(from - 1)
    // What hangs on a word or on another number by anything but a blank is a part of that.
    const isPart = isLatin(outside) || digitValue(outside) !== undefined || '-./'.includes(text.charAt(from - 1) || ' ')
    const to = isPart ? undefined : numberEnd(groups, hasPlus)
    if (to !== undefined) found.push({ from, to, shown: '[phone]' })
    at = (to ?? groups[0]?.to ?? at + 1) - 1
  }
  return found
}
