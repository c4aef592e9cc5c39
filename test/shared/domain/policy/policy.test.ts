/** The policy as operators set it: thresholds, fillers, labels, its own test cases, and its time. */
import { describe, expect, it } from 'vitest'
import {
  type Candidate,
  countWithheld,
  createPolicy,
  type PolicyRules,
} from '../../../../shared/domain/policy/policy.ts'
import { defaultRules, rulesFile } from '../../../../shared/rules.ts'
import { parseOrProblem } from '../../../../shared/wire/problem.ts'
import { seeded } from '../../../bff/flows/suggestions/disguises.ts'

const judge = (candidate: Partial<Candidate>, rules: Partial<PolicyRules> = {}) =>
  createPolicy({ ...defaultRules.policy, ...rules }).judge({ text: 'ok', confidence: 0.9, source: 'x', ...candidate })

describe('confidence', () => {
  it.each([
    [0.75, undefined],
    [1, undefined],
    [0.7499, 'low_confidence'],
    [0, 'low_confidence'],
    [undefined, 'no_confidence'],
    [Number.NaN, 'no_confidence'],
    [1.01, 'no_confidence'],
    [-0.5, 'no_confidence'],
    [Number.POSITIVE_INFINITY, 'no_confidence'],
  ])('of %s gives: %s', (confidence, reason) => {
    expect(judge({ confidence })?.reason).toBe(reason)
  })
})

describe('a text', () => {
  it.each([
    ['', 'empty'],
    [' \n\t ', 'empty'],
    ['\u200b\u2060\ufeff', 'empty'],
    ['\u3164\u00ad', 'empty'],
    ['x'.repeat(2001), 'too_long'],
  ])('that shows nothing or too much is withheld (%#)', (text, reason) => {
    expect(judge({ text })?.reason).toBe(reason)
  })

  it('is judged together with the source that is shown beside it', () => {
    expect(judge({ source: 'Take legal action!' })?.reason).toBe('prohibited_phrase')
  })

  it('with a phrase is withheld for the phrase, whatever its confidence', () => {
    expect(judge({ text: 'take legal action', confidence: undefined })?.reason).toBe('prohibited_phrase')
  })
})

describe('a text that is more than it seems', () => {
  it.each([
    ['a ligature of 18 letters', 'ﷺ'],
    ['a square of eight letters', '㌖'],
  ])('is withheld as too long, for each character is %s', (_what, character) => {
    expect(judge({ text: character.repeat(2000) })?.reason).toBe('too_long')
    expect(judge({ text: character })).toBeUndefined()
  })

  it('is not withheld for the parts of its letters', () => {
    expect(judge({ text: '각'.repeat(2000) })).toBeUndefined()
    expect(judge({ text: 'ề'.repeat(2000) })).toBeUndefined()
    expect(judge({ text: 'm ㎞ '.repeat(500) })).toBeUndefined()
  })

  it('is withheld for the source beside it too', () => {
    expect(judge({ source: 'x'.repeat(100_000) })?.reason).toBe('too_long')
  })

  it.each(['ﷺ', '㎜', '각', 'Ν|ο× ', 'ǖ', 'l e g a l ', '\u202eab\u202c', '\u0301', '𝕞'])(
    'costs no more than a moment of the processor, of any of 50 with 10,000 characters: %j',
    (unit) => {
      const policy = createPolicy({ ...defaultRules.policy, longestText: 10_000 })
      const text = unit.repeat(10_000).slice(0, 10_000)
      const costs = Array.from({ length: 50 }, () => {
        const { user } = process.cpuUsage()
        policy.judge({ text, confidence: 0.9, source: 'x' })
        return (process.cpuUsage().user - user) / 1000
      })
      // The cheapest: others use this machine and this process too, and the first ones are compiled.
      expect(Math.min(...costs)).toBeLessThan(50)
    },
  )
})

describe('a filler', () => {
  const rules = { prohibitedPhrases: ['full refund'], phraseDetails: { 'full refund': { filler: 2 } } }
  it.each([
    ['a full refund', true],
    ['full and complete refund', true],
    ['full — no — refund', true],
    ['full one two refund', true],
    ['full one two three refund', false],
    ['fulfil a refund', false],
  ])('of two lets at most two words stand between: %s', (text, stopped) => {
    expect(judge({ text }, rules) !== undefined).toBe(stopped)
  })

  it('is none where the phrase has no entry', () => {
    expect(
      judge({ text: 'full quick refund' }, { prohibitedPhrases: ['full refund'], phraseDetails: {} }),
    ).toBeUndefined()
  })
})

