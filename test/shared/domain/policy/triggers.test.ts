/** What makes the BFF ask for suggestions: keywords as whole words in any form, and sentiment below the threshold. */
import { describe, expect, it } from 'vitest'
import { findTriggers } from '../../../../shared/domain/policy/triggers.ts'
import { defaultRules } from '../../../../shared/rules.ts'

const triggersOf = (transcript: string, sentimentScore?: number, rules: Partial<typeof defaultRules.assist> = {}) =>
  findTriggers({ transcript, sentimentScore }, { ...defaultRules.assist, ...rules })

describe('a keyword', () => {
  it.each([
    'refund',
    'I want a refund!',
    'REFUNDS please',
    'it was refunded, they say',
    'stop refunding me',
    'Cancel.',
    'my order was cancelled',
    'my order was canceled',
    'cancelling now',
    'the cancellation of my plan',
    'two complaints',
    'please escalate this',
    'it escalated',
    'escalating things',
    'an escalation',
    'réfund',
    'RÉFÜND',
    'ｒｅｆｕｎｄ',
    're\u00adfund',
    'refund\u200b',
    'a refund/credit',
    '“refund”',
    'refund\nnow',
    'my refund’s late',
  ])('a keyword triggers as a whole word in any form: %j', (transcript) => {
    expect(triggersOf(transcript)).toEqual(['keyword'])
  })

  it.each([
    '',
    '   ',
    'is it refundable?',
    'my mother has cancer',
    'a prefund',
    'the escalator is broken',
    'fund',
    'scancel',
    'recancelled1',
    'I like it here',
    'refun d',
    '\u0000',
  ])('a keyword does not trigger inside another word: %j', (transcript) => {
    expect(triggersOf(transcript)).toEqual([])
  })

  it.each([
    ['cancelled orders', true],
    ['CANCEL, order', true],
    ['order cancel', false],
    ['cancel my order', false],
  ])('a keyword of two words wants them next to each other: %s', (transcript, triggers) => {
    expect(triggersOf(transcript, undefined, { keywords: ['cancel order'] }).length > 0).toBe(triggers)
  })

  it('a keyword of signs alone never triggers', () => {
    expect(triggersOf('!!! ???', undefined, { keywords: ['!!!', '   '] })).toEqual([])
  })

  it('a keyword may be in another language', () => {
    expect(triggersOf('Quiero un REEMBOLSO', undefined, { keywords: ['reembolso'] })).toEqual(['keyword'])
    expect(triggersOf('Geld ZURÜCK', undefined, { keywords: ['zurück'] })).toEqual(['keyword'])
  })

  it('a keyword is found in a megabyte of text without delay', () => {
    const startedAt = performance.now()
    expect(triggersOf(`${'blah '.repeat(200_000)}refund`)).toEqual(['keyword'])
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })
})

describe('text and keywords that take no time', () => {
  const many = Array.from({ length: 2000 }, (_, n) => `keyword ${n} of many`)
  it.each([
    ['letters that stand for 18', 'ﷺ', ['refund']],
    ['letters in parts', 'u\u0308', ['refund']],
    ['words of one letter', 'a ', many],
    ['the first word of each keyword', 'keyword ', many],
    ['the beginning of one keyword', 'a a a b ', ['a a a a a a a a a a a a a a c']],
  ])('no text and no list of keywords of 10,000 characters takes long: %s', (_what, unit, keywords) => {
    const transcript = unit.repeat(10_000).slice(0, 10_000)
    triggersOf('warm', undefined, { keywords })
    const { user } = process.cpuUsage()
    expect(triggersOf(transcript, undefined, { keywords })).toEqual([])
    expect((process.cpuUsage().user - user) / 1000).toBeLessThan(200)
  })
})

describe('sentiment', () => {
  it.each([
    [-0.41, ['sentiment']],
    [-0.4000001, ['sentiment']],
    [-1, ['sentiment']],
    [-0.4, []],
    [0, []],
    [1, []],
    [undefined, []],
    [Number.NaN, []],
  ])('sentiment of %s triggers: %j', (score, triggers) => {
    expect(triggersOf('hello', score)).toEqual(triggers)
  })

  it('sentiment and a keyword trigger both', () => {
    expect(triggersOf('refund', -0.9)).toEqual(['keyword', 'sentiment'])
  })
})

describe('the switches', () => {
  it('the switches turn each trigger off by itself', () => {
    expect(triggersOf('refund', -0.9, { enableKeywordTrigger: false })).toEqual(['sentiment'])
    expect(triggersOf('refund', -0.9, { enableSentimentTrigger: false })).toEqual(['keyword'])
    expect(triggersOf('refund', -0.9, { enableKeywordTrigger: false, enableSentimentTrigger: false })).toEqual([])
  })

  it('the switches and the threshold are as configured', () => {
    expect(triggersOf('hello', -0.1, { sentimentThreshold: 0 })).toEqual(['sentiment'])
    expect(triggersOf('hello', -1, { sentimentThreshold: -1 })).toEqual([])
    expect(triggersOf('refund', undefined, { keywords: [] })).toEqual([])
  })
})
