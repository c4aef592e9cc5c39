import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Sequence } from '../../../../widget/link/sequence.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION, SOME_EPOCH, said } from '../state/fixtures.ts'

const sequenceAfter = (seq: number): Sequence => new Sequence(SOME_CONVERSATION, SOME_EPOCH, seq)

describe('a sequence', () => {
  it('a sequence holds back what comes after a gap until the gap is filled', () => {
    const sequence = sequenceAfter(4)
    expect(sequence.accept(said(6))).toEqual([])
    expect(sequence.hasGap).toBe(true)
    expect(sequence.accept(said(5)).map(({ seq }) => seq)).toEqual([5, 6])
    expect(sequence.hasGap).toBe(false)
  })

  it('a sequence ignores what it has and what is not its own', () => {
    const sequence = sequenceAfter(4)
    expect(sequence.accept(said(4))).toEqual([])
    expect(sequence.accept(said(5, ANOTHER_CONVERSATION))).toEqual([])
    expect(sequence.seq).toBe(4)
  })

  it('a sequence finds its way out of a gap longer than it remembers', () => {
    const sequence = sequenceAfter(0)
    for (let seq = 2; seq <= 2_000; seq += 1) sequence.accept(said(seq))
    expect(sequence.accept(said(1)).length).toBeGreaterThan(400)
  })

  it('a sequence gives every event once and in order, in whatever order and however often they come', () => {
    const arrivals = fc
      .shuffledSubarray(Array.from({ length: 40 }, (_, index) => index + 1))
      .chain((some) =>
        fc.array(fc.constantFrom(...some, ...Array.from({ length: 40 }, (_, index) => index + 1)), { maxLength: 200 }),
      )
    fc.assert(
      fc.property(arrivals, (seqs) => {
        const sequence = sequenceAfter(0)
        const given = seqs.flatMap((seq) => sequence.accept(said(seq))).map(({ seq }) => seq)
        const arrived = new Set(seqs)
        let contiguous = 0
        while (arrived.has(contiguous + 1)) contiguous += 1
        expect(given).toEqual(Array.from({ length: contiguous }, (_, index) => index + 1))
      }),
    )
  })
})
