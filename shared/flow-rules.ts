/**
 * The sections of the rules file that flows decide by. They stand by themselves, so that whoever judges a payload needs
 * not load how phrases are found.
 */
import * as z from 'zod/mini'
import { defaults } from './defaults.ts'
import { unitInterval } from './wire/identifiers.ts'
import { escalationLevel } from './wire/vocabulary.ts'

export const phrase = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => text === '' || text.trim() !== '', 'must not be blank'),
)
export const milliseconds = z.int().check(z.minimum(1), z.maximum(600_000))
export const DAY_SECONDS = 86_400

/** Checks of several values at once are made once each of them fits by itself: they must never stumble over a wrong one. */
export const ONCE_ALL_FIT = { when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0 }

export const routing = z.strictObject({
  /** An intent routes when its score is at least this. */
  confidenceThreshold: z._default(unitInterval, 0.85),
  /** Intent name, exact and case-sensitive, to skill group. */
  intentToSkill: z._default(z.record(z.string(), phrase), {
    billing_inquiry: 'Billing Support',
    payment_failure: 'Billing Support',
    login_issue: 'Technical Support',
    product_bug: 'Technical Support',
    feature_request: 'Sales Team',
  }),
  defaultSkill: z._default(phrase, 'General Inquiry'),
  routingMethod: z._default(z.enum(['longestAvailable', 'firstAvailable']), 'longestAvailable'),
  /** Asks CXone for available agents before routing; with none, the overflow group is used. */
  checkAvailability: z._default(z.boolean(), false),
  overflowSkill: z._default(phrase, 'General Inquiry'),
  /**
   * Deliveries without an id count as repeats while the same body came within so many seconds. 0 is off: CXone itself
   * refuses to route twice.
   */
  repeatWindowSeconds: z._default(z.int().check(z.minimum(0), z.maximum(DAY_SECONDS)), 0),
})

export const fallback = z.strictObject({
  rule: z._default(z.enum(['auto', 'posterior', 'tutorial']), 'auto'),
  escalateBelow: z._default(unitInterval, 0.65),
  topIntents: z._default(z.int().check(z.minimum(1), z.maximum(20)), 3),
  /** The guard of docs/contract.md 1.2: another intent with more confidence than this is no fallback. */
  maximumConfidence: z._default(unitInterval, 0.4),
  weights: z._default(z.strictObject({ historical: unitInterval, semantic: unitInterval }), {
    historical: 0.6,
    semantic: 0.4,
  }),
  /** A candidate of the tutorial rule whose cosine or confusion rate, before scaling, is below its floor is left out. */
  floors: z._default(
    z.strictObject({ semantic: z.number().check(z.minimum(-1), z.maximum(1)), historical: unitInterval }),
    {
      semantic: -1,
      historical: 0,
    },
  ),
  responseBudgetMs: z._default(milliseconds, 1500),
  /** How long Cognigy is still tried to be told after the answer, unless the session moved on. */
  retryWithinMs: z._default(milliseconds, 20_000),
  /** Off: the flow transfers by `nextNode` alone. */
  triggerOnEscalation: z._default(z.boolean(), true),
  suggestNode: z._default(phrase, 'SuggestionRouterNode'),
  suggestText: z._default(phrase, 'Did you mean one of these options?'),
  escalateNode: z._default(phrase, 'HumanTransferNode'),
  escalateText: z._default(phrase, 'I am not sure I understand. Would you like to speak to an agent?'),
})

const SEVERITY = escalationLevel.options

const band = z.strictObject({
  level: escalationLevel,
  /** The band starts at this score, inclusive, and ends where the next one starts; the last one ends at 1. */
  from: unitInterval,
  targetFlow: phrase,
  targetNode: phrase,
})

export const escalation = z
  .strictObject({
    rule: z._default(z.enum(['calibrated', 'winner', 'expected']), defaults.escalation.rule),
    /** Weight of p(neutral) in the calibrated rule where the model has no frustration head. */
    neutralWeight: z._default(unitInterval, defaults.escalation.neutralWeight),
    decay: z._default(z.number().check(z.gt(0), z.maximum(1)), defaults.escalation.decay),
    matrix: z._default(
      z.array(band).check(
        z.superRefine((bands, context) => {
          const refuse = (path: (string | number)[], message: string) =>
            context.addIssue({ code: 'custom', path, message })
          if (bands[0]?.from !== 0 || bands[0].level !== 'standard') refuse([0], 'must be standard, from 0')
          for (const [i, { from, level }] of bands.entries()) {
            const before = bands[i - 1]
            if (before === undefined) continue
            if (from <= before.from) refuse([i, 'from'], 'must be above the one before: bands ascend and leave no gap')
            if (SEVERITY.indexOf(level) <= SEVERITY.indexOf(before.level)) {
              refuse([i, 'level'], 'must be more severe than the one before')
            }
          }
        }, ONCE_ALL_FIT),
      ),
      [
        { level: 'standard', from: 0, targetFlow: 'main_flow', targetNode: 'continue' },
        { level: 'supervisor', from: 0.35, targetFlow: 'supervisor_escalation', targetNode: 'start' },
        { level: 'manager', from: 0.65, targetFlow: 'manager_escalation', targetNode: 'start' },
      ],
    ),
    /** Whether the flow is sent to the target of `standard` too, at each turn. */
    redirectOnStandard: z._default(z.boolean(), false),
    /** How long a level that Cognigy was told of is not triggered again, unless it rises. */
    coolDownSeconds: z._default(z.int().check(z.minimum(0), z.maximum(DAY_SECONDS)), 300),
    /** Utterances of the customer that count, the newest; older ones have next to no weight. */
    historyLimit: z._default(z.int().check(z.minimum(1), z.maximum(50)), 20),
    /** How far below a cut the score must fall before agents see the lower level. */
    hysteresis: z._default(unitInterval, 0.05),
    /** Languages that are scored, of those that the model speaks. */
    languages: z._default(z.array(phrase), ['en']),
    /** Whether Cognigy is escalated by what widgets score too, not only when its flow asks. */
    fromClientScores: z._default(z.boolean(), false),
  })
  .check(
    z.superRefine(({ matrix, hysteresis }, context) => {
      const lowest = matrix[1]?.from
      if (lowest === undefined || hysteresis < lowest) return
      const message = `must be below the lowest cut (${lowest}), or agents would never see standard again`
      context.addIssue({ code: 'custom', path: ['hysteresis'], message })
    }, ONCE_ALL_FIT),
  )

