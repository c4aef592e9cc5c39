/** Adam: steps as long as the gradient is reliable (Kingma and Ba, arXiv:1412.6980, algorithm 1). */

const FIRST_MOMENT = 0.9
const SECOND_MOMENT = 0.999
const EPSILON = 1e-8

export interface Moments {
  readonly first: Float32Array
  readonly second: Float32Array
}

export const momentsOf = (length: number): Moments => ({
  first: new Float32Array(length),
  second: new Float32Array(length),
})

/** How far the steps of one batch go. */
export interface Pace {
  readonly rate: number
  readonly correction: number
}

/** @param steps so far, this one included */
export const paceAt = (steps: number, rate: number): Pace => ({
  rate: rate / (1 - FIRST_MOMENT ** steps),
  correction: 1 / Math.sqrt(1 - SECOND_MOMENT ** steps),
})

/** One step of Adam on `length` parameters from `at`; clears the gradient behind itself. */
export const adamStep = (
  parameters: Float32Array,
  { first, second }: Moments,
  at: number,
  gradient: Float32Array,
  from: number,
  length: number,
  { rate, correction }: Pace,
): void => {
  for (let k = 0; k < length; k += 1) {
    const g = gradient[from + k] ?? 0
    gradient[from + k] = 0
    const m = FIRST_MOMENT * (first[at + k] ?? 0) + (1 - FIRST_MOMENT) * g
    const v = SECOND_MOMENT * (second[at + k] ?? 0) + (1 - SECOND_MOMENT) * g * g
    first[at + k] = m
    second[at + k] = v
    parameters[at + k] = (parameters[at + k] ?? 0) - (rate * m) / (Math.sqrt(v) * correction + EPSILON)
  }
}
