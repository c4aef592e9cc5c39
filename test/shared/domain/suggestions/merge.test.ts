/** One set of what Cognigy and knowledge have: who comes first, who stays, who gives way. */
import { describe, expect, it } from 'vitest'
import { mergedSet, placesOfCognigy, type SetLimits } from '../../../../shared/domain/suggestions/merge.ts'
import type { Suggestion } from '../../../../shared/wire/assist.ts'

const LIMITS: SetLimits = { most: 3, mostKnown: 3, keptFree: 0 }

const card = (id: string): Suggestion => ({
  id,
  text: `text of ${id}`,
  confidence: 0.8,
  source: 'x',
  fallback: id.startsWith('g'),
  engine: id.startsWith('k') ? 'knowledge' : id.startsWith('g') ? 'generic' : 'cognigy',
})

interface Given {
  readonly shown?: string
  readonly cognigy?: string
  readonly knowledge?: string
  readonly generic?: string
  readonly mayGiveWay?: boolean
}
const cards = (names = ''): readonly Suggestion[] => (names === '' ? [] : names.split(' ').map(card))
const merged = ({ shown, cognigy, knowledge, generic, mayGiveWay = false }: Given, limits: Partial<SetLimits> = {}) =>
  mergedSet(
    {
      shown: cards(shown),
      cognigy: cards(cognigy),
      knowledge: cards(knowledge),
      generic: cards(generic),
      mayGiveWay,
    },
    { ...LIMITS, ...limits },
  )
    .map(({ id }) => id)
    .join(' ')

describe('a set of suggestions', () => {
  it.each<[string, Given, Partial<SetLimits>, string]>([
    ['has what Cognigy suggests before what knowledge has', { cognigy: 'c1', knowledge: 'k1 k2' }, {}, 'c1 k1 k2'],
    ['holds no more than it may', { cognigy: 'c1 c2', knowledge: 'k1 k2' }, {}, 'c1 c2 k1'],
    ['holds no more of knowledge than it may', { cognigy: 'c1', knowledge: 'k1 k2' }, { mostKnown: 1 }, 'c1 k1'],
    ['counts what is shown of knowledge', { shown: 'k1', cognigy: 'c1', knowledge: 'k2' }, { mostKnown: 1 }, 'k1 c1'],
    ['leaves places free for Cognigy', { knowledge: 'k1 k2 k3' }, { keptFree: 2 }, 'k1'],
    ['leaves all places free where there is one', { knowledge: 'k1' }, { most: 1, keptFree: 1 }, ''],
    ['keeps what is shown in its place', { shown: 'k1', cognigy: 'c1 c2', knowledge: 'k1 k2' }, {}, 'k1 c1 c2'],
    ['takes nothing away that is shown', { shown: 'k1 k2 k3', cognigy: 'c1 c2' }, {}, 'k1 k2 k3'],
    ['has generic ones where it has nothing else', { generic: 'g1 g2' }, {}, 'g1 g2'],
    ['has no generic ones beside anything else', { knowledge: 'k1', generic: 'g1' }, {}, 'k1'],
    ['lets generic ones go that were shown', { shown: 'g1 g2', cognigy: 'c1' }, {}, 'c1'],
    ['cuts what is shown where the rules allow less now', { shown: 'c1 c2 c3' }, { most: 2 }, 'c1 c2'],
    ['is empty where it may hold nothing', { cognigy: 'c1', knowledge: 'k1', generic: 'g1' }, { most: 0 }, ''],
  ])('a set of suggestions %s', (_, given, limits, expected) => {
    expect(merged(given, limits)).toBe(expected)
  })

  it.each<[string, Given, string]>([
    ['gives way to Cognigy from its end', { shown: 'k1 k2 k3', cognigy: 'c1' }, 'k1 k2 c1'],
    ['keeps its first half', { shown: 'k1 k2 k3', cognigy: 'c1 c2 c3' }, 'k1 c1 c2'],
    ['takes nothing from Cognigy', { shown: 'c1 c2 k1', cognigy: 'c3 c4' }, 'c1 c2 c3'],
    ['stays where Cognigy says the same', { shown: 'k1 k2 k3', cognigy: 'k2' }, 'k1 k2 k3'],
  ])('a set that an agent asks for anew %s', (_, given, expected) => {
    expect(merged({ ...given, mayGiveWay: true })).toBe(expected)
  })

  it('a set of suggestions has each answer once, and the one that is shown stays', () => {
    const twin = { ...card('c1'), text: 'TEXT of k1!' }
    const given = { shown: [card('k1')], cognigy: [twin], knowledge: [card('k1')], generic: [], mayGiveWay: false }
    expect(mergedSet(given, LIMITS).map(({ id }) => id)).toEqual(['k1'])
    expect(mergedSet({ ...given, shown: [] }, LIMITS).map(({ id }) => id)).toEqual(['c1'])
  })

  it('places of Cognigy are the larger half', () => {
    expect([0, 1, 2, 3, 10].map(placesOfCognigy)).toEqual([0, 1, 1, 2, 5])
  })
})
