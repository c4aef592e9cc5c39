/** Calculations in steps: all of it is done, once, and no step takes long. */
import { describe, expect, it } from 'vitest'
import { atOnce, inSteps, STEP_PRODUCTS } from '../../../../shared/domain/ranking/steps.ts'

describe('a calculation in steps', () => {
  it.each([
    [0, 512],
    [3, 512],
    [150, 512],
    [10_000, 384],
    [9, 10 * STEP_PRODUCTS],
    [1_000_000, 0],
  ])('a calculation of %i rows of %i works through each row once and in order', (count, products) => {
    const done: [from: number, to: number][] = []
    atOnce(inSteps(count, products, (from, to) => void done.push([from, to])))
    expect(done.map(([from]) => from)).toEqual([0, ...done.map(([, to]) => to)].slice(0, done.length))
    expect(done.at(-1)?.[1] ?? 0).toBe(count)
    for (const [from, to] of done) {
      expect(from % 4).toBe(0)
      // Four rows at least, since they are worked through together.
      expect((to - from) * products).toBeLessThanOrEqual(Math.max(STEP_PRODUCTS, 4 * products))
    }
  })

  it('a calculation can be left alone between two of its steps', () => {
    let rows = 0
    const steps = inSteps(10_000, 384, (from, to) => {
      rows += to - from
    })
    expect(steps.next()).toEqual({ done: false, value: undefined })
    expect(rows).toBeLessThan(600)
    atOnce(steps)
    expect(rows).toBe(10_000)
  })
})
