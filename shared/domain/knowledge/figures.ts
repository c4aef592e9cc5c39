/** How well what was found fits what was right. */

/** One question, or one turn of an agent. */
export interface Outcome {
  /** Place of the first right hit, from 1; `undefined` where it was not found. */
  readonly rank: number | undefined
  /** Of the first hit; 0 where there was none. */
  readonly confidence: number
}

export interface Figures {
  /** The share with a right hit first, among the first three, and the mean reciprocal rank. */
  readonly recallAt1: number
  readonly recallAt3: number
  readonly mrr: number
  /** The share whose first hit was at or above the cut, and how many of those were right. */
  readonly answered: number
  readonly rightOfAnswered: number | undefined
}

export interface Bin {
  /** Mean confidence. */
  readonly said: number
  /** Share of right ones. */
  readonly held: number
  readonly count: number
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** @param cut as `minConfidence` of the rules: below it nothing would have been offered */
export const figuresOf = (outcomes: readonly Outcome[], cut: number): Figures => {
  const within = (most: number): number => outcomes.filter(({ rank }) => rank !== undefined && rank <= most).length
  const answered = outcomes.filter(({ confidence }) => confidence >= cut)
  return {
    recallAt1: share(within(1), outcomes.length),
    recallAt3: share(within(3), outcomes.length),
    mrr: share(
      outcomes.reduce((sum, { rank }) => sum + (rank === undefined ? 0 : 1 / rank), 0),
      outcomes.length,
    ),
    answered: share(answered.length, outcomes.length),
    rightOfAnswered:
      answered.length === 0 ? undefined : share(answered.filter(({ rank }) => rank === 1).length, answered.length),
  }
}

const BINS = 10

/** First hits by confidence, in tenths. */
export const calibrationBins = (outcomes: readonly Outcome[]): readonly Bin[] =>
  Array.from({ length: BINS }, (_, n): Bin => {
    const within = outcomes.filter(
      ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === n && confidence > 0,
    )
    return {
      said: share(
        within.reduce((sum, { confidence }) => sum + confidence, 0),
        within.length,
      ),
      held: share(within.filter(({ rank }) => rank === 1).length, within.length),
      count: within.length,
    }
  })

/** Expected calibration error (Naeini et al., AAAI 2015): how far confidence is from the truth, on average over the bins. */
export const calibrationError = (bins: readonly Bin[]): number => {
  const all = bins.reduce((sum, { count }) => sum + count, 0)
  return share(
    bins.reduce((sum, { said, held, count }) => sum + count * Math.abs(said - held), 0),
    all,
  )
}

/** How far confidence is off by chance alone. */
export interface ChanceError {
  /** What {@link calibrationError} would be on average if every confidence were right: few outcomes scatter. */
  readonly mean: number
  /** What it would then be below in nineteen of twenty measurements: at more than that, confidence is wrong. */
  readonly below: number
}

/** Of the normal distribution, nineteen twentieths lie below so many standard deviations. */
const NINETEEN_OF_TWENTY = 1.645

/** By the normal approximation: the error of a bin is the absolute value of a normal variable, and bins err each by itself. */
export const errorByChance = (bins: readonly Bin[]): ChanceError => {
  const all = bins.reduce((sum, { count }) => sum + count, 0)
  const spreads = bins.map(({ said, count }) => count * said * (1 - said))
  const mean = spreads.reduce((sum, spread) => sum + Math.sqrt((2 / Math.PI) * spread), 0)
  const variance = spreads.reduce((sum, spread) => sum + (1 - 2 / Math.PI) * spread, 0)
  return { mean: share(mean, all), below: share(mean + NINETEEN_OF_TWENTY * Math.sqrt(variance), all) }
}
