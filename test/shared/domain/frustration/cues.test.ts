/** What the words around an utterance add to it. Sentences of our own. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CUES, cuesOf, inContext, saidBefore } from '../../../../shared/domain/frustration/cues.ts'

const WEIGHTS = { apology: 0.9, inability: 0.4, negation: 0.4, insistence: 0.6 }

describe('the cues of an utterance', () => {
  it.each([
    ['ok', 'I am sorry, I have no news yet.', ['apology']],
    ['ok', 'Unfortunately we can’t find it.', ['apology', 'inability']],
    ['ok', 'I did not understand that.', ['inability']],
    ['sorry, I am late', 'Hello', []],
    ['That is not what I asked', undefined, ['negation', 'insistence']],
    ['It doesn`t start', undefined, ['negation']],
    ['I told you my number', undefined, ['insistence']],
    ['It keeps crashing, for the third time', undefined, ['insistence']],
    ['Still no answer', 'We could not reach them.', ['inability', 'negation', 'insistence']],
    ['No.', 'Anything else?', []],
    ['no thanks, nothing else', undefined, []],
    ['I don’t mind', undefined, []],
    ['thank you again', undefined, []],
    ['', undefined, []],
  ])('the cues of %j after %j are %j', (utterance, before, cues) => {
    expect(cuesOf(utterance, before)).toEqual(cues)
  })

  it('the cues of an utterance of any length are found without delay', () => {
    const long = 'no not never keeps again '.repeat(400) + '!'.repeat(5000) + 'a'.repeat(5000)
    expect(cuesOf(long, long)).toEqual(['negation', 'insistence'])
  })
})

describe('frustration in context', () => {
  it('frustration in context is that of the utterance alone where nothing stands around it', () => {
    expect(inContext(0.2, [], WEIGHTS)).toBe(0.2)
  })

  it('frustration in context adds log-odds: .2 after an apology is the sigmoid of logit(.2) + .9', () => {
    const odds = (0.2 / 0.8) * Math.exp(0.9)
    expect(inContext(0.2, ['apology'], WEIGHTS)).toBeCloseTo(odds / (1 + odds), 12)
  })

  it('frustration in context stays within [0, 1] and rises with each cue that weighs something', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.subarray([...CUES]), (alone, cues) => {
        const figure = inContext(alone, cues, WEIGHTS)
        expect(figure).toBeGreaterThanOrEqual(0)
        expect(figure).toBeLessThanOrEqual(1)
        if (alone < 0.999) expect(figure).toBeGreaterThanOrEqual(alone)
      }),
    )
  })
})

describe('what was said before', () => {
  const turns = [
    { speaker: 'bot', text: 'hello' },
    { speaker: 'customer', text: 'my order' },
    { speaker: 'bot', text: 'sorry?' },
    { speaker: 'agent', text: 'let me look' },
    { speaker: 'customer', text: 'ok' },
    { speaker: 'customer', text: 'and?' },
  ]

  it('what was said before is every line of the others since the customer was silent', () => {
    expect(saidBefore(turns, 4)).toBe('sorry?\nlet me look')
    expect(saidBefore(turns, 1)).toBe('hello')
  })

  it('what was said before stays the same for a customer who writes twice', () => {
    expect(saidBefore(turns, 5)).toBe('sorry?\nlet me look')
  })

  it('what was said before is nothing where the customer begins', () => {
    expect(saidBefore(turns.slice(1), 0)).toBeUndefined()
  })
})
