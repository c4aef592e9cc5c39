import { describe, expect, it } from 'vitest'
import { inPlace, shownOf } from '../../../../widget/state/suggestion-sets.ts'
import { goesOn, newIn, type SuggestionSet, withEarlier } from '../../../../widget/state/suggestions.ts'

const setOf = (seq: number, basedOn: string | null, ids: readonly string[], text = ''): SuggestionSet => ({
  seq,
  at: new Date(seq).toISOString(),
  data: {
    basedOn,
    suggestions: ids.map((id) => ({ id, text: `${id}${text}`, confidence: 0.9, source: 'x', fallback: false })),
    fallback: false,
    cached: false,
    withheld: [],
  },
})
const idsOf = ({ data }: SuggestionSet) => data.suggestions.map(({ id }) => id)

describe('a set that goes on with another', () => {
  const before = setOf(1, 'a', ['k1', 'k2'])

  it.each([
    ['it answers the same and carries some of it', setOf(2, 'a', ['c1', 'k1']), true],
    ['it answers the same with nothing of it', setOf(2, 'a', ['c1']), false],
    ['it answers another message with the same', setOf(2, 'b', ['k1', 'k2']), false],
  ])('a set goes on with the one before it, or not: %s', (_, set, expected) => {
    expect(goesOn(set, before)).toBe(expected)
  })

  it('a set goes on with nothing where there was none', () => {
    expect([goesOn(before, null), newIn(before, null)]).toEqual([false, 2])
  })

  it('a set that goes on keeps what is shown in its place, as it is told now, and puts what is new after it', () => {
    const arranged = inPlace(shownOf(before.data, 3), setOf(2, 'a', ['c1', 'k2', 'c2', 'k1'], ' now'))
    expect(idsOf(arranged)).toEqual(['k1', 'k2', 'c1', 'c2'])
    expect(arranged.data.suggestions[0]?.text).toBe('k1 now')
  })

  it('a set that goes on without something that was shown closes the gap', () => {
    expect(idsOf(inPlace(shownOf(before.data, 3), setOf(2, 'a', ['c1', 'k2'])))).toEqual(['k2', 'c1'])
  })

  it('a set that goes on with another is not kept beside it as an earlier one', () => {
    expect(withEarlier([], before, setOf(2, 'a', ['c1', 'k1']))).toEqual([])
    expect(withEarlier([], before, setOf(2, 'a', ['c1']))).toEqual([before])
  })

  it('a set that goes on has as many new ones as were not in the one before it', () => {
    expect(newIn(setOf(2, 'a', ['c1', 'k1', 'c2']), before)).toBe(2)
  })
})
