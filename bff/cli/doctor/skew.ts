/** Whether two clocks agree: tokens expire by one of them, signatures by the other. */
import { CLOCK_FIX, isHarmfulSkew, skewInWords } from '../../clock-skew.ts'
import { fail, type Line, ok, skip, warn } from './line.ts'

const NOTICEABLE_SECONDS = 5

/** @param date what the other side says, in milliseconds since 1970, whole seconds. */
export const clockLine = (name: string, date: number, now: number): Line => {
  if (Number.isNaN(date)) return skip(name, 'it does not say what time it is')
  const seconds = Math.round((now - date) / 1000)
  const detail = `this machine is ${skewInWords(seconds)}`
  if (isHarmfulSkew(seconds)) return fail(name, detail, CLOCK_FIX)
  if (Math.abs(seconds) > NOTICEABLE_SECONDS) return warn(name, detail, CLOCK_FIX)
  return ok(name, 'agrees with this machine’s')
}
