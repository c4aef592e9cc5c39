/** How what words found stands against what else they found. */
import { describe, expect, it } from 'vitest'
import { candidatesOf, ranked } from '../../../../shared/domain/knowledge/rank.ts'

const CURVES = { unlearnt: [-1.9, 0.5, 3.2, 0] }
const surest = (...found: readonly (readonly [score: number, matched: number])[]): number => {
  const hits = found.map(([score, matched], entry) => ({ entry, score, matched, coverage: 1 }))
  return ranked(candidatesOf(hits, new Map(), String), CURVES, true)[0]?.confidence ?? 0
}

describe('a hit by words', () => {
  it('a hit that stands alone by one word is less sure than one that stands alone by three', () => {
    expect(surest([5, 1])).toBeLessThan(0.5)
    expect(surest([5, 3])).toBeGreaterThan(0.8)
    expect(surest([5, 9])).toBe(surest([5, 3]))
  })

  it('a hit that another one comes close to is less sure than one that stands alone', () => {
    expect(surest([5, 4], [4.5, 4])).toBeLessThan(surest([5, 4]) / 2)
  })
})
