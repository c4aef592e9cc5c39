/** Long texts in parts that a model can read. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { partsOf } from '../../../shared/model/parts.ts'

/** A token a word, and the two that models put around. */
const words = (text: string): number => text.split(/\s+/u).filter((word) => word !== '').length + 2
const letters = (text: string): number => text.length
const textsOf = (text: string, capacity = 10, most = 100, count = words) =>
  partsOf(text, capacity, most, count).parts.map((part) => part.text)

describe('a text in parts', () => {
  it('a text in parts is one part where it fits', () => {
    expect(partsOf('a b c d e f g h', 10, 4, words)).toEqual({
      parts: [{ text: 'a b c d e f g h', tokens: 10 }],
      isInPart: false,
    })
  })

  it('a text in parts is cut between sentences where they fit, as few parts as there can be', () => {
    expect(textsOf('One two three. Four five. Six seven eight. Nine ten.', 9)).toEqual([
      'One two three. Four five. ',
      'Six seven eight. Nine ten.',
    ])
  })

  it('a text in parts is cut within a sentence that is too long, and tears no word', () => {
    const parts = textsOf(Array.from({ length: 40 }, (_, n) => `word${n}`).join(' '))
    expect(parts.length).toBeGreaterThan(4)
    expect(parts.every((part) => /^(word\d+ ?)+$/u.test(part))).toBe(true)
  })

  it('a text in parts tears no character where there are no words', () => {
    const parts = textsOf('😀'.repeat(50), 8, 100, letters)
    expect(parts.every((part) => Buffer.from(part).toString() === part)).toBe(true)
  })

  it('a text in parts leaves nothing out and has no part that is too long', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 4, max: 40 }),
        (text, capacity) => {
          const { parts, isInPart } = partsOf(text, capacity, 1000, letters)
          expect(isInPart).toBe(false)
          expect(parts.map((part) => part.text).join('')).toBe(text)
          for (const part of parts) expect(part.tokens <= capacity || part.text.length < 4).toBe(true)
        },
      ),
    )
  })

  it('a text in parts that are too many keeps those of the beginning and of the end, and says so', () => {
    const { parts, isInPart } = partsOf(Array.from({ length: 50 }, (_, n) => `Number ${n}.`).join(' '), 4, 5, words)
    expect(isInPart).toBe(true)
    expect(parts.map(({ text }) => text.trim())).toEqual([
      'Number 0.',
      'Number 1.',
      'Number 2.',
      'Number 48.',
      'Number 49.',
    ])
  })

  it('a text in parts costs no more than a few times its own counting, however many tokens a letter has', () => {
    let counted = 0
    const count = (text: string): number => {
      counted += text.length
      return text.length * 18
    }
    expect(partsOf('x'.repeat(10_000), 64, 40, count).isInPart).toBe(true)
    expect(counted).toBeLessThan(25_000)
  })
})