describe('what agents are told', () => {
  it('is the label, and "prohibited phrase" where there is none', () => {
    expect(judge({ text: 'legal action' })?.rule).toBe('legal threat')
    expect(judge({ text: 'legal action' }, { phraseDetails: {} })?.rule).toBe('prohibited phrase')
  })

  it('is never the phrase, not even where the label is', () => {
    const phraseDetails = { 'legal action': { label: 'Legal-Action!' } }
    expect(judge({ text: 'legal action' }, { phraseDetails })?.rule).toBe('prohibited phrase')
  })

  it('is counted by reason and rule', () => {
    const [a, b] = [judge({ text: 'legal action' }), judge({ confidence: 0 })]
    const verdicts = [a, b, a].flatMap((verdict) => (verdict === undefined ? [] : [verdict]))
    expect(countWithheld(verdicts)).toEqual([
      { reason: 'prohibited_phrase', rule: 'legal threat', count: 2 },
      { reason: 'low_confidence', rule: 'minimum confidence', count: 1 },
    ])
  })
})

describe('a phrase in another script', () => {
  it.each([
    ['юридические действия', 'Примем ЮРИДИЧЕСКИЕ ДЕЙСТВИЯ!'],
    ['νομική ενέργεια', 'θα υπάρξει ΝΟΜΙΚΉ ΕΝΈΡΓΕΙΑ'],
    ['νομική ενέργεια', 'ΝΟΜΙΚΉ|ΕΝΈΡΓΕΙΑ'],
    ['reembolso íntegro', 'un REEMBOLSO ÍNTEGRO'],
    ['法的措置', '法的措置を取ります。'.slice(0, 4)],
    ['サービス停止', 'サービス停止'],
  ])('is found in any case: %s', (phrase, text) => {
    expect(judge({ text }, { prohibitedPhrases: [phrase] })?.reason).toBe('prohibited_phrase')
  })
})

describe('a rules file', () => {
  const reading = (policy: object) => parseOrProblem(rulesFile, { policy })

  it.each([
    [{ mustBlock: ['fine', 'we take legal action'] }, 'policy.mustBlock.0'],
    [{ mustPass: ['fine', 'we take l e g a l action'] }, 'policy.mustPass.1'],
  ])('whose policy fails its own case is refused, its place named and not its text (%#)', (policy, path) => {
    const refused = reading(policy)
    expect(refused).toMatchObject({ ok: false, errors: [{ path }] })
    expect(JSON.stringify(refused)).not.toMatch(/fine|legal|l e g a l/)
  })

  it('whose policy passes its own cases is taken', () => {
    expect(reading({ mustBlock: ['LEGAL ACTION'], mustPass: ['illegal action'] }).ok).toBe(true)
  })

  it.each(['!!!', ' ', '🙂'])('with a phrase that would stop nothing is refused: %j', (phrase) => {
    expect(reading({ prohibitedPhrases: [phrase] })).toMatchObject({
      ok: false,
      errors: [{ path: 'policy.prohibitedPhrases.0' }],
    })
  })
})

describe('no text takes long', () => {
  const phrases = [
    ...defaultRules.policy.prohibitedPhrases,
    'no one is on our side',
    'a b a b a b',
    'class stop',
    'no no no no',
  ]
  const ten = [...phrases, 'we will see you in court', 'trust me on this', "boss's sister"]
  const phraseDetails = Object.fromEntries(ten.map((phrase) => [phrase, { filler: 10 }]))
  const policy = createPolicy({ ...defaultRules.policy, prohibitedPhrases: ten, phraseDetails })
  const random = seeded(4)
  const words = ten.flatMap((phrase) => phrase.split(' '))
  const shuffled = Array.from({ length: 400 }, () => words[Math.floor(random() * words.length)]).join(' ')
  const cut = (text: string): string => text.repeat(Math.ceil(2000 / text.length)).slice(0, 2000)
  const texts = [
    ...ten.map((phrase) => cut(`${phrase.slice(0, -1)} `)),
    ...ten.map((phrase) => cut(phrase.slice(0, 3))),
    ...ten.map((phrase) => cut(Array.from(phrase.slice(0, -1)).join(' '))),
    ...ten.map((phrase) => cut(`${phrase.split(' ')[0]} `)),
    ...[
      'a ',
      's ',
      'l',
      'l ',
      'no o ',
      'clas s s s ',
      'bos s s s s s s s s ',
      'aab ',
      '| ',
      'ℵ',
      '\u0301',
      '\u202e',
      'ﷺ',
      '×',
    ].map(cut),
    cut(shuffled),
  ]

  it.each(texts.map((text) => [text.slice(0, 20), text]))('made of: %j', (_start, text) => {
    // The best of three: others use this machine too.
    const times = Array.from({ length: 3 }, () => {
      const startedAt = performance.now()
      policy.judge({ text, confidence: 0.9, source: 'x' })
      return performance.now() - startedAt
    })
    expect(Math.min(...times)).toBeLessThan(1000)
  })
})
