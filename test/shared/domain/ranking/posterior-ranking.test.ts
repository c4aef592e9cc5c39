import { describe, expect, it } from 'vitest'
import {
  historicalLift,
  historicalProbabilities,
  type IntentHistory,
} from '../../../../shared/domain/ranking/intent-history.ts'
import { type PosteriorFacts, rankByPosterior } from '../../../../shared/domain/ranking/posterior-ranking.ts'
import { vocabularyOf } from '../../../../shared/domain/ranking/utterance-vector.ts'

const history = (rows: Readonly<Record<number, readonly number[]>> = {}, evidence = [0, 0, 0, 0]): IntentHistory => ({
  row: (predicted) => ({ columns: [0, 1, 2, 3], rates: rows[predicted] ?? [0, 0, 0, 0] }),
  evidence,
  prior: [0.25, 0.25, 0.25, 0.25],
})

/** Four intents whose words are their names; `none` is what "weather" means. */
const facts = (over: Partial<PosteriorFacts> = {}): PosteriorFacts => ({
  names: ['bill', 'card', 'login', 'order'],
  encoder: {
    vocabulary: vocabularyOf(['bill', 'card', 'login', 'order', 'weather'], [], new Float32Array(5).fill(1)),
    dimensions: 5,
    table: Int8Array.from({ length: 25 }, (_, n) => (n % 6 === 0 ? 100 : 0)),
    scales: new Float32Array(5).fill(0.06),
    hiddenBias: new Float32Array(5),
    intentBias: new Float32Array(4),
    outOfScope: { vector: Float32Array.of(0, 0, 0, 0, 1), bias: 0 },
  },
  vectors: Float32Array.from({ length: 20 }, (_, n) => (n % 6 === 0 ? 1 : 0)),
  history: history(),
  calibration: { evidence: 1, history: 0.5, none: { floor: 0, outOfScope: 1 } },
  failed: undefined,
  ...over,
})

const namesOf = (candidates: ReturnType<typeof rankByPosterior>) => candidates.map(({ intent }) => intent)

describe('ranking', () => {
  it('ranking puts first what the utterance speaks of', () => {
    expect(namesOf(rankByPosterior(facts(), 'login', 3))[0]).toBe('login')
  })

  it('ranking breaks ties by name', () => {
    expect(namesOf(rankByPosterior(facts(), 'login', 4))).toEqual(['login', 'bill', 'card', 'order'])
  })

  it('ranking lets the history decide where the utterance does not', () => {
    const told = history({ 2: [0, 0, 0, 1] }, [0, 0, 40, 0])
    const candidates = rankByPosterior(facts({ history: told, failed: 2 }), 'login', 3)
    expect(namesOf(candidates)).toEqual(['order', 'bill', 'card'])
    expect(candidates[0]?.historical).toBeGreaterThan(0.6)
  })

  it('ranking never names the failed intent, though more are asked for than there are', () => {
    expect(namesOf(rankByPosterior(facts({ failed: 2 }), 'login', 20))).toEqual(['bill', 'card', 'order'])
  })

  it('ranking scores the list from each candidate on, so that the first has the score of the whole list', () => {
    const all = rankByPosterior(facts(), 'bill card', 4)
    const own = all.map(({ score }, n) => score - (all[n + 1]?.score ?? 0))
    expect(own.every((probability, n) => probability <= (own[n - 1] ?? 1) && probability > 0)).toBe(true)
    expect(all[0]?.score).toBeLessThan(1)
    const one = rankByPosterior(facts(), 'bill card', 1)
    expect(one[0]?.score).toBeCloseTo(own[0] ?? 0, 12)
  })

  it('ranking is less sure of a list the more an utterance looks like none of the intents', () => {
    const score = (text: string) => rankByPosterior(facts(), text, 3)[0]?.score ?? 0
    expect(score('weather')).toBeLessThan(score('bill weather'))
    expect(score('bill weather')).toBeLessThan(score('bill'))
  })

  it('ranking takes every utterance for in scope where nothing is known of what is not', () => {
    const known = facts({ calibration: { evidence: 1, history: 0, none: undefined } })
    expect(rankByPosterior(known, 'weather', 4)[0]?.score).toBeCloseTo(1, 12)
  })

  it('ranking has nothing to say on words that nobody knows', () => {
    expect(rankByPosterior(facts(), 'vårdcentral', 3)).toEqual([])
  })

  it('ranking gives the utterance alone as `semantic`, which adds up to 1 over the candidates', () => {
    const told = history({ 2: [0, 0, 0, 1] }, [0, 0, 40, 0])
    const candidates = rankByPosterior(facts({ history: told, failed: 2 }), 'bill', 3)
    expect(candidates.reduce((sum, { semantic }) => sum + semantic, 0)).toBeCloseTo(1, 12)
    expect(candidates.find(({ intent }) => intent === 'bill')?.semantic).toBeGreaterThan(0.9)
  })
})

describe('what the history says', () => {
  const rows = { 1: [0.75, 0, 0.25, 0] }

  it('what the history says is the prior where nothing is known of the failed intent', () => {
    expect([...historicalProbabilities(history(rows), undefined)]).toEqual([0.25, 0.25, 0.25, 0.25])
    expect([...historicalLift(historicalProbabilities(history(rows), 3), history().prior)].map(Math.abs)).toEqual([
      0, 0, 0, 0,
    ])
  })

  it('what the history says is pulled towards the prior the fewer mistakes it rests on', () => {
    const few = historicalProbabilities(history(rows, [0, 2, 0, 0]), 1)
    const many = historicalProbabilities(history(rows, [0, 2000, 0, 0]), 1)
    expect(few[0]).toBeLessThan(many[0] ?? 0)
    expect(many[0]).toBeCloseTo(0.75, 1)
    expect([few[1], many[1]]).toEqual([0, 0])
  })
})
