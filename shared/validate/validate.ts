/**
 * `cx-assist/validate`: what the BFF would make of a webhook's payload, in any browser or in Node, offline. The schemas
 * and the decisions are the BFF's own; nothing is sent anywhere.
 */
import type * as z from 'zod/mini'
import { defaultFlowRules, type FlowRules } from '../flow-rules.ts'
import type { HandoverFinding } from '../wire/vocabulary.ts'
import {
  conversationEndedWebhook,
  fallbackWebhook,
  handoverWebhook,
  routingWebhook,
  sentimentWebhook,
  transcriptUpdate,
  transcriptUpdates,
  transcriptWebhook,
} from '../wire/webhooks.ts'
import {
  type Decided,
  type Dialect,
  decideEndedPayload,
  decideFallbackPayload,
  decideHandoverPayload,
  decideRoutingPayload,
  decideSentimentPayload,
  decideTranscriptPayload,
} from './decisions.ts'
import { overlookedFields, schemaFindings } from './schema-findings.ts'

/** The webhooks by their names; both routing paths take the same payload. */
export const WEBHOOKS = [
  'routing',
  'fallback',
  'sentiment-escalation',
  'handover',
  'conversation-ended',
  'transcript',
] as const
export type WebhookName = (typeof WEBHOOKS)[number]

export type Finding = HandoverFinding

export interface Validation {
  readonly webhook: WebhookName
  /** HTTP status that the BFF would answer with, where CXone and Cognigy do what they are asked. */
  readonly status: Decided['status']
  /** All at once, each with its mend. Warnings stop nothing. */
  readonly findings: readonly Finding[]
  /** What would be decided, as a sentence. */
  readonly decision: string
}

/** A field that is both decided on and overlooked is told of once, with the mend that names what was meant for it. */
const withOverlooked = (decided: readonly Finding[], overlooked: readonly Finding[]): readonly Finding[] => {
  const mended = decided.map((finding) => ({
    ...finding,
    fix: overlooked.find(({ path }) => path === finding.path)?.fix ?? finding.fix,
  }))
  return [...mended, ...overlooked.filter(({ path }) => !decided.some((finding) => finding.path === path))]
}

const fitted = <S extends z.ZodMiniType>(
  schema: S,
  body: unknown,
  decide: (webhook: z.output<S>) => Decided,
): Decided => {
  const parsed = schema.safeParse(body)
  const overlooked = overlookedFields(schema, body)
  if (parsed.success) {
    const decided = decide(parsed.data)
    return { ...decided, findings: withOverlooked(decided.findings, overlooked) }
  }
  const decision = 'The BFF would refuse it: it does not fit the schema.'
  return { status: 422, findings: [...schemaFindings(schema, body), ...overlooked], decision }
}

const has = (body: unknown, key: string): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, key)

const decidedOf = (webhook: WebhookName, body: unknown, rules: FlowRules, dialect: Dialect): Decided => {
  switch (webhook) {
    case 'routing':
      return fitted(routingWebhook, body, (given) => decideRoutingPayload(given, rules))
    case 'fallback':
      return fitted(fallbackWebhook, body, (given) => decideFallbackPayload(given, rules))
    case 'sentiment-escalation':
      return fitted(sentimentWebhook, body, (given) => decideSentimentPayload(given, rules))
    case 'handover':
      return decideHandoverPayload(body, rules, dialect)
    case 'conversation-ended':
      return fitted(conversationEndedWebhook, body, decideEndedPayload)
    case 'transcript':
      return has(body, 'updates')
        ? fitted(transcriptUpdates, body, ({ updates }) => decideTranscriptPayload(updates))
        : fitted(transcriptUpdate, body, (update) => decideTranscriptPayload([update]))
  }
}

/**
 * @param rules those of the rules file; the contract's own where none are given
 * @param dialect in which the BFF speaks to CXone: its `CXONE_DIALECT`
 */
export const validate = (
  webhook: WebhookName,
  body: unknown,
  rules: FlowRules = defaultFlowRules,
  dialect: Dialect = 'tutorial',
): Validation => ({
  webhook,
  ...decidedOf(webhook, body, rules, dialect),
})

/** The same for JSON as text, as it is pasted. Text that is no JSON is a finding, with the place where that shows. */
export const validateText = (
  webhook: WebhookName,
  text: string,
  rules: FlowRules = defaultFlowRules,
  dialect: Dialect = 'tutorial',
): Validation => {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (error) {
    const message = `is not JSON${placeIn(text, error)}`
    const fix = 'look for a missing comma, quote or bracket, and for a comma too many at the end of a list'
    const finding: Finding = { path: '', code: 'not_json', message, fix, severity: 'error' }
    return { webhook, status: 400, findings: [finding], decision: 'The BFF would refuse it: it is not JSON.' }
  }
  return validate(webhook, body, rules, dialect)
}

/** Engines tell the place in their own words, some by position and some by line; others tell none. */
const placeIn = (text: string, error: unknown): string => {
  const said = error instanceof Error ? error.message : ''
  const [, line, column] = /line (\d+) column (\d+)/.exec(said) ?? []
  if (line !== undefined) return ` at line ${line}, column ${column}`
  const position = /position (\d+)/.exec(said)?.[1]
  if (position === undefined) return ''
  const before = text.slice(0, Number(position)).split('\n')
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`
}

/** Keys that only one of the webhooks has. */
const MARKS: Readonly<Record<WebhookName, readonly string[]>> = {
  handover: ['transferTo', 'transferType', 'wrapupCode', 'contextData'],
  fallback: ['previousIntents', 'sessionId', 'input'],
  'sentiment-escalation': ['userInput', 'platform', 'language'],
  routing: ['entities', 'text'],
  'conversation-ended': ['reason', 'sessionId', 'endedAt'],
  transcript: ['updates', 'transcript', 'speaker', 'interactionId'],
}

/** Which webhook a payload is probably meant for; `undefined` where nothing speaks for any. */
export const guessWebhook = (body: unknown): WebhookName | undefined => {
  if (typeof body !== 'object' || body === null) return undefined
  const counts = WEBHOOKS.map((name) => ({ name, count: MARKS[name].filter((key) => has(body, key)).length }))
  const best = counts.reduce((most, each) => (each.count > most.count ? each : most))
  return best.count === 0 ? undefined : best.name
}

/** The schemas of the payloads, for programs that check by themselves. */
export const schemas = {
  routing: routingWebhook,
  fallback: fallbackWebhook,
  'sentiment-escalation': sentimentWebhook,
  handover: handoverWebhook,
  'conversation-ended': conversationEndedWebhook,
  transcript: transcriptWebhook,
} as const
