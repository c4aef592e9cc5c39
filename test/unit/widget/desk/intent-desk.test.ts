import { describe, expect, it } from 'vitest'
import type { FallbackData } from '../../../../shared/wire/assist.ts'
import { IntentDesk, SLOW_AFTER_MS } from '../../../../widget/desk/intent-desk.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { questionOf } from '../../../../widget/state/fallback.ts'
import { english } from '../i18n/english.ts'
import { settle } from '../state/fake-server.ts'
import { ManualTimers, SOME_CONVERSATION } from '../state/fixtures.ts'

const message = (utteranceId: string): FallbackData => ({
  utteranceId,
  text: 'hm',
  candidates: [{ intent: 'a', score: 0.7, semantic: 0.7, historical: 0.7 }],
  escalated: false,
})

class Desk {
  outcome: ReportOutcome | Promise<ReportOutcome> = 'recorded'
  seq: number | undefined = 7
  readonly sent: string[] = []
  readonly said: string[] = []
  readonly timers = new ManualTimers()
  changes = 0
  readonly desk = new IntentDesk({
    timers: this.timers,
    send: async ({ utteranceId, actual }) => {
      this.sent.push(`${utteranceId} ${actual}`)
      return this.outcome
    },
    seqOf: () => this.seq,
    text: english.text,
    say: (sentence) => this.said.push(sentence),
    changed: () => {
      this.changes += 1
    },
  })

  async pick(utteranceId: string, actual: string | null): Promise<void> {
    this.desk.pick(SOME_CONVERSATION, message(utteranceId), actual)
    await settle()
  }

  of(utteranceId: string) {
    const { state, asOf } = this.desk.choices.get(questionOf(SOME_CONVERSATION, message(utteranceId))) ?? {}
    return { state, asOf }
  }
}

describe('meant, as the agent says', () => {
  it('what the agent says was meant is recorded as of the event that is known then, and says only what is known', async () => {
    const desk = new Desk()
    const wrote: FallbackData = { ...message('u'), predicted: 'x' }
    const { utteranceId: _, ...anonymous } = wrote
    desk.desk.pick(SOME_CONVERSATION, anonymous, 'a')
    desk.desk.pick(SOME_CONVERSATION, wrote, 'a')
    await settle()
    expect([...desk.desk.choices.values()]).toEqual([
      { report: { conversationId: SOME_CONVERSATION, predicted: 'x', actual: 'a' }, state: 'recorded', asOf: 7 },
      {
        report: { conversationId: SOME_CONVERSATION, utteranceId: 'u', predicted: 'x', actual: 'a' },
        state: 'recorded',
        asOf: 7,
      },
    ])
  })

  it.each(['no_answer', 'bad_answer', 'unavailable', 'too_many_rooms', 'rate_limited', 'unauthorized'] as const)(
    'what the agent says was meant is sent with every new connection after %s, until it is recorded',
    async (refused) => {
      const desk = new Desk()
      desk.outcome = { refused }
      await desk.pick('u', 'a')
      desk.desk.retry()
      await settle()
      expect(desk.of('u').state).toBe(refused)
      desk.outcome = 'recorded'
      desk.desk.retry()
      await settle()
      desk.desk.retry()
      await settle()
      expect(desk.sent).toEqual(['u a', 'u a', 'u a'])
      expect(desk.of('u').state).toBe('recorded')
    },
  )

  it.each(['invalid', 'forbidden'] as const)(
    'what the agent says was meant is not sent again by itself when %s',
    async (refused) => {
      const desk = new Desk()
      desk.outcome = { refused }
      await desk.pick('u', 'a')
      desk.desk.retry()
      expect(desk.sent).toEqual(['u a'])
      expect(desk.said).toHaveLength(1)
    },
  )

  it('what the agent says was meant counts only as chosen last, whatever becomes of the one before', async () => {
    const desk = new Desk()
    let answer: (outcome: ReportOutcome) => void = () => undefined
    desk.outcome = new Promise((resolve) => {
      answer = resolve
    })
    await desk.pick('u', 'a')
    desk.outcome = 'recorded'
    await desk.pick('u', 'b')
    answer({ refused: 'unavailable' })
    desk.timers.pass(SLOW_AFTER_MS)
    await settle()
    expect(desk.of('u').state).toBe('recorded')
    expect(desk.said).toEqual(['Noted: the customer meant b'])
  })

  it('what the agent says was meant is not sent twice at a time', async () => {
    const desk = new Desk()
    desk.outcome = new Promise(() => undefined)
    await desk.pick('u', 'a')
    desk.desk.retry()
    desk.timers.pass(SLOW_AFTER_MS)
    expect(desk.of('u').state).toBe('slow')
    desk.desk.retry()
    expect(desk.sent).toEqual(['u a'])
  })

  it('an agent who says that none of the guesses fits withdraws what was not recorded', async () => {
    const desk = new Desk()
    desk.outcome = { refused: 'no_answer' }
    await desk.pick('u', 'a')
    await desk.pick('u', null)
    desk.desk.retry()
    expect(desk.sent).toEqual(['u a'])
    desk.desk.pick(SOME_CONVERSATION, message('u'), undefined)
    expect(desk.of('u').state).toBeUndefined()
  })

  it('what the agent says was meant is told of as elsewhere where the agent went on to another conversation', async () => {
    const desk = new Desk()
    desk.seq = undefined
    await desk.pick('u', 'a')
    expect(desk.of('u')).toEqual({ state: 'recorded', asOf: 0 })
    expect(desk.said).toEqual(['In the conversation you left: Noted: the customer meant a'])
  })

  it('what agents say was meant is forgotten, the oldest first', async () => {
    const desk = new Desk()
    for (let n = 0; n < 101; n += 1) await desk.pick(`u${n}`, 'a')
    expect(desk.desk.choices.size).toBe(100)
    expect(desk.of('u0').state).toBeUndefined()
    expect(desk.of('u100').state).toBe('recorded')
  })
})
