/** Texts are cut so that nothing is spoiled at the cut, and nothing of the rest stays in memory. */
import { describe, expect, it } from 'vitest'
import { cutText } from '../../../../shared/domain/conversation/cut-text.ts'
import { heldBytes } from '../../../support/held-bytes.ts'

const isWhole = (text: string): boolean => !/\p{Surrogate}/u.test(text)

describe('a text that fits', () => {
  it.each(['', 'a', 'x'.repeat(10), '🙂'.repeat(5)])('a text that fits stays as it is: %j', (text) => {
    expect(cutText(text, 10)).toBe(text)
  })
})

describe('a text that is too long', () => {
  it.each([
    ['letters', 'abcdef', 3, 'abc'],
    ['an emoji of two code units', 'ab🙂cd', 3, 'ab'],
    ['an emoji right before the cut', 'a🙂cd', 3, 'a🙂'],
    ['a family of emoji', 'ab👩‍👩‍👧‍👦cd', 6, 'ab'],
    ['a thumb with a skin tone', 'ab👍🏽cd', 4, 'ab'],
    ['a flag', 'ab🇩🇪cd', 4, 'ab'],
    ['the second of two flags', '🇩🇪🇫🇷!', 6, '🇩🇪'],
    ['an umlaut of two characters', 'abu\u0308cd', 3, 'ab'],
    ['a Korean syllable in parts', 'a\u1112\u1161\u11abz', 3, 'a'],
    ['a line break of two characters', 'ab\r\ncd', 3, 'ab'],
  ])('a text that is too long is cut before what would be halved: %s', (_what, text, longest, cut) => {
    expect(cutText(text, longest)).toBe(cut)
  })

  it('a text that is too long is cut right before an emoji at each place near 10,000 characters, and is never half of one', () => {
    for (let at = 9_985; at <= 10_010; at += 1) {
      const cut = cutText(`${'x'.repeat(at)}👩‍👩‍👧‍👦${'y'.repeat(50)}`, 10_000)
      expect(isWhole(cut)).toBe(true)
      const fits = at + 11 <= 10_000
      expect(cut.replace(/^x+/, '')).toBe(fits ? `👩‍👩‍👧‍👦${'y'.repeat(10_000 - at - 11)}` : '')
      expect(cut.length).toBe(fits ? 10_000 : Math.min(at, 10_000))
    }
  })

  it.each([
    ['marks alone', '\u0301'],
    ['emoji joined without end', '👩\u200d'],
    ['flags without end', '🇩'],
    ['halves of emoji', '\ud83d'],
    ['other halves', '\ude42'],
  ])('a long text of %s keeps nearly all that fits, whole where it was whole', (_what, part) => {
    const cut = cutText(part.repeat(200_000), 10_000)
    expect(cut.length).toBeGreaterThan(9_900)
    expect(cut.length).toBeLessThanOrEqual(10_000)
    expect(isWhole(cut)).toBe(isWhole(part))
  })

  it.each([
    ['plain', 'x'],
    ['wide', 'ж'],
    ['plain letters of a wide', 'x'],
  ])('a text that is too long is a copy that does not keep the original in memory (%s letters)', (what, letter) => {
    const kept: string[] = []
    const before = heldBytes()
    for (let n = 0; n < 100; n += 1) {
      const original = Buffer.from(`${letter.repeat(250_000)}${what.includes('wide') ? '🙂' : ''}${n}`).toString()
      kept.push(cutText(original, 1_000))
    }
    const grown = heldBytes() - before
    expect(kept).toHaveLength(100)
    expect(grown).toBeLessThan(2_000_000)
  })
})
