import { describe, expect, it } from 'vitest'
import { readReport } from '../../../../widget/link/answers.ts'

describe('what became of a report', () => {
  it.each([
    [{ ok: true }, 'recorded'],
    [
      { ok: false, error: { code: 'too_many_rooms', message: 'no' } },
      { refused: 'too_many_rooms', message: 'no' },
    ],
    [{ ok: false }, { refused: 'bad_answer' }],
    [undefined, { refused: 'bad_answer' }],
  ])('answered %j', async (answer, outcome) => {
    expect(await readReport(async () => answer)).toEqual(outcome)
  })

  it('is not known without an answer', async () => {
    expect(await readReport(() => Promise.reject(new Error('operation has timed out')))).toEqual({
      refused: 'no_answer',
    })
  })
})
