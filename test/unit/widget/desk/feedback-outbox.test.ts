import { describe, expect, it } from 'vitest'
import type { SuggestionFeedback } from '../../../../shared/wire/socket-reports.ts'
import { FeedbackOutbox, type FeedbackTrouble } from '../../../../widget/desk/feedback-outbox.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from '../state/fixtures.ts'

const report = (suggestionId: string, conversationId = SOME_CONVERSATION): SuggestionFeedback => ({
  conversationId,
  suggestionId,
  action: 'helpful',
})

class Box {
  outcome: ReportOutcome = 'recorded'
  readonly sent: string[] = []
  readonly told: FeedbackTrouble[] = []
  readonly outbox: FeedbackOutbox = new FeedbackOutbox(
    async ({ suggestionId }) => {
      this.sent.push(suggestionId)
      return this.outcome
    },
    () => this.told.push(this.trouble()),
  )

  trouble(conversationId = SOME_CONVERSATION): FeedbackTrouble {
    return this.outbox.troubleOf(conversationId)
  }
}
const open = () => new Box()

describe('reports on suggestions', () => {
  it('reports on suggestions are sent once where they are recorded', async () => {
    const { outbox, sent, told } = open()
    await outbox.add(report('a'))
    await outbox.retry()
    expect(sent).toEqual(['a'])
    expect(told).toEqual([])
  })

  it.each(['no_answer', 'bad_answer', 'unavailable', 'too_many_rooms', 'rate_limited'] as const)(
    'reports on suggestions wait for the next connection after %s',
    async (refused) => {
      const box = open()
      box.outcome = { refused }
      await box.outbox.add(report('a'))
      expect(box.trouble()).toBe('waiting')
      box.outcome = 'recorded'
      await box.outbox.retry()
      expect(box.sent).toEqual(['a', 'a'])
      expect(box.told).toEqual(['waiting', null])
    },
  )

  it.each(['invalid', 'forbidden'] as const)('reports on suggestions are lost at once when %s', async (refused) => {
    const box = open()
    box.outcome = { refused }
    await box.outbox.add(report('a'))
    await box.outbox.retry()
    expect(box.sent).toEqual(['a'])
    expect(box.trouble()).toBe('lost')
  })

  it('reports on suggestions are lost after the second time, until one is recorded again', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    await box.outbox.add(report('a'))
    await box.outbox.retry()
    await box.outbox.retry()
    expect(box.sent).toEqual(['a', 'a'])
    expect(box.trouble()).toBe('lost')
    box.outcome = 'recorded'
    await box.outbox.add(report('b'))
    expect(box.trouble()).toBe(null)
  })

  it('reports on suggestions say that some wait although a later one was recorded', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    await box.outbox.add(report('a'))
    box.outcome = 'recorded'
    await box.outbox.add(report('b'))
    expect(box.trouble()).toBe('waiting')
  })

  it('reports on suggestions wait in a number that is worth its memory, the newest', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    for (let n = 0; n < 150; n += 1) await box.outbox.add(report(`r${n}`))
    box.sent.splice(0)
    await box.outbox.retry()
    expect([box.sent.length, box.sent[0]]).toEqual([100, 'r50'])
  })

  it('reports on suggestions trouble their own conversation only', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    await box.outbox.add(report('a'))
    box.outcome = { refused: 'forbidden' }
    await box.outbox.add(report('b', ANOTHER_CONVERSATION))
    expect([box.trouble(), box.trouble(ANOTHER_CONVERSATION)]).toEqual(['waiting', 'lost'])
    box.outcome = 'recorded'
    await box.outbox.retry()
    expect([box.trouble(), box.trouble(ANOTHER_CONVERSATION)]).toEqual([null, 'lost'])
    await box.outbox.add(report('c', ANOTHER_CONVERSATION))
    expect(box.trouble(ANOTHER_CONVERSATION)).toBe(null)
  })

  it('reports on suggestions are lost where one of several was lost the second time', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    for (const id of ['a', 'b', 'c']) await box.outbox.add(report(id))
    const outcomes: ReportOutcome[] = ['recorded', { refused: 'no_answer' }, 'recorded']
    Object.defineProperty(box, 'outcome', { get: () => outcomes.shift() ?? 'recorded' })
    await box.outbox.retry()
    expect(box.trouble()).toBe('lost')
  })
})
