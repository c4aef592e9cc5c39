import { describe, expect, it } from 'vitest'
import { defaultRules, rulesFile } from '../../../shared/rules.ts'
import { parseOrProblem } from '../../../shared/wire/problem.ts'

/** Written out a second time on purpose: these are the contract's figures, not the code's. */
describe('an empty rules file', () => {
  it('an empty rules file is the contract in routing', () => {
    expect(defaultRules.routing).toMatchObject({
      confidenceThreshold: 0.85,
      intentToSkill: {
        billing_inquiry: 'Billing Support',
        payment_failure: 'Billing Support',
        login_issue: 'Technical Support',
        product_bug: 'Technical Support',
        feature_request: 'Sales Team',
      },
      defaultSkill: 'General Inquiry',
      routingMethod: 'longestAvailable',
      checkAvailability: false,
    })
    expect(Object.keys(defaultRules.routing.intentToSkill)).toHaveLength(5)
  })

  it('an empty rules file is the contract in fallback', () => {
    expect(defaultRules.fallback).toMatchObject({
      escalateBelow: 0.65,
      topIntents: 3,
      maximumConfidence: 0.4,
      weights: { historical: 0.6, semantic: 0.4 },
      responseBudgetMs: 1500,
      suggestNode: 'SuggestionRouterNode',
      suggestText: 'Did you mean one of these options?',
      escalateNode: 'HumanTransferNode',
      escalateText: 'I am not sure I understand. Would you like to speak to an agent?',
    })
  })

  it('an empty rules file is the contract in assist', () => {
    expect(defaultRules.assist).toMatchObject({
      keywords: ['refund', 'cancel', 'complaint', 'escalate'],
      sentimentThreshold: -0.4,
      enableKeywordTrigger: true,
      enableSentimentTrigger: true,
      suggestTimeoutMs: 5000,
      cacheScope: 'conversation',
      cacheEntries: 500,
      cacheSeconds: 120,
      fallbackSuggestions: [
        { text: 'I understand your concern. Let me connect you with a specialist.', confidence: 0.85 },
        { text: 'Would you like me to explain our resolution options?', confidence: 0.8 },
      ],
    })
  })

  it('an empty rules file is the contract in policy', () => {
    expect(defaultRules.policy).toMatchObject({
      prohibitedPhrases: ['guarantee full refund', 'legal action', 'sue the company'],
      minConfidence: 0.75,
    })
  })

  it('an empty rules file is the contract in escalation', () => {
    expect(defaultRules.escalation).toMatchObject({
      rule: 'calibrated',
      decay: 0.85,
      matrix: [
        { level: 'standard', from: 0, targetFlow: 'main_flow', targetNode: 'continue' },
        { level: 'supervisor', from: 0.35, targetFlow: 'supervisor_escalation', targetNode: 'start' },
        { level: 'manager', from: 0.65, targetFlow: 'manager_escalation', targetNode: 'start' },
      ],
      redirectOnStandard: false,
      coolDownSeconds: 300,
    })
  })

  it('an empty rules file is the contract in handover', () => {
    expect(defaultRules.handover).toMatchObject({
      requiredContext: ['intent', 'customerName'],
      expectedContext: ['transferReason'],
    })
  })

  it('an empty rules file is the contract in widget', () => {
    expect(defaultRules.widget).toMatchObject({ maxSuggestions: 3, refreshIntervalMs: 2000 })
  })
})

describe('a rules file', () => {
  it('a rules file that sets one figure keeps all others', () => {
    const rules = rulesFile.parse({ routing: { confidenceThreshold: 0.5 } })
    expect(rules.routing).toEqual({ ...defaultRules.routing, confidenceThreshold: 0.5 })
    expect({ ...rules, routing: undefined }).toEqual({ ...defaultRules, routing: undefined })
  })

  it.each([
    ['a section that is not there', { rooting: {} }, 'rooting'],
    ['a key that is not there', { routing: { confidenceTreshold: 0.5 } }, 'confidenceTreshold'],
    ['a threshold above 1', { routing: { confidenceThreshold: 85 } }, 'routing.confidenceThreshold'],
    ['a threshold as text', { routing: { confidenceThreshold: '0.85' } }, 'routing.confidenceThreshold'],
    ['a method CXone does not know', { routing: { routingMethod: 'random' } }, 'routing.routingMethod'],
    ['a skill that is no text', { routing: { intentToSkill: { a: 1 } } }, 'routing.intentToSkill.a'],
    ['an empty skill', { routing: { defaultSkill: '' } }, 'routing.defaultSkill'],
    ['a matrix that leaves a hole at 0', { escalation: { matrix: [] } }, 'escalation.matrix'],
    ['a hysteresis that reaches below the lowest cut', { escalation: { hysteresis: 0.35 } }, 'escalation.hysteresis'],
    ['a section that is no object', { policy: [] }, 'policy'],
    ['no object at all', null, ''],
  ])('a rules file with %s is refused and the place named', (_what, content, place) => {
    const parsed = parseOrProblem(rulesFile, content)
    expect(parsed.ok).toBe(false)
    if (parsed.ok) return
    expect(parsed.errors.map(({ path, message }) => `${path} ${message}`).join()).toContain(place)
  })
})
