import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideCatchUp } from '../../../../shared/domain/conversation/catch-up.ts'

const SOME_EPOCH = 'epoch-1'
const facts = { seq: 10, oldestReplayable: 4, epoch: SOME_EPOCH }

describe('what a joiner is sent', () => {
  it('what a joining widget is sent is a snapshot for one that says nothing', () => {
    expect(decideCatchUp(facts)).toEqual({ kind: 'snapshot' })
  })

  it.each([3, 4, 9, 10])(
    'what a joining widget is sent is a replay for one that has everything up to %d',
    (afterSeq) => {
      expect(decideCatchUp({ ...facts, afterSeq })).toEqual({ kind: 'replay', afterSeq })
    },
  )

  it.each([0, 1, 2])(
    'what a joining widget is sent is a snapshot for one that stopped at %d, since what follows is gone',
    (afterSeq) => {
      expect(decideCatchUp({ ...facts, afterSeq }).kind).toBe('snapshot')
    },
  )

  it('what a joining widget is sent is a snapshot for one from the future', () => {
    expect(decideCatchUp({ ...facts, afterSeq: 11 }).kind).toBe('snapshot')
  })

  it('what a joining widget is sent is a snapshot for one whose numbers belong to another history', () => {
    expect(decideCatchUp({ ...facts, afterSeq: 9, afterEpoch: 'epoch-0' }).kind).toBe('snapshot')
    expect(decideCatchUp({ ...facts, afterSeq: 9, afterEpoch: SOME_EPOCH }).kind).toBe('replay')
  })

  it('what a joining widget is sent is an empty replay in a conversation without events', () => {
    const empty = { seq: 0, oldestReplayable: 1, epoch: SOME_EPOCH, afterSeq: 0 }
    expect(decideCatchUp(empty)).toEqual({ kind: 'replay', afterSeq: 0 })
  })

  it('what a joining widget is sent never leaves a hole: whatever is replayed starts right behind what the widget has', () => {
    const join = fc.record({ seq: fc.nat(300), kept: fc.nat(200), afterSeq: fc.nat(400) })
    fc.assert(
      fc.property(join, ({ seq, kept, afterSeq }) => {
        const oldestReplayable = Math.max(1, seq - kept + 1)
        const catchUp = decideCatchUp({ seq, oldestReplayable, epoch: SOME_EPOCH, afterSeq })
        if (catchUp.kind === 'snapshot') return
        expect(catchUp.afterSeq).toBe(afterSeq)
        expect(afterSeq).toBeLessThanOrEqual(seq)
        expect(afterSeq + 1).toBeGreaterThanOrEqual(oldestReplayable)
      }),
    )
  })
})
