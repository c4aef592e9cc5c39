import { describe, expect, it } from 'vitest'
import { nearDuplicates } from '../../../../shared/domain/knowledge/near-duplicates.ts'

describe('near-duplicates', () => {
  it('near-duplicates are known by the most frequent of them, and numbers make no difference', () => {
    const groups = nearDuplicates([
      { text: 'your order 4711 will arrive on monday in the morning', count: 2 },
      { text: 'your order 9 will arrive on monday in the morning', count: 5 },
      { text: 'your order 4711 was lost', count: 9 },
    ])
    expect(Object.fromEntries(groups)).toEqual({
      'your order 4711 will arrive on monday in the morning': 'your order 9 will arrive on monday in the morning',
      'your order 9 will arrive on monday in the morning': 'your order 9 will arrive on monday in the morning',
      'your order 4711 was lost': 'your order 4711 was lost',
    })
  })
})
