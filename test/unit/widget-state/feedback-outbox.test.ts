import { describe, expect, it } from 'vitest'
import type { SuggestionFeedback } from '../../../shared/wire/socket-reports.ts'
import { FeedbackOutbox, type FeedbackTrouble } from '../../../widget/feedback-outbox.ts'
import type { ReportOutcome } from '../../../widget/link/link.ts'
import { SOME_CONVERSATION } from './fixtures.ts'

const report = (suggestionId: string): SuggestionFeedback => ({
  conversationId: SOME_CONVERSATION,
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
    () => this.told.push(this.outbox.trouble),
  )
}
const open = () => new Box()

describe('reports on suggestions', () => {
  it('are sent once where they are recorded', async () => {
    const { outbox, sent, told } = open()
    await outbox.add(report('a'))
    await outbox.retry()
    expect(sent).toEqual(['a'])
    expect(told).toEqual([])
  })

  it.each(['no_answer', 'bad_answer', 'unavailable', 'too_many_rooms', 'rate_limited'] as const)(
    'wait for the next connection after %s',
    async (refused) => {
      const box = open()
      box.outcome = { refused }
      await box.outbox.add(report('a'))
      expect(box.outbox.trouble).toBe('waiting')
      box.outcome = 'recorded'
      await box.outbox.retry()
      expect(box.sent).toEqual(['a', 'a'])
      expect(box.told).toEqual(['waiting', null])
    },
  )

  it.each(['invalid', 'forbidden'] as const)('are lost at once when %s', async (refused) => {
    const box = open()
    box.outcome = { refused }
    await box.outbox.add(report('a'))
    await box.outbox.retry()
    expect(box.sent).toEqual(['a'])
    expect(box.outbox.trouble).toBe('lost')
  })

  it('are lost after the second time, until one is recorded again', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    await box.outbox.add(report('a'))
    await box.outbox.retry()
    await box.outbox.retry()
    expect(box.sent).toEqual(['a', 'a'])
    expect(box.outbox.trouble).toBe('lost')
    box.outcome = 'recorded'
    await box.outbox.add(report('b'))
    expect(box.outbox.trouble).toBe(null)
  })

  it('say that some wait although a later one was recorded', async () => {
    const box = open()
    box.outcome = { refused: 'no_answer' }
    await box.outbox.add(report('a'))
    box.outcome = 'recorded'
    await box.outbox.add(report('b'))
    expect(box.outbox.trouble).toBe('waiting')
  })
})
