import { describe, expect, it } from 'vitest'
import { readLabels } from '../../../shared/model/sentiment-labels.ts'

const orderOf = (...names: readonly string[]) => readLabels(Object.fromEntries(names.entries()))
const order = (count: number, negative: number, neutral: number | undefined, positive: number) => ({
  ok: true,
  order: { count, negative, neutral, positive },
})

describe('sentiment labels', () => {
  it.each([
    [['negative', 'neutral', 'positive'], order(3, 0, 1, 2)],
    [['Negative', 'NEUTRAL', 'pOsItIvE'], order(3, 0, 1, 2)],
    [[' positive ', 'negative', 'neutral'], order(3, 1, 2, 0)],
    [['neutral', 'positive', 'negative'], order(3, 2, 0, 1)],
    [['NEGATIVE', 'POSITIVE'], order(2, 0, undefined, 1)],
    [['positive', 'negative'], order(2, 1, undefined, 0)],
  ])('labels of a sentiment model are read by name in any case: %j', (names, expected) => {
    expect(orderOf(...names)).toEqual(expected)
  })

  it.each([
    [['LABEL_0', 'LABEL_1', 'LABEL_2'], order(3, 0, 1, 2)],
    [['label_0', 'Label_1'], order(2, 0, undefined, 1)],
  ])('labels of a sentiment model are read by index where they have no names: %j', (names, expected) => {
    expect(orderOf(...names)).toEqual(expected)
  })

  it('labels of a sentiment model are read by their ids, in whatever order they stand', () => {
    expect(readLabels({ 2: 'negative', 0: 'positive', 1: 'neutral' })).toEqual(order(3, 2, 1, 0))
  })

  it.each([
    [undefined, 'id2label is missing'],
    [{}, 'without names'],
    [{ 0: 'LABEL_0' }, '1 labels without names'],
    [{ 0: 'LABEL_0', 1: 'LABEL_1', 2: 'LABEL_2', 3: 'LABEL_3' }, '4 labels without names'],
    [{ 0: 'LABEL_1', 1: 'LABEL_0' }, '"LABEL_1", "LABEL_0"'],
    [{ 0: 'LABEL_0', 1: 'neutral', 2: 'LABEL_2' }, 'must have negative'],
    [{ 0: 'negative', 1: 'neutral' }, 'must have negative, neutral and positive'],
    [{ 0: 'negative', 1: 'positive', 2: 'mixed' }, '"mixed"'],
    [{ 0: 'negative', 1: 'neutral', 2: 'positive', 3: 'mixed' }, '"mixed"'],
    [{ 0: 'negative', 1: 'negative', 2: 'positive' }, 'must have'],
    [{ 0: '1 star', 1: '2 stars', 2: '3 stars', 3: '4 stars', 4: '5 stars' }, '"1 star"'],
    [{ 0: 'joy', 1: 'anger' }, '"joy", "anger"'],
    [{ 0: 'NEG', 1: 'NEU', 2: 'POS' }, '"NEG"'],
    [{ 1: 'negative', 2: 'neutral', 3: 'positive' }, '"3" where the numbers 0 to 2 belong'],
    [{ zero: 'negative', 1: 'positive' }, '"zero" where the numbers 0 to 1 belong'],
    [{ '-1': 'negative', 1: 'positive' }, '"-1" where'],
    [{ '0.5': 'negative', 1: 'positive' }, '"0.5" where'],
    [{ '00': 'negative', 0: 'neutral', 1: 'positive' }, 'must have'],
  ])('labels of a sentiment model are refused with a sentence where a guess would be needed: %j', (id2label, part) => {
    const reading = readLabels(id2label)
    expect(reading).toMatchObject({ ok: false, problem: expect.stringContaining(part) })
  })

  it('labels of a sentiment model are not repeated at any length in a refusal', () => {
    const reading = readLabels({ 0: 'x'.repeat(5000), 1: 'positive' })
    expect(reading.ok ? '' : reading.problem.length).toBeLessThan(300)
  })
})
