import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../../../widget/composer/difference.ts'

describe('two texts compared', () => {
  it.each([
    ['', '', 0, 0, 0],
    ['abc', 'abc', 3, 3, 3],
    ['ac', 'abc', 1, 1, 2],
    ['abc', 'ac', 1, 2, 1],
    ['aa', 'aaa', 2, 2, 3],
    ['old', 'new', 0, 3, 3],
    ['abc', '', 0, 3, 0],
  ])(
    'the difference of two texts between "%s" and "%s" is from %i to %i and %i',
    (before, after, start, endBefore, endAfter) => {
      expect(differenceOf(before, after)).toEqual({ start, endBefore, endAfter })
    },
  )

  it('the difference of two texts makes the one of the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n') })
    fc.assert(
      fc.property(text, text, (before, after) => {
        const { start, endBefore, endAfter } = differenceOf(before, after)
        expect(before.slice(0, start) + after.slice(start, endAfter) + before.slice(endBefore)).toBe(after)
      }),
    )
  })
})
