import { describe, expect, it } from 'vitest'
import {
  featureSteps,
  READ_CHARACTERS,
  utteranceFeatures,
  wordsOf,
} from '../../../../shared/domain/ranking/utterance-features.ts'
import { utteranceVector, vocabularyOf } from '../../../../shared/domain/ranking/utterance-vector.ts'

describe('features', () => {
  it('the features of an utterance are its words and pairs of neighbours, the ends among them', () => {
    expect([...utteranceFeatures('no bill, no').words]).toEqual([
      ['no', 2],
      ['^ no', 1],
      ['bill', 1],
      ['no bill', 1],
      ['bill no', 1],
      ['no $', 1],
    ])
  })

  it('the features of an utterance are its runs of two to five characters within words', () => {
    expect([...utteranceFeatures('up').characters.keys()]).toEqual([' u', 'up', 'p ', ' up', 'up ', ' up '])
  })

  it('the features of an utterance do not depend on case, width or composition', () => {
    expect(wordsOf('ＣＡＦÉ')).toEqual(wordsOf('cafe\u0301'))
  })

  it('the features of an utterance are there in any script', () => {
    expect(wordsOf('где мой счёт? हिन्दी 請求書')).toEqual(['где', 'мой', 'счёт', 'हिन्दी', '請求書'])
  })

  it.each(['', '   ', '?!…', '🙂'])('the features of an utterance are none in %j', (text) => {
    const { words, characters } = utteranceFeatures(text)
    expect([words.size, characters.size]).toEqual([0, 0])
  })

  it('the features of an utterance are those of the beginning of an utterance that never ends', () => {
    const { words } = utteranceFeatures(`${'a '.repeat(READ_CHARACTERS / 2)}late`)
    expect(words.has('late')).toBe(false)
  })

  it.each([
    ['many words', 'pay my bill '.repeat(200)],
    ['one word', '請求書'.repeat(800)],
  ])('the features of a long utterance of %s are counted in several steps', (_of, text) => {
    const steps = featureSteps(text)
    let count = 1
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) {
        expect(step.value).toEqual(utteranceFeatures(text))
        break
      }
      count += 1
    }
    expect(count).toBeGreaterThan(4)
  })
})

describe('vectors', () => {
  const vocabulary = vocabularyOf(['pay', 'bill'], ['pa', 'ay'], Float32Array.of(1, 2, 1, 1))

  it('the vector of an utterance holds known features only, words and characters with the same say', () => {
    const { columns, values } = utteranceVector('pay my bill', vocabulary)
    expect(columns).toEqual([0, 1, 2, 3])
    const square = (from: number, to: number) => values.slice(from, to).reduce((sum, value) => sum + value ** 2, 0)
    expect(square(0, 2)).toBeCloseTo(0.5, 6)
    expect(square(2, 4)).toBeCloseTo(0.5, 6)
    expect((values[1] ?? 0) / (values[0] ?? 1)).toBeCloseTo(2, 6)
  })

  it('the vector of an utterance counts repetition less than proportionally', () => {
    const weightOf = (text: string) => {
      const [pay = 0, bill = 1] = utteranceVector(text, vocabulary).values
      return pay / bill
    }
    expect(weightOf('pay pay pay bill') / weightOf('pay bill')).toBeCloseTo(1 + Math.log(3), 6)
  })

  it('the vector of an utterance is empty where nothing is known', () => {
    expect(utteranceVector('hello', vocabulary)).toEqual({ columns: [], values: [] })
  })
})
