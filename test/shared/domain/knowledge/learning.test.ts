/** What agents found right and wrong moves what is offered, within bounds, and one voice is one voice. */
import { describe, expect, it } from 'vitest'
import { confidenceJudged, judgedAlike, kindsOf, leastToReach } from '../../../../shared/domain/knowledge/learning.ts'
import { castVote, type Vote } from '../../../../shared/domain/knowledge/votes.ts'

describe('kinds of an utterance', () => {
  it('kinds of an utterance are few, small numbers, the same for the same words in another order, case and ending', () => {
    const kinds = kindsOf('I want to cancel my subscription today')
    expect(kinds.length).toBeGreaterThan(0)
    expect(kinds.length).toBeLessThanOrEqual(4)
    expect(kinds.every((kind) => Number.isInteger(kind) && kind >= 0 && kind < 256)).toBe(true)
    expect(kindsOf('Cancelled SUBSCRIPTIONS').every((kind) => kinds.includes(kind))).toBe(true)
  })

  it('kinds of an utterance are none where it has no word, and some in scripts without blanks', () => {
    expect(kindsOf('… 👍')).toEqual([])
    expect(kindsOf('荷物が届きません').length).toBeGreaterThan(0)
  })
})

describe('a confidence that agents judged', () => {
  it('a confidence that nobody judged, or as many found right as wrong, stays as it is', () => {
    for (const confidence of [0, 0.01, 0.5, 0.83, 1]) {
      expect(confidenceJudged(confidence, { up: 0, down: 0 })).toBe(confidence)
      expect(confidenceJudged(confidence, { up: 4, down: 4 })).toBe(confidence)
    }
  })

  it('a confidence rises with each who found it right and sinks with each who found it wrong, and stays between 0 and 1', () => {
    const judged = (up: number, down: number) => confidenceJudged(0.6, { up, down })
    expect([judged(0, 9), judged(0, 2), judged(0, 1), 0.6, judged(1, 0), judged(2, 0)]).toEqual(
      [judged(0, 9), judged(0, 2), judged(0, 1), 0.6, judged(1, 0), judged(2, 0)].toSorted((a, b) => a - b),
    )
    expect(new Set([judged(0, 2), judged(0, 1), 0.6, judged(1, 0)]).size).toBe(4)
  })

  it('a confidence far below the cut is not lifted over it however many found it right, and a sure one may sink below it', () => {
    const crowd = 1_000_000
    expect(confidenceJudged(0.34, { up: crowd, down: 0 })).toBeLessThan(0.5)
    expect(confidenceJudged(0.36, { up: crowd, down: 0 })).toBeGreaterThan(0.5)
    expect(confidenceJudged(0.9, { up: 0, down: crowd })).toBeLessThan(0.5)
    expect(confidenceJudged(1, { up: 0, down: crowd })).toBe(1)
    expect(confidenceJudged(0, { up: crowd, down: 0 })).toBe(0)
  })

  it('a confidence that no crowd lifts to the cut is below the least one that reaches it', () => {
    for (const wanted of [0.2, 0.5, 0.9]) {
      const least = leastToReach(wanted)
      const lifted = (confidence: number) => confidenceJudged(confidence, { up: 1_000_000, down: 0 })
      expect(lifted(least - 0.001)).toBeLessThan(wanted)
      expect(lifted(least + 0.001)).toBeGreaterThan(wanted)
    }
    expect([leastToReach(0), leastToReach(1)]).toEqual([0, 1])
  })

  it('what was judged alike counts by the share of kinds in which it was', () => {
    expect(
      judgedAlike([
        { up: 2, down: 0 },
        { up: 0, down: 1 },
      ]),
    ).toEqual({ up: 1, down: 0.5 })
    expect(judgedAlike([])).toEqual({ up: 0, down: 0 })
  })
})

describe('a voice', () => {
  const cast = (...votes: readonly Vote[]) => {
    const mentioned = new Set<string>()
    let [up, down] = [0, 0]
    for (const vote of votes) {
      const change = castVote('agent and article', vote, mentioned)
      if (change === undefined) continue
      mentioned.add(change.mention)
      up += change.up
      down += change.down
    }
    return [up, down]
  }

  it.each<[Vote[], [number, number]]>([
    [['up'], [1, 0]],
    [
      ['up', 'up', 'up'],
      [1, 0],
    ],
    [
      ['up', 'down'],
      [0, 1],
    ],
    [
      ['up', 'none'],
      [0, 0],
    ],
    [
      ['up', 'none', 'up'],
      [1, 0],
    ],
    [['none'], [0, 0]],
  ])('a voice counts once, and goes along with a change of mind: %j', (votes, counts) => {
    expect(cast(...votes)).toEqual(counts)
  })

  it('a voice that never settles counts once at the most', () => {
    const votes = Array.from({ length: 101 }, (_, n): Vote => (n % 2 === 0 ? 'up' : 'down'))
    const [up = 0, down = 0] = cast(...votes)
    expect(up + down).toBe(1)
  })

  it('a voice is none of another agent or article', () => {
    expect(castVote('b', 'up', { has: (mention) => mention.endsWith(' a') })).toMatchObject({ up: 1 })
  })
})
