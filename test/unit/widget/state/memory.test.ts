import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forget, type Memory, MOST_REMEMBERED, recall, remember } from '../../../../widget/state/memory.ts'
import { SOME_EPOCH, snapshotOf } from './fixtures.ts'

const knownOf = (conversationId: string, seq = 1) => ({
  epoch: SOME_EPOCH,
  snapshot: { ...snapshotOf([]), conversationId, seq },
  awaited: null,
  earlier: [],
})
const play = (...visits: readonly (readonly [asked: string, conversationId: string])[]): Memory =>
  visits.reduce<Memory>((memory, [asked, id], index) => remember(memory, asked, knownOf(id), index), [])
const led = (memory: Memory, id: string): string | undefined => recall(memory, id)?.known.snapshot.conversationId

describe('memory of conversations', () => {
  it('what is remembered of conversations is found by each id that led to it, and by no other', () => {
    const memory = play(['sess_1', 'conv_1'], ['int_1', 'conv_1'], ['conv_2', 'conv_2'])
    expect(['conv_1', 'sess_1', 'int_1', 'conv_2', 'sess_2'].map((id) => led(memory, id))).toEqual([
      'conv_1',
      'conv_1',
      'conv_1',
      'conv_2',
      undefined,
    ])
  })

  it('what is remembered of conversations is the newest, once', () => {
    const memory = remember(play(['a', 'a'], ['b', 'b']), 'a', knownOf('a', 7), 99)
    expect(memory).toHaveLength(2)
    expect(recall(memory, 'a')).toMatchObject({ asOf: 99, known: { snapshot: { seq: 7 } } })
  })

  it('what is remembered of conversations is not found by an id that leads elsewhere now', () => {
    const memory = play(['sess_1', 'conv_1'], ['sess_1', 'conv_2'])
    expect([led(memory, 'sess_1'), led(memory, 'conv_1')]).toEqual(['conv_2', 'conv_1'])
  })

  it('what is remembered of conversations is gone once its own id leads elsewhere', () => {
    const memory = play(['sess_1', 'conv_1'], ['conv_1', 'conv_2'])
    expect([led(memory, 'sess_1'), led(memory, 'conv_1')]).toEqual([undefined, 'conv_2'])
  })

  it('what is remembered of conversations is gone by every id once it is forgotten by one', () => {
    const memory = forget(play(['sess_1', 'conv_1'], ['conv_2', 'conv_2']), 'sess_1')
    expect([led(memory, 'conv_1'), led(memory, 'conv_2')]).toEqual([undefined, 'conv_2'])
  })

  it('what is remembered of conversations is that of the conversations left last', () => {
    const ids = Array.from({ length: MOST_REMEMBERED + 1 }, (_, n) => `conv_${n}`)
    const all = play(...ids.map((id) => [id, id] as const))
    expect(all).toHaveLength(MOST_REMEMBERED)
    expect([led(all, 'conv_0'), led(all, 'conv_1')]).toEqual([undefined, 'conv_1'])
    const again = remember(remember(all, 'conv_1', knownOf('conv_1'), 0), 'new', knownOf('new'), 0)
    expect([led(again, 'conv_1'), led(again, 'conv_2')]).toEqual(['conv_1', undefined])
  })

  it('what is remembered of conversations never leads one id to two conversations, whatever ids lead where', () => {
    const id = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz')
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 80 }), (visits) => {
        const memory = play(...visits)
        const ids = memory.flatMap((each) => each.ids)
        expect(new Set(ids).size).toBe(ids.length)
        expect(memory.length).toBeLessThanOrEqual(MOST_REMEMBERED)
        for (const each of memory) expect(each.ids).toContain(each.known.snapshot.conversationId)
        const last = visits.at(-1)
        if (last) expect(led(memory, last[0])).toBe(last[1])
      }),
    )
  })
})
