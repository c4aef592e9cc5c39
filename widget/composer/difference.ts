/** Where two texts differ: from `start` on, up to `endBefore` in the one and `endAfter` in the other. Pure. */
export interface Difference {
  readonly start: number
  readonly endBefore: number
  readonly endAfter: number
}

export const differenceOf = (before: string, after: string): Difference => {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start += 1
  let same = 0
  while (same < shorter - start && before.at(-1 - same) === after.at(-1 - same)) same += 1
  return { start, endBefore: before.length - same, endAfter: after.length - same }
}
