/** How far a share of few rows may be from that of all rows. */

export interface Interval {
  readonly from: number
  readonly to: number
}

/** Of a normal distribution, 95 % lie so many standard deviations about the mean. */
const DEVIATIONS = 1.96

/** The score interval of a share at 95 % (Wilson, JASA 22, 1927). */
export const wilsonInterval = (ones: number, rows: number): Interval => {
  const share = ones / rows
  const square = DEVIATIONS ** 2
  const middle = (share + square / (2 * rows)) / (1 + square / rows)
  const half = (DEVIATIONS / (1 + square / rows)) * Math.sqrt((share * (1 - share)) / rows + square / (4 * rows ** 2))
  return { from: middle - half, to: middle + half }
}
