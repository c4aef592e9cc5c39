import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideTelling, shownLevel } from '../../../../shared/domain/frustration/escalation.ts'
import { levelOf } from '../../../../shared/domain/frustration/frustration.ts'
import {
  foldScores,
  frustrationOf,
  placeHistory,
  type UtteranceScore,
} from '../../../../shared/domain/frustration/scored-utterances.ts'
import { defaultRules } from '../../../../shared/rules.ts'

const rules = defaultRules.escalation
const LEVELS = ['standard', 'supervisor', 'manager'] as const
const figure = fc.double({ min: 0, max: 1, noNaN: true })

describe('the level shown', () => {
  it('the level shown never is below the plain one, and never more than the hysteresis above it', () => {
    fc.assert(
      fc.property(figure, fc.constantFrom(...LEVELS), (score, shown) => {
        const level = shownLevel(score, shown, rules)
        const plain = levelOf(score, rules.matrix)
        const highest = levelOf(Math.min(1, score + rules.hysteresis), rules.matrix)
        expect(LEVELS.indexOf(level)).toBeGreaterThanOrEqual(LEVELS.indexOf(plain))
        expect(LEVELS.indexOf(level)).toBeLessThanOrEqual(LEVELS.indexOf(highest))
      }),
    )
  })

  it('the level shown does not flicker: the same score twice changes nothing', () => {
    fc.assert(
      fc.property(figure, fc.constantFrom(...LEVELS), (score, shown) => {
        const once = shownLevel(score, shown, rules)
        expect(shownLevel(score, once, rules)).toBe(once)
      }),
    )
  })
})

describe('what Cognigy is told', () => {
  it.each([
    ['standard', undefined, 'data'],
    ['supervisor', undefined, 'trigger'],
    ['supervisor', { level: 'supervisor', at: 0 }, 'nothing'],
    ['manager', { level: 'supervisor', at: 0 }, 'trigger'],
    ['supervisor', { level: 'manager', at: 0 }, 'nothing'],
    ['supervisor', { level: 'supervisor', at: -300_000 }, 'trigger'],
  ] as const)('what Cognigy is told of %s after %j is %s', (level, last, telling) => {
    expect(decideTelling(level, last, 0, rules)).toBe(telling)
  })
})

const score = (id: number, place = id): UtteranceScore => ({
  utteranceId: `u${id}`,
  frustration: (id % 10) / 10,
  tone: 'neutral',
  by: 'wasm',
  place,
})
const transcript = Array.from({ length: 12 }, (_, i) => ({ seq: i * 2, utteranceId: `u${i}`, key: `text ${i}` }))

describe('folding', () => {
  const ids = fc.array(fc.integer({ min: 0, max: 11 }), { maxLength: 30 })

  it('folding gives the same list in whatever order reports arrive, and however often', () => {
    fc.assert(
      fc.property(ids, fc.infiniteStream(fc.nat()), (arriving, order) => {
        const inOrder = arriving.reduce<readonly UtteranceScore[]>(
          (known, id) => foldScores(known, [score(id)], transcript, 20),
          [],
        )
        const shuffled = [...arriving, ...arriving]
          .map((id) => ({ id, by: order.next().value }))
          .toSorted((a, b) => a.by - b.by)
          .reduce<readonly UtteranceScore[]>((known, { id }) => foldScores(known, [score(id)], transcript, 20), [])
        expect(shuffled).toEqual(inOrder)
        expect(frustrationOf(shuffled, 'standard', rules)).toEqual(frustrationOf(inOrder, 'standard', rules))
      }),
    )
  })

  it('folding keeps what was scored first', () => {
    const first = foldScores([], [score(3)], transcript, 20)
    expect(foldScores(first, [{ ...score(3), frustration: 1, by: 'service' }], transcript, 20)).toEqual(first)
  })

  it('folding tells widgets of the newest twenty only', () => {
    const many = Array.from({ length: 30 }, (_, i) => score(i))
    const { recent, score: figure } = frustrationOf(many, 'standard', rules)
    expect(recent?.map(({ utteranceId }) => utteranceId)).toEqual(many.slice(-20).map(({ utteranceId }) => utteranceId))
    expect(recent?.at(-1)?.score).toBe(figure)
  })

  it('folding keeps the newest', () => {
    const all = foldScores(
      [],
      Array.from({ length: 12 }, (_, i) => score(11 - i)),
      transcript,
      3,
    )
    expect(all.map(({ utteranceId }) => utteranceId)).toEqual(['u9', 'u10', 'u11'])
  })
})

describe('a history', () => {
  const known = (...texts: readonly string[]) =>
    texts.map((text, i) => ({ seq: 10 + i * 10, utteranceId: `u${i}`, key: text }))

  it('a history is about the utterances of the same text, from the end', () => {
    expect(
      placeHistory(['yes', 'no', 'yes'], known('yes', 'maybe', 'no', 'yes')).map(({ utteranceId }) => utteranceId),
    ).toEqual(['u0', 'u2', 'u3'])
  })

  it('a history has places between those it knows for those it does not', () => {
    const places = placeHistory(['a', 'x', 'y', 'b', 'z'], known('a', 'b')).map(({ place }) => place)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(new Set(places).size).toBe(5)
    expect(places[0]).toBe(10)
    expect(places[3]).toBe(20)
    expect(places[2]).toBeLessThan(20)
    expect(places[1]).toBeGreaterThan(10)
  })

  it('a history in full agreement with the transcript is the transcript', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 10 }), (texts) => {
        const said = known(...texts)
        expect(placeHistory(texts, said).map(({ utteranceId }) => utteranceId)).toEqual(
          said.map(({ utteranceId }) => utteranceId),
        )
      }),
    )
  })
})
