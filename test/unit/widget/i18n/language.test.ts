import { describe, expect, it } from 'vitest'
import { noLanguage } from '../../../../widget/i18n/language.ts'
import { english } from './english.ts'

const NOW = Date.UTC(2026, 0, 31, 9, 30)
const ago = (seconds: number): string => english.shortAge(NOW - seconds * 1000, NOW)

describe('times and figures', () => {
  it('times and figures are short while they are young, and by the clock once they are an hour old', () => {
    expect([-5, 0, 59, 60, 3_599].map(ago)).toEqual(['now', 'now', 'now', '1 min', '59 min'])
    expect(ago(3_600)).toMatch(/^\d\d:\d\d$/)
  })

  it.each([
    [-1, '0 s'],
    [12_400, '12 s'],
    [59_499, '59 s'],
    [60_000, '1 min'],
    [200_000, '3 min'],
  ])('times and figures of %d ms are %s', (ms, expected) => {
    expect(english.duration(ms)).toBe(expected)
  })

  it('times and figures are lists and shares too', () => {
    expect(english.numbers([5, 72, 10])).toBe('5, 72, 10')
    expect(english.percent(0.916)).toBe('92%')
    expect(english.number(1234)).toBe('1,234')
  })

  it('times and figures are without a word where there is no language', () => {
    expect(noLanguage.text('status.live')).toBe('')
    expect(noLanguage.shortAge(NOW, NOW)).toBe('')
  })
})
