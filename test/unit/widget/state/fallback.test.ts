import { describe, expect, it } from 'vitest'
import type { FallbackData } from '../../../../shared/wire/assist.ts'
import { intentInSentence } from '../../../../widget/i18n/intent-names.ts'
import { nothingDisplayed } from '../../../../widget/state/displayed.ts'
import {
  type Choice,
  displayFallback,
  type FallbackNews,
  openFallback,
  verdictOf,
} from '../../../../widget/state/fallback.ts'
import { SOME_CONVERSATION, snapshotOf } from './fixtures.ts'

const news = (seq: number, more: Partial<FallbackData> = {}): FallbackNews => ({
  seq,
  at: new Date(seq).toISOString(),
  data: {
    utteranceId: 'u',
    text: 'hm',
    candidates: [{ intent: 'a', score: 0.7, semantic: 0.7, historical: 0.7 }],
    escalated: false,
    ...more,
  },
})
const choice = (actual: string | null, state: Choice['state'] = 'recorded', asOf = 5): Choice => ({
  report: actual === null ? null : { conversationId: SOME_CONVERSATION, actual },
  state,
  asOf,
})

describe('what was meant', () => {
  const intent = (seq: number, accepted: boolean) => ({
    seq,
    at: new Date(seq).toISOString(),
    data: { name: 'x', score: 0.9, threshold: 0.5, accepted },
  })
  it.each([
    ['nothing was understood', null, 3],
    ['something was understood before', intent(2, true), 3],
    ['something was heard since and not understood', intent(4, false), 3],
    ['something was understood since', intent(4, true), undefined],
  ])('a message asks what was meant, or no longer, where %s', (_, understood, expected) => {
    const snapshot = snapshotOf([], { fallback: news(3), intent: understood })
    expect(openFallback(snapshot)?.seq).toBe(expected)
  })
})

describe('misunderstood messages on screen', () => {
  const shown = displayFallback(nothingDisplayed, SOME_CONVERSATION, news(1), false)

  it('what is on screen of misunderstood messages is replaced in place by what became of the same message, however busy the agent is', () => {
    const after = displayFallback(shown, SOME_CONVERSATION, news(2, { confirmed: 'a' }), true)
    expect(after.shown?.data.confirmed).toBe('a')
  })

  it.each([
    ['another message', news(2, { utteranceId: 'v' })],
    ['other guesses for it', news(2, { candidates: [] })],
    ['nothing', null],
  ])('what is on screen of misunderstood messages waits to be replaced by %s', (_, newest) => {
    expect(displayFallback(shown, SOME_CONVERSATION, newest, true).shown?.seq).toBe(1)
    expect(displayFallback(shown, SOME_CONVERSATION, newest, false).shown).toBe(newest)
    expect(displayFallback(shown, 'another', newest, true).shown).toBe(newest)
  })
})

describe('how a message stands', () => {
  it.each([
    ['nobody chose', undefined, undefined, { kind: 'open' }],
    ['none of the guesses fits', undefined, choice(null), { kind: 'none' }],
    ['it is on its way', undefined, choice('a', 'sending'), { kind: 'sending', actual: 'a', isSlow: false }],
    ['that takes long', undefined, choice('a', 'slow'), { kind: 'sending', actual: 'a', isSlow: true }],
    ['it is recorded', undefined, choice('a'), { kind: 'noted', actual: 'a', isOwn: true }],
    ['it is not', undefined, choice('a', 'forbidden'), { kind: 'failed', actual: 'a', why: 'forbidden' }],
    ['someone else chose', 'b', undefined, { kind: 'noted', actual: 'b', isOwn: false }],
    ['someone else chose later', 'b', choice('a', 'recorded', 2), { kind: 'noted', actual: 'b', isOwn: false }],
    ['someone else chose although none fits', 'b', choice(null, 'recorded', 2), { kind: 'noted', isOwn: false }],
    ['the server tells it again', 'a', choice('a', 'recorded', 2), { kind: 'noted', actual: 'a', isOwn: true }],
    ['someone else chose earlier', 'b', choice('a'), { kind: 'noted', actual: 'a', isOwn: true }],
    ['it is not recorded, but another is', 'b', choice('a', 'no_answer', 2), { kind: 'failed', actual: 'a' }],
  ] as const)('a message is shown as it stands where %s', (_, confirmed, chosen, expected) => {
    const told = confirmed === undefined ? news(5) : news(5, { confirmed })
    expect(verdictOf(told, chosen)).toMatchObject(expected)
  })
})

describe('intents in sentences', () => {
  it.each([
    ['billing_inquiry', 'billing inquiry'],
    ['FAQ', 'FAQ'],
    ['', ''],
  ])('%j in the middle of a sentence is %j', (name, expected) => {
    expect(intentInSentence(name)).toBe(expected)
  })
})
