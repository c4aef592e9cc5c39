import { describe, expect, it } from 'vitest'
import { LONGEST_PASSAGE, passagesOf } from '../../../../shared/domain/knowledge/passages.ts'
import { wordCount } from '../../../../shared/domain/knowledge/words.ts'

const words = (count: number, word = 'word'): string => Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ')

describe('passages', () => {
  it('passages begin anew at a heading, and small paragraphs share one', () => {
    expect(
      passagesOf([
        { kind: 'paragraph', text: 'First.' },
        { kind: 'paragraph', text: 'Second.' },
        { kind: 'heading', text: 'Refunds' },
        { kind: 'paragraph', text: 'Third.' },
      ]),
    ).toEqual(['First.\nSecond.', 'Refunds\nThird.'])
  })

  it.each([
    ['many sentences', Array.from({ length: 40 }, () => `${words(9)}.`).join(' ')],
    ['one sentence without an end', words(500)],
    ['no blanks at all', 'x'.repeat(30_000)],
    ['Japanese without blanks', '注文した商品がまだ届いていません'.repeat(60)],
  ])('passages of %s hold no more words than fit, and lose none', (_, text) => {
    const passages = passagesOf([{ kind: 'paragraph', text }])
    expect(passages.length).toBeGreaterThan(1)
    for (const passage of passages) expect(wordCount(passage)).toBeLessThanOrEqual(LONGEST_PASSAGE)
    expect(passages.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''))
  })
})
