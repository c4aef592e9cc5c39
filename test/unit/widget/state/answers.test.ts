import { describe, expect, it } from 'vitest'
import { readReply } from '../../../../widget/link/answers.ts'

describe('what became of a request', () => {
  it.each([
    [{ ok: true, more: 'x' }, { answer: { ok: true, more: 'x' } }],
    [
      { ok: false, error: { code: 'too_many_rooms', message: 'no' } },
      { refused: 'too_many_rooms', message: 'no' },
    ],
    [{ ok: false }, { refused: 'bad_answer' }],
    [undefined, { refused: 'bad_answer' }],
  ])('a request answered with %j becomes what the answer says', async (answer, outcome) => {
    expect(await readReply(async () => answer)).toEqual(outcome)
  })

  it('what became of a request is not known without an answer', async () => {
    expect(await readReply(() => Promise.reject(new Error('operation has timed out')))).toEqual({
      refused: 'no_answer',
    })
  })
})
