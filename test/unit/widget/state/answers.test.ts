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
  ])('a report answered with %j becomes what the answer says', async (answer, outcome) => {
    expect(await readReport(async () => answer)).toEqual(outcome)
  })

  it('what became of a report is not known without an answer', async () => {
    expect(await readReport(() => Promise.reject(new Error('operation has timed out')))).toEqual({
      refused: 'no_answer',
    })
  })
})
