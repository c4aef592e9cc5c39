/** Whether two clocks agree: tokens expire by one of them, signatures by the other. */

/** Signatures are taken for 5 minutes and tokens renewed 30 s early; a minute is no longer an accident. */
const HARMFUL_SKEW_SECONDS = 60

/**
 * By how many seconds this machine's clock is ahead (negative: behind) of one who wrote `date` into an answer just now.
 * NaN where that is no date.
 */
export const secondsAhead = (date: string | undefined, nowMs: number): number =>
  Math.round((nowMs - Date.parse(date ?? '')) / 1000)

export const isHarmfulSkew = (seconds: number): boolean => Math.abs(seconds) > HARMFUL_SKEW_SECONDS

/** A sentence for whoever was refused, empty where the clocks agree or nothing is known of them. */
export const clockHint = (aheadSeconds: number | undefined): string =>
  aheadSeconds === undefined
    ? ''
    : `; and first this machine’s clock, which is ${skewInWords(aheadSeconds)}: what is of another time is refused`

/** `400 s ahead`, `65 s behind`. */
export const skewInWords = (seconds: number): string => `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`

export const CLOCK_FIX = 'synchronise the clock of this machine (NTP), or have the other side do so'

/** What is refused for its time is mended by the clock, whatever else may be wrong. */
export const clockFirst = (seconds: number, otherwise: string): string =>
  `first ${CLOCK_FIX}: it is ${skewInWords(seconds)}, and what is of another time is refused; then, if that lasts, ${otherwise}`
