import { describe, expect, it } from 'vitest'
import { type FallbackIndex, failedIntent, rankIntents } from '../../../../shared/domain/ranking/fallback-index.ts'
import { prepareEmbeddings } from '../../../../shared/domain/ranking/tutorial-ranking.ts'
import { defaultRules } from '../../../../shared/rules.ts'

const data = Float64Array.of(1, 0, 1, 1, 0, 1)
const index: FallbackIndex = {
  names: ['bill', 'card', 'login'],
  indexOf: new Map([
    ['bill', 0],
    ['card', 1],
    ['login', 2],
  ]),
  embeddings: prepareEmbeddings({ rows: 3, columns: 2, data }),
  vectors: data,
  history: { row: () => ({ columns: [1], rates: [1] }), evidence: [0, 0, 0], prior: [1 / 3, 1 / 3, 1 / 3] },
  encoder: undefined,
}

const failed = (intent: string, ...previous: readonly [string, number][]) => ({
  utterance: 'hm',
  intent,
  previousIntents: previous.map(([name, confidence]) => ({ name, confidence })),
})

describe('the failed intent', () => {
  it('the failed intent is the one that is named, where the index knows it', () => {
    expect(failedIntent(index, failed('card', ['bill', 0.9]))).toBe(1)
  })

  it('the failed intent is else the most confident of those before that the index knows', () => {
    expect(
      failedIntent(index, failed('Fallback', ['bill', 0.2], ['weather', 0.9], ['login', 0.3], ['card', 0.1])),
    ).toBe(2)
  })

  it('the failed intent is the first of equals', () => {
    expect(failedIntent(index, failed('Fallback', ['login', 0.3], ['bill', 0.3]))).toBe(2)
  })

  it('the failed intent is none where the index knows none, and then an index without an encoder suggests nothing', () => {
    expect(failedIntent(index, failed('Fallback', ['weather', 0.9]))).toBeUndefined()
    expect(rankIntents(index, failed('Fallback', ['weather', 0.9]), defaultRules.fallback)).toEqual({
      predicted: undefined,
      candidates: [],
      rule: 'tutorial',
    })
  })

  it('the failed intent is told with the ranking', () => {
    const { predicted, candidates } = rankIntents(index, failed('bill'), {
      ...defaultRules.fallback,
      rule: 'posterior',
    })
    expect(predicted).toBe('bill')
    expect(candidates.map(({ intent }) => intent)).toEqual(['card', 'login'])
  })
})
