import { describe, expect, it } from 'vitest'
import { chooseSkill, decideRouting } from '../../../../shared/domain/ranking/routing.ts'
import { defaultRules, rulesFile } from '../../../../shared/rules.ts'

const { routing } = defaultRules
const decide = (name: string, score = 0.92) => decideRouting({ name, score }, routing)

describe('the gate', () => {
  it('the gate lets a score through that is exactly the threshold', () => {
    expect(decide('billing_inquiry', 0.85).kind).toBe('route')
  })

  it.each([0.849_999_999_999, 0.5, 0])('the gate leaves a score of %d to the bot', (score) => {
    expect(decide('billing_inquiry', score)).toEqual({ kind: 'bot_fallback', reason: 'low_confidence' })
  })

  it('the gate leaves a score that is no number to the bot', () => {
    expect(decide('billing_inquiry', Number.NaN).kind).toBe('bot_fallback')
  })

  it('the gate stands where the rules put it', () => {
    const strict = rulesFile.parse({ routing: { confidenceThreshold: 1 } }).routing
    expect(decideRouting({ name: 'billing_inquiry', score: 0.999 }, strict).kind).toBe('bot_fallback')
    expect(decideRouting({ name: 'billing_inquiry', score: 1 }, strict).kind).toBe('route')
  })
})

describe('the map', () => {
  it.each([
    ['billing_inquiry', 'Billing Support'],
    ['payment_failure', 'Billing Support'],
    ['login_issue', 'Technical Support'],
    ['product_bug', 'Technical Support'],
    ['feature_request', 'Sales Team'],
  ])('the map sends %s to %s', (intent, skill) => {
    expect(decide(intent)).toEqual({ kind: 'route', skill, unmapped: false })
  })

  it.each([
    'weather',
    'Billing_Inquiry',
    ' billing_inquiry',
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    '',
  ])('the map sends the unmapped intent "%s" to the default group and says so', (intent) => {
    expect(decide(intent)).toEqual({ kind: 'route', skill: 'General Inquiry', unmapped: true })
  })

  it('the map takes an intent that is named like a property of every object, once it is configured', () => {
    const rules = rulesFile.parse({ routing: { intentToSkill: { constructor: 'Builders' } } }).routing
    expect(decideRouting({ name: 'constructor', score: 1 }, rules)).toMatchObject({
      skill: 'Builders',
      unmapped: false,
    })
  })
})

describe('the overflow', () => {
  const rules = rulesFile.parse({ routing: { overflowSkill: 'Night Shift' } }).routing

  it('the overflow takes over where nobody is available, and remembers who was wanted', () => {
    expect(chooseSkill('Billing Support', 0, rules)).toEqual({
      skill: 'Night Shift',
      overflowFrom: 'Billing Support',
    })
  })

  it.each([1, 12, undefined])('the overflow stays out of the way with %s agents', (available) => {
    expect(chooseSkill('Billing Support', available, rules)).toEqual({ skill: 'Billing Support' })
  })

  it('the overflow is not told of where the wanted group is the overflow group itself', () => {
    expect(chooseSkill('Night Shift', 0, rules)).toEqual({ skill: 'Night Shift' })
  })
})
