/**
 * The first `top` of the numbers 0 to `count` - 1 that `isCandidate` admits, in the order of `compare`, without sorting
 * the rest: a list of ten thousand intents is asked for its best three.
 */
export const best = (
  count: number,
  top: number,
  isCandidate: (index: number) => boolean,
  compare: (a: number, b: number) => number,
): number[] => {
  const chosen: number[] = []
  for (let index = 0; index < count; index += 1) {
    if (!isCandidate(index)) continue
    const last = chosen[chosen.length - 1]
    if (chosen.length === top && last !== undefined && compare(last, index) <= 0) continue
    let place = chosen.length
    while (place > 0 && compare(chosen[place - 1] ?? 0, index) > 0) place -= 1
    chosen.splice(place, 0, index)
    if (chosen.length > top) chosen.pop()
  }
  return chosen
}
