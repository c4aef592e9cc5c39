/** Whether two clocks agree: tokens expire by one of them, signatures by the other. */
import { fail, type Line, ok, skip, warn } from './line.ts'

const NOTICEABLE_SECONDS = 5
/** Signatures are taken for 5 minutes and tokens renewed 30 s early; a minute is no longer an accident. */
const HARMFUL_SECONDS = 60
const FIX = 'synchronise the clock of this machine (NTP), or have the other side do so'

/** @param date what the other side says, in milliseconds since 1970, whole seconds. */
export const clockLine = (name: string, date: number, now: number): Line => {
  if (Number.isNaN(date)) return skip(name, 'it does not say what time it is')
  const seconds = Math.round((now - date) / 1000)
  const amount = Math.abs(seconds)
  const detail = `this machine is ${amount} s ${seconds < 0 ? 'behind' : 'ahead'}`
  if (amount > HARMFUL_SECONDS) return fail(name, detail, FIX)
  if (amount > NOTICEABLE_SECONDS) return warn(name, detail, FIX)
  return ok(name, 'agrees with this machine’s')
}
