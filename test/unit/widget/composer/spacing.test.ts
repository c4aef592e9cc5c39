import { describe, expect, it } from 'vitest'
import { spaced } from '../../../../widget/composer/spacing.ts'

describe('inserted text', () => {
  it.each([
    ['an empty reply', '', 'Hello', '', 'Hello'],
    ['a word before it', 'Dear Ada,', 'Hello', '', ' Hello'],
    ['a word after it', '', 'Hello', 'bye', 'Hello '],
    ['words on both sides', 'one', 'two', 'three', ' two '],
    ['spaces that are there already', 'one ', 'two', ' three', 'two'],
    ['spaces of its own', 'one', ' two ', 'three', ' two '],
    ['a new line', 'one\n', 'two', '\nthree', 'two'],
    ['a space that breaks no line', 'one\u00a0', 'two', '', 'two'],
    ['an opening bracket before it', 'one (', 'two', ') three', 'two'],
    ['an opening quote before it', '“', 'two', '”', 'two'],
    ['punctuation after it', 'one', 'two', ', three', ' two'],
    ['Arabic punctuation after it', '', 'نعم', '؟', 'نعم'],
    ['punctuation before it', 'one.', 'Two', '', ' Two'],
    ['Japanese, which has no spaces', '承知しました', '確認します', 'はい', '確認します'],
    ['Thai, which has no spaces', 'สวัสดี', 'ครับ', '', 'ครับ'],
    ['letters beyond the basic plane', '𝒜', '𝒝', '𝒞', ' 𝒝 '],
    ['nothing to insert', 'one', '', 'two', ''],
  ])('inserted text takes the spaces it needs beside %s', (_what, before, text, after, inserted) => {
    expect(spaced(before, text, after)).toBe(inserted)
  })
})