export const handover = z.strictObject({
  requiredContext: z._default(z.array(phrase), ['intent', 'customerName']),
  /** Missing, they are told as warnings. */
  expectedContext: z._default(z.array(phrase), ['transferReason']),
  /** What a key of the context must hold where it is there; other keys may hold anything. */
  contextTypes: z._default(z.record(z.string(), z.enum(['string', 'number', 'boolean'])), {
    intent: 'string',
    customerName: 'string',
    transferReason: 'string',
    botSummary: 'string',
  }),
  /** Whether a handover needs a wrap-up code; `null`: where the dialect of CXone sets one with a transfer. */
  requireWrapupCode: z._default(z.nullable(z.boolean()), null),
  /** Queue name to queue id: lets a finding name the id where a bot sent the name, which CXone cannot be asked for. */
  queues: z._default(z.record(z.string(), phrase), {}),
  /** Whether to transfer although a check could not be made. */
  transferWhenUnchecked: z._default(z.boolean(), false),
})

const fieldIdent = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be the ident of a field'))
const sentimentShare = z.number().check(z.minimum(-1), z.maximum(1))
const skillId = z.int().check(z.minimum(1))

/** Read where an upstream is spoken to in its vendor's dialect. */
export const vendor = z.strictObject({
  /** Skill name to skill id: those need no list of skills, and no permission for one. */
  skills: z._default(z.record(z.string(), skillId), {}),
  /** Idents of the contact's fields that the intent and an agent's summary are written to. */
  customFields: z.prefault(
    z.strictObject({
      intent: z._default(fieldIdent, 'cognigy_intent'),
      score: z._default(fieldIdent, 'cognigy_score'),
      /** An agent's summary, where no disposition takes it. */
      summary: z._default(fieldIdent, 'cognigy_summary'),
    }),
    {},
  ),
  /** Idents of the contact's fields that a handover's context is written to. */
  handoverFields: z.prefault(
    z.strictObject({
      intent: z._default(fieldIdent, 'cognigy_intent'),
      botSummary: z._default(fieldIdent, 'cognigy_summary'),
      transferReason: z._default(fieldIdent, 'cognigy_reason'),
      customerName: z._default(fieldIdent, 'cognigy_customer'),
    }),
    {},
  ),
  /** How contacts are brought on their way. */
  via: z.prefault(
    z.strictObject({
      digital: z._default(z.enum(['queue', 'signal', 'answer']), 'queue'),
      voice: z._default(z.enum(['signal', 'answer']), 'signal'),
    }),
    {},
  ),
  /** First parameter of a signal: what the script tells its signals apart by. */
  signalAction: z._default(phrase, 'Escalate'),
  /** Users of CXone that are bots: a contact that stands with one of them is nobody's yet. */
  botUserIds: z._default(z.array(z.union([phrase, z.pipe(z.int(), z.transform(String))])), []),
  /** Of suggestions that come without a confidence. */
  defaultConfidence: z._default(unitInterval, 0.75),
  /** Takes each output text of the flow for a suggestion where it gives none as such. */
  suggestFromText: z._default(z.boolean(), false),
  /** What the event hub's words for a mood are in [-1, 1]. */
  eventHubSentiment: z.prefault(
    z.strictObject({
      negative: z._default(sentimentShare, -0.7),
      neutral: z._default(sentimentShare, 0),
      positive: z._default(sentimentShare, 0.7),
    }),
    {},
  ),
})

const flowRules = z.object({
  routing: z.prefault(routing, {}),
  fallback: z.prefault(fallback, {}),
  escalation: z.prefault(escalation, {}),
  handover: z.prefault(handover, {}),
  vendor: z.prefault(vendor, {}),
})
export type FlowRules = z.infer<typeof flowRules>

/** What flows decide by without a rules file. */
export const defaultFlowRules: FlowRules = flowRules.parse({})
