/** Suggestions that say the same are one. */
import { describe, expect, it } from 'vitest'
import { distinctAnswers } from '../../../../shared/domain/policy/same-answer.ts'

const distinct = (...texts: readonly string[]) =>
  distinctAnswers(texts.map((text, n) => ({ text, confidence: 0.8 + n / 100 }))).length

describe('equal suggestions', () => {
  it.each([
    ['Your refund is on its way.', 'Your refund is on its way.'],
    ['Your refund is on its way.', 'your refund is on its way'],
    ['Your refund  is on\nits way.', ' Your refund is on its way. '],
    ['Sorry – I’ll look into it!', "sorry, I'll look into it."],
    ['“Ready”', '"ready"'],
    ['Ｒｅａｄｙ！', 'ready'],
    ['Straße 5', 'straße 5.'],
    ['Готово!', 'готово'],
    ['ready\u200b', 'Ready'],
  ])('suggestions count as one that differ in case, spacing and punctuation: %j, %j', (one, other) => {
    expect(distinct(one, other)).toBe(1)
  })
})

describe('different suggestions', () => {
  it.each([
    ['It costs 1.50', 'It costs 150'],
    ['You get 5 %', 'You get 5'],
    ['It is $5', 'It is €5'],
    ['You can cancel', 'You can not cancel'],
    ['👍', '👎'],
    ['...', '!!!'],
    ['कि', 'की'],
    ['résumé', 'resume'],
  ])('suggestions stay two that say another thing: %j, %j', (one, other) => {
    expect(distinct(one, other)).toBe(2)
  })
})

it('the surest of equal suggestions is kept, with all that is its own, in the place of the first', () => {
  const kept = distinctAnswers([
    { text: 'Ready', confidence: 0.8, source: 'a' },
    { text: 'Soon', confidence: 0.9, source: 'b' },
    { text: 'ready!', confidence: 0.95, source: 'c' },
    { text: 'READY', confidence: 0.95, source: 'd' },
  ])
  expect(kept.map(({ source }) => source)).toEqual(['c', 'b'])
})
