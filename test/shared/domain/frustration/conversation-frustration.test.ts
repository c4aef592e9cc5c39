/** One figure for a conversation: plainly, and with what a model knows of conversations. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ConversationFigures,
  conversationFrustration,
  levelOf,
} from '../../../../shared/domain/frustration/frustration.ts'
import { defaultRules } from '../../../../shared/rules.ts'

const rules = { ...defaultRules.escalation, rule: 'calibrated' as const }
const FIGURES: ConversationFigures = {
  cues: { apology: 1, inability: 0, negation: 0, insistence: 0 },
  prior: 2,
  decay: 0.5,
  points: [
    [0, 0],
    [0.4, 0.35],
    [0.6, 0.65],
    [1, 1],
  ],
}
const straight = { ...FIGURES, points: [[0, 0] as const, [1, 1] as const] }

describe('the figure of a conversation', () => {
  it('the figure of a conversation is the weighted mean where the model knows only utterances', () => {
    expect(conversationFrustration([0.2, 0.8], rules)).toBeCloseTo((0.8 + 0.85 * 0.2) / 1.85, 12)
    expect(conversationFrustration([], rules)).toBe(0)
  })

  it.each(['expected', 'winner'] as const)(
    'the figure of a conversation by the rule %s is the weighted mean, whatever the model knows',
    (rule) => {
      const plain = conversationFrustration([0.2, 0.8], { ...rules, rule })
      expect(conversationFrustration([0.2, 0.8], { ...rules, rule }, FIGURES)).toBe(plain)
    },
  )

  it('the figure of a conversation begins with a calm that fades as messages do', () => {
    // 1 / (1 + 2·.5), then (1 + .5) / (1 + .5 + 2·.25)
    expect(conversationFrustration([1], rules, straight)).toBeCloseTo(1 / 2, 12)
    expect(conversationFrustration([1, 1], rules, straight)).toBeCloseTo(1.5 / 2, 12)
    expect(conversationFrustration([], rules, FIGURES)).toBe(0)
  })

  it('the figure of a conversation goes through the model’s curve', () => {
    expect(conversationFrustration([0.8], rules, FIGURES)).toBeCloseTo(0.35, 12)
    expect(conversationFrustration([0.5, 0.8], rules, FIGURES)).toBeCloseTo(0.35 + (0.3 * 0.125) / 0.2, 12)
  })

  it('the figure of a conversation lets an outburst through after any number of calm messages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 }), (calm) => {
        const figure = conversationFrustration([...Array<number>(calm).fill(0), 1], rules, straight)
        expect(figure).toBeCloseTo(0.5, 6)
      }),
    )
  })

  it('the figure of a conversation stays within [0, 1] and never falls when its last message is worse', () => {
    const figure = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 12 }), figure, figure, (before, a, b) => {
        const [low, high] = [a, b].toSorted((x, y) => x - y)
        const worse = conversationFrustration([...before, high ?? 0], rules, FIGURES)
        expect(worse).toBeGreaterThanOrEqual(conversationFrustration([...before, low ?? 0], rules, FIGURES) - 1e-12)
        expect(worse).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('the figure of a conversation of one message is no manager’s matter, however angry it is', () => {
    expect(levelOf(conversationFrustration([1], rules, FIGURES), rules.matrix)).not.toBe('manager')
  })
})
