/** Whether two clocks agree: tokens expire by one of them, signatures by the other. */
import { isHarmfulSkew, skewInWords } from '../../clock-skew.ts'
import { fail, type Line, ok, skip, warn } from './line.ts'

const NOTICEABLE_SECONDS = 5
const FIX = 'synchronise the clock of this machine (NTP), or have the other side do so'

/** @param date what the other side says, in milliseconds since 1970, whole seconds. */
export const clockLine = (name: string, date: number, now: number): Line => {
  if (Number.isNaN(date)) return skip(name, 'it does not say what time it is')
  const seconds = Math.round((now - date) / 1000)
  const detail = `this machine is ${skewInWords(seconds)}`
  if (isHarmfulSkew(seconds)) return fail(name, detail, FIX)
  if (Math.abs(seconds) > NOTICEABLE_SECONDS) return warn(name, detail, FIX)
  return ok(name, 'agrees with this machine’s')
}

/** What is refused for its time is mended by the clock, whatever else may be wrong. */
export const clockFirst = (seconds: number, otherwise: string): string =>
  `first ${FIX}: it is ${skewInWords(seconds)}, and what is of another time is refused; then, if that lasts, ${otherwise}`
