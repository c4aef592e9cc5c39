/** Numbers as people write them: groups of digits with a little between them. */
import { digitValue, isSeparator } from './characters.ts'

/** Digits that stand together. */
export interface DigitGroup {
  readonly from: number
  readonly to: number
  /** As `0` to `9`, whatever script they were written in. */
  readonly digits: string
}

/** Groups with nothing but separators between them. */
export type DigitRun = readonly [DigitGroup, ...DigitGroup[]]

/** Further apart, two groups are two numbers. */
const LONGEST_GAP = 16

const groupAt = (text: string, from: number): DigitGroup | undefined => {
  let digits = ''
  let to = from
  for (; to < text.length; to += 1) {
    const value = digitValue(text.charCodeAt(to))
    if (value === undefined) break
    digits += String(value)
  }
  return to === from ? undefined : { from, to, digits }
}

/** Where the next group begins behind separators; `undefined` where something else comes first. */
const nextStart = (text: string, from: number): number | undefined => {
  for (let at = from; at < text.length && at - from <= LONGEST_GAP; at += 1) {
    const code = text.charCodeAt(at)
    if (digitValue(code) !== undefined) return at
    if (!isSeparator(code)) return undefined
  }
  return undefined
}

export const digitRuns = (text: string): readonly DigitRun[] => {
  const runs: DigitRun[] = []
  for (let at = 0; at < text.length; at += 1) {
    const first = groupAt(text, at)
    if (first === undefined) continue
    const run: [DigitGroup, ...DigitGroup[]] = [first]
    let last = first
    for (let next = nextStart(text, last.to); next !== undefined; next = nextStart(text, last.to)) {
      const group = groupAt(text, next)
      if (group === undefined) break
      run.push(group)
      last = group
    }
    runs.push(run)
    at = last.to
  }
  return runs
}
