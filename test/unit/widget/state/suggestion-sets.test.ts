import { describe, expect, it } from 'vitest'
import { groupsOf, isAnswered, shownOf } from '../../../../widget/state/suggestion-sets.ts'
import type { SuggestionSet } from '../../../../widget/state/suggestions.ts'

const at = (second: number): string => new Date(Date.UTC(2026, 0, 31, 9, 30, second)).toISOString()
const entry = (seq: number, speaker: 'customer' | 'agent' | 'bot', second = seq) => ({
  seq,
  at: at(second),
  data: { utteranceId: `utt_${seq}`, speaker, text: `message ${seq}` },
})
const setOf = (seq: number, texts: readonly string[] = ['s'], second = seq): SuggestionSet => ({
  seq,
  at: at(second),
  data: {
    basedOn: 'utt_1',
    suggestions: texts.map((text, index) => ({
      id: `${seq}-${index}`,
      text,
      confidence: 0.9,
      source: '',
      fallback: false,
    })),
    fallback: false,
    cached: false,
    withheld: [],
  },
})

describe('answered suggestions', () => {
  it.each([
    ['not while nobody wrote since', [entry(1, 'customer')], false],
    ['once the agent wrote after they came', [entry(1, 'customer'), entry(3, 'agent')], true],
    ['not by what the agent wrote before they came', [entry(1, 'customer'), entry(2, 'agent', 1)], false],
    ['not by the bot', [entry(1, 'customer'), entry(3, 'bot')], false],
    ['not by the customer', [entry(1, 'customer'), entry(3, 'customer')], false],
    ['whatever the customer wrote after that', [entry(3, 'agent'), entry(4, 'customer')], true],
    [
      'by time, where numbers are of another history',
      [entry(1, 'customer'), { ...entry(1, 'agent'), at: at(9) }],
      true,
    ],
  ] as const)('a set of suggestions is answered or not: %s', (_, entries, expected) => {
    expect(isAnswered(setOf(2), entries)).toBe(expected)
  })
})

describe('equal suggestions', () => {
  it.each([
    ['word for word', ['One moment, please.', 'One moment, please.', 'Something else']],
    ['with other spaces and case', ['One moment, please.', '  one\nMoment,   please. ', 'Something else']],
    ['in wide letters', ['One moment, please.', 'Ｏｎｅ moment, please.', 'Something else']],
  ])('equal suggestions are one card: %s', (_, texts) => {
    expect(shownOf(setOf(1, texts).data, 3).map(({ text }) => text)).toEqual(['One moment, please.', 'Something else'])
  })

  it('equal suggestions make room for another one', () => {
    expect(shownOf(setOf(1, ['a', 'a', 'b', 'c', 'd']).data, 3).map(({ text }) => text)).toEqual(['a', 'b', 'c'])
  })

  it('equal suggestions are not those that differ by a figure', () => {
    expect(shownOf(setOf(1, ['Within 3 days.', 'Within 5 days.']).data, 3)).toHaveLength(2)
  })
})

describe('what is folded', () => {
  const [first, second, third] = [setOf(2), setOf(3), setOf(4)]

  it('what is folded is what came before, newest first', () => {
    expect(groupsOf(third, [first, second, third], false)).toEqual({ current: third, earlier: [second, first] })
  })

  it('what is folded is the newest too, once it is over', () => {
    expect(groupsOf(third, [first, second, third], true)).toEqual({ current: null, earlier: [third, second, first] })
  })

  it('what is folded is nothing that waits to be shown', () => {
    expect(groupsOf(second, [first, second, third], false)).toEqual({ current: second, earlier: [first] })
  })
})
