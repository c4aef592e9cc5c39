/** Social security numbers of the United States, as they are written: three digits, two, four. */
import { isLatin } from './characters.ts'
import { type DigitGroup, digitRuns } from './digit-runs.ts'
import type { Finder, Span } from './span.ts'

const isAssigned = (area: string, group: string, serial: string): boolean =>
  area !== '000' && area !== '666' && !area.startsWith('9') && group !== '00' && serial !== '0000'

const isLatinAt = (text: string, at: number): boolean => at >= 0 && at < text.length && isLatin(text.charCodeAt(at))

export const findSocialSecurityNumbers: Finder = (text) =>
  digitRuns(text).flatMap((run): Span[] => {
    const between = (one: DigitGroup | undefined, next: DigitGroup | undefined): string =>
      one === undefined || next === undefined ? '' : text.slice(one.to, next.from)
    return run.flatMap((area, i): Span[] => {
      const [group, serial] = [run[i + 1], run[i + 2]]
      if (group === undefined || serial === undefined) return []
      const isSoLong = area.digits.length === 3 && group.digits.length === 2 && serial.digits.length === 4
      const separator = between(area, group)
      if (!isSoLong || separator !== between(group, serial)) return []
      // With spaces alone it is taken for one only where no further number stands beside it.
      const isAlone = separator === ' ' ? run.length === 3 : separator === '-'
      const isPart = [between(run[i - 1], area), between(serial, run[i + 3])].includes('-')
      const isInWord = isLatinAt(text, area.from - 1) || isLatinAt(text, serial.to)
      if (!isAlone || isPart || isInWord || !isAssigned(area.digits, group.digits, serial.digits)) return []
      return [{ from: area.from, to: serial.to, shown: '[us_ssn]' }]
    })
  })
