import { describe, expect, it } from 'vitest'
import { ANSWER_WITHIN_MS, asInsertOutcome, asRefused, inTime } from '../../../../widget/composer/answered.ts'
import { ManualTimers } from '../state/fixtures.ts'

const never = new Promise<never>(() => undefined)
const noAsk = () => undefined

describe('an answer', () => {
  it('an answer is waited for two seconds', async () => {
    const timers = new ManualTimers()
    const answer = inTime(never, timers)
    timers.pass(ANSWER_WITHIN_MS - 1)
    expect(await Promise.race([answer, Promise.resolve('waiting')])).toBe('waiting')
    timers.pass(1)
    expect(await answer).toEqual({ outcome: 'refused', reason: 'no_answer' })
  })

  it('an answer that fails is a refusal', async () => {
    expect(await inTime(Promise.reject(new Error('no')), new ManualTimers())).toEqual({
      outcome: 'refused',
      reason: 'refused',
    })
  })

  it.each([
    ['true', true],
    ['nothing', undefined],
    ['that it is inserted', { outcome: 'inserted' } as const],
  ])('an answer of %s is a yes, with nothing to take back', (_what, answer) => {
    expect(asInsertOutcome(answer, noAsk, new ManualTimers())).toEqual({ outcome: 'inserted' })
  })

  it('an answer of false is a no', () => {
    expect(asInsertOutcome(false, noAsk, new ManualTimers())).toEqual({ outcome: 'refused', reason: 'refused' })
  })

  it.each([
    ['a reason', { reason: ' The chat has ended. ' }, 'The chat has ended.'],
    ['no reason', {}, 'refused'],
    ['a reason of spaces', { reason: '  ' }, 'refused'],
    ['an endless reason', { reason: 'x'.repeat(1000) }, 'x'.repeat(300)],
  ])('an answer with %s says why', (_what, answer, reason) => {
    expect(asRefused(answer)).toEqual({ outcome: 'refused', reason })
  })

  it('an answer with an undo is taken back by it, and what that answers counts', async () => {
    const answers = [undefined, true, { outcome: 'undone' } as const, false, Promise.reject(new Error('no'))]
    const said = []
    for (const answer of answers) {
      const outcome = asInsertOutcome({ outcome: 'inserted', undo: () => answer }, noAsk, new ManualTimers())
      said.push(outcome.outcome === 'inserted' ? (await outcome.undo?.())?.outcome : 'no undo')
    }
    expect(said).toEqual(['undone', 'undone', 'undone', 'refused', 'refused'])
  })

  it('an answer that promises to listen is taken back by asking', async () => {
    const outcome = asInsertOutcome(
      { outcome: 'inserted', undo: true },
      () => ({ outcome: 'refused', reason: 'Sent already' }),
      new ManualTimers(),
    )
    expect(outcome.outcome === 'inserted' ? await outcome.undo?.() : undefined).toEqual({
      outcome: 'refused',
      reason: 'Sent already',
    })
  })
})
