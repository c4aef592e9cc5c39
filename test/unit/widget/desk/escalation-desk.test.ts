import { describe, expect, it } from 'vitest'
import { EscalationDesk } from '../../../../widget/desk/escalation-desk.ts'
import type { ReportOutcome } from '../../../../widget/link/link.ts'
import { english } from '../i18n/english.ts'
import { settle } from '../state/fake-server.ts'
import { ANOTHER_CONVERSATION, ManualTimers, SOME_CONVERSATION } from '../state/fixtures.ts'

const staged = (outcome: ReportOutcome | Promise<ReportOutcome> = 'recorded') => {
  const sent: unknown[] = []
  const said: string[] = []
  const asked: unknown[] = []
  const timers = new ManualTimers()
  const desk = new EscalationDesk({
    timers,
    send: async (request) => {
      sent.push(request)
      return outcome
    },
    text: english.text,
    say: (sentence) => said.push(sentence),
    asked: (level, reason) => asked.push([level, reason]),
    changed: () => undefined,
  })
  return { desk, timers, sent, said, asked }
}

/** An answer that comes when the test says so. */
const later = () => {
  let answer: (outcome: ReportOutcome) => void = () => undefined
  const outcome = new Promise<ReportOutcome>((resolve) => {
    answer = resolve
  })
  return { outcome, answer: (given: ReportOutcome) => answer(given) }
}

describe('an escalation by hand', () => {
  it('an escalation by hand leaves out a reason of spaces', async () => {
    const { desk, sent, asked } = staged()
    await desk.send(SOME_CONVERSATION, 'manager', ' \n ')
    expect(sent).toEqual([{ conversationId: SOME_CONVERSATION, level: 'manager' }])
    expect(asked).toEqual([['manager', undefined]])
  })

  it('an escalation by hand that was answered at once stays done', async () => {
    const { desk, timers } = staged()
    await desk.send(SOME_CONVERSATION, 'manager', '')
    timers.pass(2_000)
    expect(desk.formOf(SOME_CONVERSATION)).toEqual({ kind: 'done', level: 'manager' })
  })

  it('an escalation by hand is on its way once, cannot be called back, and says when it takes long', async () => {
    const { outcome, answer } = later()
    const { desk, timers, sent } = staged(outcome)
    const first = desk.send(SOME_CONVERSATION, 'manager', 'x')
    const second = desk.send(SOME_CONVERSATION, 'supervisor', 'y')
    desk.close(SOME_CONVERSATION)
    expect(desk.formOf(SOME_CONVERSATION)).toMatchObject({ kind: 'sending', isSlow: false })
    timers.pass(2_000)
    expect(desk.formOf(SOME_CONVERSATION)).toMatchObject({ kind: 'sending', isSlow: true })
    answer('recorded')
    await Promise.all([first, second])
    expect(sent).toHaveLength(1)
    expect(desk.formOf(SOME_CONVERSATION)).toEqual({ kind: 'done', level: 'manager' })
    expect(timers.waiting).toEqual([])
  })

  it('an escalation by hand that was only begun is discarded when the agent goes elsewhere', () => {
    const { desk } = staged()
    desk.open(SOME_CONVERSATION)
    desk.leave()
    expect(desk.formOf(SOME_CONVERSATION)).toEqual({ kind: 'closed' })
  })

  it('an escalation by hand that fails behind the agent’s back waits for their return with what was asked', async () => {
    const { outcome, answer } = later()
    const { desk, said } = staged(outcome)
    const sending = desk.send(SOME_CONVERSATION, 'manager', 'asks for my boss')
    desk.leave()
    desk.open(ANOTHER_CONVERSATION)
    answer({ refused: 'no_answer' })
    await sending
    expect(desk.formOf(ANOTHER_CONVERSATION)).toEqual({ kind: 'open' })
    expect(desk.formOf(SOME_CONVERSATION)).toMatchObject({
      kind: 'failed',
      level: 'manager',
      reason: 'asks for my boss',
    })
    expect(said).toEqual([
      'In the conversation you left: Not escalated. The server did not answer. It may have been escalated all the same.',
    ])
  })

  it.each([
    [{ refused: 'forbidden' } as const, 'This conversation is not yours.'],
    [{ refused: 'unavailable', message: 'the key was refused (401)' } as const, 'the key was refused (401)'],
    [{ refused: 'unavailable' } as const, 'The server did not answer. It may have been escalated all the same.'],
  ])(
    'an escalation by hand that is refused with %j says why, and is closed when the agent gives up',
    async (outcome, message) => {
      const { desk, said } = staged(outcome)
      await desk.send(SOME_CONVERSATION, 'supervisor', '')
      await settle()
      expect(desk.formOf(SOME_CONVERSATION)).toMatchObject({ kind: 'failed', refusal: outcome })
      expect(said).toEqual([`Not escalated. ${message}`])
      desk.close(SOME_CONVERSATION)
      expect(desk.formOf(SOME_CONVERSATION)).toEqual({ kind: 'closed' })
    },
  )

  it('an escalation by hand that failed is kept of the last conversations only', async () => {
    const { desk } = staged({ refused: 'no_answer' })
    for (let n = 0; n < 150; n += 1) await desk.send(`conv_${n}`, 'supervisor', '')
    expect(['conv_49', 'conv_50', 'conv_149'].map((id) => desk.formOf(id).kind)).toEqual(['closed', 'failed', 'failed'])
  })
})
