/** A folder as Hugging Face's tools write it, against what torch makes of it (test/golden/tiny-roberta.py). */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { softmax } from '../../../shared/model/softmax.ts'
import { type ObservedModel, openObservedModel, readGolden } from '../../support/golden-model.ts'

const FOLDER = fileURLToPath(new URL('../../golden/tiny-roberta', import.meta.url))
const golden = readGolden(FOLDER).map((each) => ({ ...each, title: JSON.stringify(each.text.slice(0, 40)) }))
const EXACT = 1e-5

let model: ObservedModel
beforeAll(async () => {
  model = await openObservedModel(FOLDER)
})
afterAll(() => model.release())

const largestDifference = (found: readonly number[], wanted: readonly number[]): number =>
  found.length === wanted.length
    ? Math.max(...found.map((each, i) => Math.abs(each - (wanted[i] ?? Number.NaN))))
    : Number.NaN

describe('a plain RoBERTa folder', () => {
  it('a RoBERTa folder without a manifest is read by its standard files: length, padding, labels by index, preprocessing by its origin', () => {
    expect(model.spec).toEqual({
      labels: { count: 3, negative: 0, neutral: 1, positive: 2 },
      maxLength: 64,
      emptyTokenId: 1,
      masksTweets: true,
      outputs: { logits: 'logits', frustration: undefined },
      calibration: undefined,
      languages: undefined,
    })
  })

  it('a RoBERTa folder without a manifest has texts that put it to the test: longer ones than it takes, and others', () => {
    expect(golden.length).toBeGreaterThanOrEqual(30)
    expect(golden.filter(({ ids }) => ids.length === 64).length).toBeGreaterThanOrEqual(4)
  })

  it.each(golden)(
    'a RoBERTa folder without a manifest has the tokens, the logits and the probabilities of torch for $title',
    async ({ text, ids, logits }) => {
      const { scores, tokens: found, outputs } = await model.observe(text)
      expect(found).toEqual(ids)
      expect(largestDifference(outputs['logits'] ?? [], logits)).toBeLessThan(EXACT)
      const { negative, neutral, positive, frustration } = scores
      expect(largestDifference([negative, neutral, positive], softmax(logits))).toBeLessThan(EXACT)
      expect(frustration).toBeUndefined()
    },
  )

  it.each(golden.filter(({ ids }) => ids.length === 64))(
    'a RoBERTa folder without a manifest keeps <s> and </s> around what is left of $title',
    async ({ text }) => {
      const { tokens } = await model.observe(text)
      expect(tokens).toHaveLength(64)
      expect([tokens[0], tokens[63]]).toEqual([0, 2])
      expect(tokens.slice(1, 63)).not.toContain(2)
    },
  )
})
