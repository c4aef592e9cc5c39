import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { cosinesWith, prepareEmbeddings, rankByTutorial } from '../../../../shared/domain/ranking/tutorial-ranking.ts'
import { intentCandidate } from '../../../../shared/wire/vocabulary.ts'

const golden = z
  .array(
    z.object({
      type: z.enum(['<f4', '<f8']),
      names: z.array(z.string()),
      vectors: z.array(z.array(z.number())),
      row: z.array(z.number()),
      failed: z.int(),
      top: z.int(),
      expected: z.array(intentCandidate),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('../../../golden/tutorial-ranking.json', import.meta.url), 'utf8')))

const embeddings = (vectors: readonly (readonly number[])[], type: '<f4' | '<f8' = '<f8') => {
  const data = type === '<f4' ? Float32Array.from(vectors.flat()) : Float64Array.from(vectors.flat())
  return prepareEmbeddings({ rows: vectors.length, columns: vectors[0]?.length ?? 0, data })
}

const rowOf = (rates: readonly number[]) => ({ columns: rates.map((_, n) => n), rates })
const contract = { weights: { historical: 0.6, semantic: 0.4 }, top: 3, floors: { semantic: -1, historical: 0 } }

describe('the tutorial rule', () => {
  it.each(golden.map((each, n) => [n, each] as const))(
    'the tutorial rule gives bit by bit what NumPy gives (case %i)',
    (_n, each) => {
      const { names, vectors, type, row, failed, top, expected } = each
      const facts = { names, embeddings: embeddings(vectors, type), history: rowOf(row), failed }
      const found = rankByTutorial(facts, { ...contract, top })
      expect(found.map(({ intent }) => intent)).toEqual(expected.map(({ intent }) => intent))
      for (const [place, { score, semantic, historical }] of found.entries()) {
        expect(score).toBe(expected[place]?.score)
        expect(semantic).toBe(expected[place]?.semantic)
        expect(historical).toBe(expected[place]?.historical)
      }
    },
  )

  const four = {
    names: ['failed', 'near', 'far', 'other'],
    embeddings: embeddings([
      [1, 0],
      [1, 0.1],
      [-1, 0],
      [0, 1],
    ]),
  }

  it('the tutorial rule gives a clear candidate a full score although the bot is right nearly always', () => {
    const healthy = { columns: [0, 1, 3], rates: [0.95, 0.04, 0.01] }
    const [first] = rankByTutorial({ ...four, history: healthy, failed: 0 }, contract)
    expect(first).toEqual({ intent: 'near', score: 1, semantic: 1, historical: 1 })
  })

  it('the tutorial rule never returns the failed intent, though all are asked for', () => {
    const ranked = rankByTutorial({ ...four, history: rowOf([0, 0, 0, 0]), failed: 0 }, { ...contract, top: 10 })
    expect(ranked.map(({ intent }) => intent)).toEqual(['near', 'other', 'far'])
  })

  it('the tutorial rule scores nothing where there is nothing to tell candidates apart', () => {
    const two = { names: ['failed', 'only'], embeddings: embeddings([[1], [2]]) }
    expect(rankByTutorial({ ...two, history: rowOf([0, 0.5]), failed: 0 }, contract)).toEqual([
      { intent: 'only', score: 0, semantic: 0, historical: 0 },
    ])
  })

  it('the tutorial rule does not let rounding tell candidates apart: vectors of one direction are alike, however long', () => {
    const direction = [0.1, 0.2, 0.3]
    const lengths = [1, 3, 7, 0.1, 1e5]
    const ranked = rankByTutorial(
      {
        names: ['failed', 'a', 'b', 'c', 'd'],
        embeddings: embeddings(lengths.map((length) => direction.map((each) => each * length))),
        history: rowOf([0, 0, 0, 0, 0]),
        failed: 0,
      },
      contract,
    )
    expect(ranked.map(({ intent, score, semantic }) => [intent, score, semantic])).toEqual([
      ['a', 0, 0],
      ['b', 0, 0],
      ['c', 0, 0],
    ])
  })

  it('the tutorial rule breaks ties by likeness, then by name', () => {
    const tied = { names: ['failed', 'c', 'b', 'a'], embeddings: embeddings([[1], [1], [1], [1]]) }
    const ranked = rankByTutorial({ ...tied, history: rowOf([0, 0, 0, 0]), failed: 0 }, contract)
    expect(ranked.map(({ intent }) => intent)).toEqual(['a', 'b', 'c'])
    const weights = { historical: 0.5, semantic: 0.5 }
    const opposed = rankByTutorial(
      { names: ['f', 'a', 'b'], embeddings: embeddings([[1], [-1], [1]]), history: rowOf([0, 1, 0]), failed: 0 },
      { ...contract, weights },
    )
    expect(opposed.map(({ intent }) => intent)).toEqual(['b', 'a'])
  })

  it('the tutorial rule leaves out what is below a floor before anything was scaled', () => {
    const history = rowOf([0, 0.01, 0.3, 0.2])
    const ranked = (floors: { semantic: number; historical: number }) =>
      rankByTutorial({ ...four, history, failed: 0 }, { ...contract, floors }).map(({ intent }) => intent)
    expect(ranked({ semantic: -1, historical: 0.1 })).toEqual(['far', 'other'])
    expect(ranked({ semantic: 0, historical: 0 })).toEqual(['other', 'near'])
  })

  it('the tutorial rule takes a vector without length for like nothing', () => {
    const zero = embeddings([
      [0, 0],
      [1, 1],
    ])
    expect([...cosinesWith(zero, 0)]).toEqual([0, 0])
    expect([...cosinesWith(zero, 1)].map((cosine) => Math.round(cosine * 1e9) / 1e9)).toEqual([0, 1])
  })
})
