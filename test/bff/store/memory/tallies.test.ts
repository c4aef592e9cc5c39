/** Counts that are many. */
import { describe, expect, it } from 'vitest'
import { createMemoryTallies } from '../../../../bff/store/memory/tallies.ts'
import { talliesWithinBounds } from '../../../conformance/tallies.ts'

describe('tallies in memory', () => {
  it('tallies in memory forget what was counted longest ago, however often it was read', async () => {
    expect(await talliesWithinBounds(createMemoryTallies(3))).toEqual([0, 2, 1, 1])
  })
})
