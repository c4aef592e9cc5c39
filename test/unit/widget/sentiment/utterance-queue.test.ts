import { describe, expect, it } from 'vitest'
import { UtteranceQueue } from '../../../../widget/sentiment/utterance-queue.ts'

const entry = (conversationId: string, utteranceId: string) => ({ conversationId, utteranceId })
const takenFrom = (queue: UtteranceQueue<ReturnType<typeof entry>>): string[] =>
  Array.from({ length: queue.size }, () => queue.take()?.utteranceId ?? '')

describe('what waits to be scored', () => {
  it('what waits to be scored is taken newest first', () => {
    const queue = new UtteranceQueue<ReturnType<typeof entry>>()
    for (const id of ['u1', 'u2', 'u3']) queue.add(entry('a', id))
    expect(takenFrom(queue)).toEqual(['u3', 'u2', 'u1'])
    expect(queue.take()).toBeUndefined()
  })

  it('what waits to be scored comes from each conversation in turn, so that a busy one starves none', () => {
    const queue = new UtteranceQueue<ReturnType<typeof entry>>()
    for (const id of ['a1', 'a2', 'a3']) queue.add(entry('a', id))
    queue.add(entry('b', 'b1'))
    expect(takenFrom(queue)).toEqual(['a3', 'b1', 'a2', 'a1'])
  })

  it('what waits to be scored is bounded: the oldest of all conversations goes', () => {
    const queue = new UtteranceQueue<ReturnType<typeof entry>>(2)
    expect(queue.add(entry('a', 'a1'))).toBeUndefined()
    expect(queue.add(entry('b', 'b1'))).toBeUndefined()
    expect(queue.add(entry('b', 'b2'))).toMatchObject({ utteranceId: 'a1' })
    expect(takenFrom(queue)).toEqual(['b2', 'b1'])
  })

  it('what waits to be scored can be taken out by whom it is for, oldest first', () => {
    const queue = new UtteranceQueue<ReturnType<typeof entry>>()
    for (const id of ['u1', 'u2', 'u3']) queue.add(entry('a', id))
    expect(queue.drain(({ utteranceId }) => utteranceId !== 'u2').map((each) => each.utteranceId)).toEqual(['u1', 'u3'])
    expect(takenFrom(queue)).toEqual(['u2'])
  })
})
