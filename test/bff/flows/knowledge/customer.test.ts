/** What is known of the customer's language, from what is known of the conversation. */
import { describe, expect, it } from 'vitest'
import { customerLanguage, customerWords } from '../../../../bff/flows/knowledge/customer.ts'
import { type ConversationRecord, newRecord } from '../../../../shared/domain/conversation/record.ts'

const NONE: ConversationRecord['mentioned'] = { has: () => false, size: 0, with: () => NONE, joined: () => NONE }
const AT = { seq: 1, at: '2026-01-31T09:30:00.000Z' }
const record = newRecord('conv_1', 'epoch', NONE)
const { snapshot } = record

describe('the customer’s language', () => {
  it('the customer’s language is what the bot told, and unknown where it told none or nobody knows the conversation', () => {
    const frustration = { ...AT, data: { score: 0.2, level: 'standard' as const, translated: true as const } }
    const told = { ...frustration, data: { ...frustration.data, language: 'de' } }
    expect(customerLanguage({ ...record, snapshot: { ...snapshot, frustration: told } })).toBe('de')
    expect(customerLanguage({ ...record, snapshot: { ...snapshot, frustration } })).toBeUndefined()
    expect(customerLanguage(record)).toBeUndefined()
    expect(customerLanguage(undefined)).toBeUndefined()
  })

  it('the customer’s language shows in the last three things that they wrote, blank ones and those of others aside', () => {
    const said = (['eins', 'zwei', ' ', 'drei', 'vier'] as const).map((text, n) => ({
      ...AT,
      data: { utteranceId: `u${n}`, speaker: 'customer' as const, text },
    }))
    const other = { ...AT, data: { utteranceId: 'a', speaker: 'agent' as const, text: 'moment' } }
    expect(customerWords({ ...record, snapshot: { ...snapshot, transcript: [...said, other] } })).toEqual([
      'zwei',
      'drei',
      'vier',
    ])
    expect(customerWords(undefined)).toEqual([])
  })
})
