/** What agents may well say passes, however near it comes to a prohibited phrase. */
import { describe, expect, it } from 'vitest'
import { createPolicy } from '../../../../shared/domain/policy/policy.ts'
import { defaultRules } from '../../../../shared/rules.ts'
import { pick, type Random, seeded } from '../../../bff/flows/suggestions/disguises.ts'

type Choices = readonly [string, ...string[]]

/** `{name}` in a template is one of these. */
const WORDS: Readonly<Record<string, Choices>> = {
  who: [
    'the legal department',
    'our legal team',
    'the support team',
    'my supervisor',
    'the billing office',
    'a colleague',
  ],
  when: ['last year', 'this morning', 'on Friday', 'within two days', 'after your call', 'in 2024'],
  thing: ['the refund form', 'your invoice', 'the company card', 'your order', 'a full statement', 'the router'],
  act: ['took action', 'reviewed it', 'acted on it', 'opened a ticket', 'wrote to you', 'refunded the fee'],
  company: ['the company', 'our company', 'the company’s suite', 'a small company', 'the delivery company'],
  doing: ['pursue', 'issue', 'ensue', 'insure', 'assure', 'discuss', 'measure', 'tissue'],
  kind: ['illegal', 'regal', 'frugal', 'medical', 'technical', 'paralegal'],
  deed: ['action', 'actions', 'reaction', 'transaction', 'interaction', 'activity'],
}

const TEMPLATES: Choices = [
  '{who} {act} {when}',
  'We never tolerate {kind} {deed} by {company}',
  'I will {doing} {company} {when}',
  'Could you {doing} {thing} to {company}?',
  'We cannot guarantee delivery {when}, but {thing} is attached',
  'I guarantee a reply {when}; a refund of one month is possible',
  'A full refund is possible where {who} {act}',
  'The {deed} is legally required and {who} {act} {when}',
  'No further {deed} is needed; {company} {act} {when}',
  '{company} will issue {thing} {when}',
  'Actions such as this are legal, and {who} {act}',
  'Take action: check {thing} {when}',
  'The guarantee covers {thing} for two years, full details are online',
  'Your {kind} {deed} was logged by {who}',
  'Sue from {company} will call you about {thing}',
  'Please {doing} this with {who}, {company} {act} {when}',
  'I can refund the full amount, as {who} {act} {when}',
  'Legal questions go to {who}; the next {deed} is yours',
  'The full refund form for {thing} comes {when}',
]

const sentence = (random: Random): string =>
  pick(random, TEMPLATES).replace(/\{(\w+)\}/g, (_, name: string) => pick(random, WORDS[name] ?? ['']))

const policy = createPolicy(defaultRules.policy)
const isStopped = (text: string): boolean =>
  policy.judge({ text, confidence: 0.9, source: 'x' })?.reason === 'prohibited_phrase'

describe('what is harmless', () => {
  it('what is harmless passes in at least 99 of 100 sentences with similar words', () => {
    const random = seeded(3)
    const sentences = new Set(Array.from({ length: 1500 }, () => sentence(random)))
    const stopped = [...sentences].filter(isStopped)
    expect(sentences.size).toBeGreaterThan(500)
    expect(stopped.length / sentences.size, stopped.slice(0, 10).join('\n')).toBeLessThan(0.01)
  })

  it.each([
    'The legal department took action last year.',
    'That would be an illegal action.',
    'I will issue the company card today.',
    'We cannot guarantee delivery on Friday, but a full refund form is here.',
    'Please pursue the company’s own complaints process.',
    'A tissue the company makes.',
    'Actions legally required by the regulator are done.',
    'Legal reaction times are published.',
    'The paralegal actioned it.',
    'I understand your concern. Let me connect you with a specialist.',
    'Would you like me to explain our resolution options?',
    'Мы вернём деньги в течение пяти дней.',
    'お客様の返金を承りました。',
    'Είμαστε εδώ για να βοηθήσουμε.',
    '🙂👍',
    '50 % | 3 × 4 = 12',
  ])('what is harmless passes such as: %s', (text) => {
    expect(policy.judge({ text, confidence: 0.9, source: 'macros' })).toBeUndefined()
  })
})
