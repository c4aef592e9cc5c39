import { describe, expect, it } from 'vitest'
import type { HandoverData } from '../../../../shared/wire/assist.ts'
import { handoverText } from '../../../../widget/parts/handover/handover-text.ts'
import { nothingDisplayed } from '../../../../widget/state/displayed.ts'
import {
  displayHandover,
  factsOf,
  type HandoverNews,
  isFolded,
  isSameHandover,
  withFold,
} from '../../../../widget/state/handover.ts'
import { english } from '../i18n/english.ts'
import { ANOTHER_CONVERSATION, SOME_CONVERSATION } from './fixtures.ts'

const news = (seq: number, data: Partial<HandoverData> = {}): HandoverNews => ({
  seq,
  at: new Date(Date.UTC(2026, 0, 31, 9, 26, seq)).toISOString(),
  data: { collected: {}, warnings: [], ...data },
})

describe('what is known of a handover', () => {
  it.each(['', '  \n', 'undefined', 'null', ' [object Object] ', '{}'])(
    'what is known of a handover is not %j',
    (nothing) => {
      const facts = factsOf(
        news(1, { customerName: nothing, summary: nothing, collected: { a: nothing, b: 'c' } }).data,
      )
      expect(facts).toMatchObject({ customerName: '', summary: '', collected: [['b', 'c']] })
    },
  )

  it('what is known of a handover is also a customer whose name is Null', () => {
    expect(factsOf(news(1, { customerName: 'Null' }).data).customerName).toBe('Null')
  })
})

describe('handovers on screen', () => {
  const opened = displayHandover(nothingDisplayed, SOME_CONVERSATION, null, false)

  it('what is on screen of handovers is at once what a conversation holds when it is opened, however busy the agent is', () => {
    expect(displayHandover(nothingDisplayed, SOME_CONVERSATION, news(1), true).shown).toEqual(news(1))
    expect(displayHandover(opened, ANOTHER_CONVERSATION, news(1), true).shown).toEqual(news(1))
  })

  it('what is on screen of handovers waits, the first one too, while the agent is at the panel, and is counted once', () => {
    const first = displayHandover(opened, SOME_CONVERSATION, news(1), true)
    expect(first).toMatchObject({ shown: null, waiting: news(1), waitingCount: 1 })
    expect(displayHandover(first, SOME_CONVERSATION, news(1), true)).toBe(first)
    expect(displayHandover(first, SOME_CONVERSATION, news(2), true).waitingCount).toBe(2)
    expect(displayHandover(first, SOME_CONVERSATION, news(2), false)).toMatchObject({ shown: news(2), waiting: null })
  })
})

describe('a folded handover', () => {
  const folds = withFold(new Map(), SOME_CONVERSATION, news(1), true)

  it('a folded handover is folded in its conversation until it is opened', () => {
    expect(isFolded(folds, SOME_CONVERSATION, news(1))).toBe(true)
    expect(isFolded(folds, ANOTHER_CONVERSATION, news(1))).toBe(false)
    expect(isFolded(withFold(folds, SOME_CONVERSATION, news(1), false), SOME_CONVERSATION, news(1))).toBe(false)
  })

  it('a folded handover is not the next one, also where that says the same', () => {
    expect(isFolded(folds, SOME_CONVERSATION, news(2))).toBe(false)
    expect(isSameHandover(news(1), news(2))).toBe(false)
  })

  it('a folded handover is forgotten after very many others', () => {
    const many = Array.from({ length: 200 }, (_, index) => `conv_${index}`)
    const after = many.reduce((kept, id) => withFold(kept, id, news(1), true), folds)
    expect(after.size).toBe(200)
    expect(isFolded(after, SOME_CONVERSATION, news(1))).toBe(false)
  })
})

describe('a handover that is copied', () => {
  it('a handover that is copied is all of it in lines', () => {
    const warning = {
      path: 'queue',
      code: 'no_agent',
      message: 'Nobody is free',
      fix: 'Wait',
      severity: 'warning' as const,
    }
    const whole = news(0, {
      intent: 'billing_inquiry',
      customerName: 'John Doe',
      summary: 'Charged twice',
      reason: 'Asked for a person',
      queue: 'Billing',
      collected: { account_number: '4711', '': 'x', empty: '' },
      warnings: [warning, { ...warning, fix: '' }],
    })
    expect(handoverText(whole, english).split('\n').slice(1)).toEqual([
      'Customer: John Doe',
      'Wants: Billing inquiry',
      'Reason: Asked for a person',
      'Summary: Charged twice',
      'Queue: Billing',
      '',
      'Collected by the bot',
      'Account number: 4711',
      'Other: x',
      '',
      'To be checked',
      'Warning (no_agent): Nobody is free',
      'Fix: Wait',
      'Warning (no_agent): Nobody is free',
    ])
  })

  it('a handover that is copied has no line for what is not known', () => {
    const lines = handoverText(news(0, { customerName: 'John Doe' }), english).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^Handed over by the bot, 31 Jan 2026/)
  })
})
