import { describe, expect, it } from 'vitest'
import { wordForms } from '../../../../shared/domain/policy/word-forms.ts'

describe('forms of a word', () => {
  it.each([
    ['refund', ['refund', 'refunds', 'refunded', 'refunding']],
    ['cancel', ['cancels', 'canceled', 'cancelled', 'canceling', 'cancelling', 'cancelation', 'cancellation']],
    ['complaint', ['complaint', 'complaints']],
    ['escalate', ['escalates', 'escalated', 'escalating', 'escalation', 'escalations']],
    ['guarantee', ['guarantees', 'guaranteed', 'guaranteeing']],
    ['sue', ['sues', 'sued', 'suing']],
    ['company', ['company', 'companies']],
    ['stop', ['stops', 'stopped', 'stopping']],
    ['charge', ['charges', 'charged', 'charging']],
    ['tax', ['taxes', 'taxed', 'taxing']],
    ['pay', ['pays', 'payed', 'paying']],
    ['delay', ['delays', 'delayed', 'delaying']],
    ['crash', ['crashes', 'crashed']],
  ])('a word is known in the forms that people use: %s', (word, forms) => {
    expect([...wordForms(word)]).toEqual(expect.arrayContaining(forms))
  })
})

describe('neighbours of a word', () => {
  it.each([
    ['refund', ['refundable', 'prefund', 'fund', 'refun']],
    ['cancel', ['cancer', 'cancellable', 'cance']],
    ['escalate', ['escalator', 'scale']],
    ['company', ['companion', 'accompany']],
    ['legal', ['illegal', 'legally', 'legality', 'legacy']],
    ['action', ['reaction', 'actionable', 'act']],
    ['sue', ['issue', 'suet', 'suite', 'sure']],
  ])('a word is not taken for its neighbours: %s', (word, others) => {
    const forms = wordForms(word)
    expect(others.filter((other) => forms.has(other))).toEqual([])
  })
})

describe('the shortest words', () => {
  it.each(['', 'a', 'e', 'y', 'by', 'ox', 'ß', '返金'])('the shortest words are at least themselves: %j', (word) => {
    expect(wordForms(word)).toContain(word)
  })
})
