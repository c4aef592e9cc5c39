/** Long calculations in steps, so that whoever runs one may do something else between two of them. */

export type Steps<T> = Generator<undefined, T, undefined>

/** Multiplications of one step: a fraction of a millisecond. */
export const STEP_PRODUCTS = 200_000

/** All steps, one right after the other. */
export const atOnce = <T>(steps: Steps<T>): T => {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** Works through `count` rows of `products` multiplications each, so many at a time as make one step, always a multiple of four. */
export function* inSteps(count: number, products: number, work: (from: number, to: number) => void): Steps<void> {
  const rows = Math.max(4, Math.floor(STEP_PRODUCTS / Math.max(1, products)) & ~3)
  for (let from = 0; from < count; from += rows) {
    if (from > 0) yield
    work(from, Math.min(count, from + rows))
  }
}
