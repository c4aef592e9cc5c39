/**
 * The rules file (`CX_ASSIST_CONFIG`): what operators may tune while the BFF runs. Every number and phrase of the
 * contract is a default here, or in `defaults.ts` where the panel goes by it too, and nowhere else; an empty file `{}` is
 * the contract.
 */
import * as z from 'zod/mini'
import { defaults } from './defaults.ts'
import { hasWords } from './domain/policy/phrase-automaton.ts'
import { failedCases } from './domain/policy/policy.ts'
import { compilePattern } from './domain/privacy/own-pattern.ts'
import { unitInterval } from './wire/identifiers.ts'
import { escalationLevel } from './wire/vocabulary.ts'

const phrase = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((text) => text === '' || text.trim() !== '', 'must not be blank'),
)
const milliseconds = z.int().check(z.minimum(1), z.maximum(600_000))
const DAY_SECONDS = 86_400
/** Longest silence that a conversation may be given; whoever keeps conversations keeps them for longer. */
export const LONGEST_SILENCE_HOURS = 168

/** Checks of several values at once are made once each of them fits by itself: they must never stumble over a wrong one. */
const ONCE_ALL_FIT = { when: ({ issues }: { readonly issues: readonly unknown[] }) => issues.length === 0 }

/** A phrase without any would find nothing and look as if it did. */
const phraseOfWords = phrase.check(z.refine(hasWords, { error: 'must hold a letter or a digit', ...ONCE_ALL_FIT }))

const routing = z.strictObject({
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

const fallback = z.strictObject({
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

const configuredSuggestion = z.strictObject({ text: phrase, confidence: unitInterval })

const assist = z.strictObject({
  /** What suggestions are asked for: utterances of the customer that trigger, by keyword or mood, or every one of them. */
  suggestOn: z._default(z.enum(['triggers', 'every']), 'triggers'),
  keywords: z._default(z.array(phraseOfWords), ['refund', 'cancel', 'complaint', 'escalate']),
  /** Suggestions are asked for when sentiment, in [-1, 1], is strictly below this. */
  sentimentThreshold: z._default(z.number().check(z.minimum(-1), z.maximum(1)), -0.4),
  enableKeywordTrigger: z._default(z.boolean(), defaults.assist.enableKeywordTrigger),
  enableSentimentTrigger: z._default(z.boolean(), defaults.assist.enableSentimentTrigger),
  suggestTimeoutMs: z._default(milliseconds, 5000),
  cacheScope: z._default(z.enum(['conversation', 'tenant']), 'conversation'),
  cacheEntries: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 500),
  cacheSeconds: z._default(z.int().check(z.minimum(1), z.maximum(DAY_SECONDS)), 120),
  fallbackSuggestions: z._default(z.array(configuredSuggestion), [
    { text: 'I understand your concern. Let me connect you with a specialist.', confidence: 0.85 },
    { text: 'Would you like me to explain our resolution options?', confidence: 0.8 },
  ]),
})

const PHRASES = ['guarantee full refund', 'legal action', 'sue the company']

const phraseDetail = z.strictObject({
  /** What agents are told was withheld; never the phrase itself. */
  label: z.optional(phrase),
  /** How many other words may stand between two words of the phrase. */
  filler: z.optional(z.int().check(z.minimum(0), z.maximum(10))),
})

const policy = z
  .strictObject({
    prohibitedPhrases: z._default(z.array(phraseOfWords), PHRASES),
    /** By phrase. A phrase without an entry has no filler and is called "prohibited phrase". */
    phraseDetails: z._default(z.record(z.string(), phraseDetail), {
      'guarantee full refund': { label: 'promise of refund', filler: 3 },
      'legal action': { label: 'legal threat' },
      'sue the company': { label: 'legal threat' },
    }),
    minConfidence: z._default(unitInterval, defaults.policy.minConfidence),
    /** A longer suggestion is withheld; in UTF-16 code units. */
    longestText: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 2000),
    /** Texts that these phrases must stop, and texts that they must let through: a policy that fails its own is refused. */
    mustBlock: z._default(z.array(z.string()), []),
    mustPass: z._default(z.array(z.string()), []),
  })
  .check(
    z.superRefine((rules, context) => {
      for (const { list, index } of failedCases(rules)) {
        const message = list === 'mustBlock' ? 'is not stopped by these phrases' : 'is stopped by these phrases'
        context.addIssue({ code: 'custom', path: [list, index], message })
      }
    }, ONCE_ALL_FIT),
  )

const SEVERITY = escalationLevel.options

const band = z.strictObject({
  level: escalationLevel,
  /** The band starts at this score, inclusive, and ends where the next one starts; the last one ends at 1. */
  from: unitInterval,
  targetFlow: phrase,
  targetNode: phrase,
})

const escalation = z
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

const handover = z.strictObject({
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

const conversations = z.strictObject({
  /** Hours of silence after which a conversation has ended, where nobody says so before. At most a week. */
  endAfterHours: z._default(z.number().check(z.gt(0), z.maximum(LONGEST_SILENCE_HOURS)), 24),
})

const maskedKind = z.enum(['card', 'iban', 'email', 'phone', 'us_ssn'])
/** Longest expression of an operator's own, and how many there may be: each is looked for in every text. */
const LONGEST_PATTERN = 200
const MOST_PATTERNS = 20
/** A year and a day. */
const LONGEST_KEPT_HOURS = 8784

const ownPattern = z.string().check(
  z.minLength(1),
  z.maxLength(LONGEST_PATTERN),
  z.refine((source) => compilePattern(source) !== undefined, {
    error: 'must be a regular expression, by the rules of its flag u',
    ...ONCE_ALL_FIT,
  }),
  z.refine((source) => compilePattern(source)?.test('') !== true, {
    error: 'must not fit nothing at all: it would be found everywhere',
    ...ONCE_ALL_FIT,
  }),
)

const PATTERN_NAME = /^[a-z][a-z0-9_-]{0,31}$/

const whyNoName = (name: string): string | undefined => {
  if (!PATTERN_NAME.test(name)) return 'must have a name of small letters, digits, - and _'
  return maskedKind.safeParse(name).success ? 'must have another name: there is a kind of this name' : undefined
}

const ownPatterns = z.record(z.string(), ownPattern).check(
  z.superRefine((patterns, context) => {
    const names = Object.keys(patterns)
    if (names.length > MOST_PATTERNS) context.addIssue({ code: 'custom', message: `must be at most ${MOST_PATTERNS}` })
    for (const name of names) {
      const message = whyNoName(name)
      if (message !== undefined) context.addIssue({ code: 'custom', path: [name], message })
    }
  }),
)

const privacy = z.strictObject({
  /** What is hidden in every text, before anything keeps it. */
  mask: z._default(z.array(maskedKind), ['card', 'iban']),
  /** Further things to hide, by what stands there instead of them. One that can be made to take long is refused at load. */
  patterns: z._default(ownPatterns, {}),
  /** Countries (two capital letters) whose phone numbers are known without the code of their country too. */
  phoneCountries: z._default(z.array(z.string().check(z.regex(/^[A-Z]{2}$/, 'must be two capital letters'))), ['US']),
  /** Hours that a conversation is kept once it has ended. */
  keepHours: z._default(z.number().check(z.gt(0), z.maximum(LONGEST_KEPT_HOURS)), 72),
})

const fieldIdent = z.string().check(z.regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be the ident of a field'))
const sentimentShare = z.number().check(z.minimum(-1), z.maximum(1))
const skillId = z.int().check(z.minimum(1))

/** Read where an upstream is spoken to in its vendor's dialect. */
const vendor = z.strictObject({
  /** Skill name to skill id: those need no list of skills, and no permission for one. */
  skills: z._default(z.record(z.string(), skillId), {}),
  /** Idents of the contact's fields that the intent is written to. */
  customFields: z.prefault(
    z.strictObject({
      intent: z._default(fieldIdent, 'cognigy_intent'),
      score: z._default(fieldIdent, 'cognigy_score'),
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

const widget = z.strictObject({
  maxSuggestions: z._default(z.int().check(z.minimum(0), z.maximum(10)), defaults.widget.maxSuggestions),
  refreshIntervalMs: z._default(milliseconds, defaults.widget.refreshIntervalMs),
  confidenceBands: z._default(
    z.strictObject({ strong: unitInterval, likely: unitInterval }).check(
      z.refine((bands) => bands.strong >= bands.likely, {
        error: 'strong must not be below likely',
        ...ONCE_ALL_FIT,
      }),
    ),
    defaults.widget.confidenceBands,
  ),
  /**
   * Where customers' utterances are scored: in the agent's browser (by the BFF where a browser cannot), always by the
   * BFF, or not for widgets at all. Webhooks are scored either way.
   */
  sentiment: z._default(z.enum(['browser', 'service', 'off']), defaults.widget.sentiment),
  /** Folder of the model that browsers score with, below the BFF or a whole URL, where the tag names none. */
  model: z._default(phrase, defaults.widget.model),
  /** Seconds that a widget token lives when the integrator names no time. */
  tokenSeconds: z._default(z.int().check(z.minimum(60), z.maximum(DAY_SECONDS)), 3600),
  /** Connections that one agent may have at once, over all browser tabs and machines; one more is refused. */
  socketsPerAgent: z._default(z.int().check(z.minimum(1), z.maximum(100_000)), 20),
  /** How often one agent may escalate by hand, over all conversations and reconnections. */
  escalationsPerMinute: z._default(z.int().check(z.minimum(1), z.maximum(10_000)), 10),
})

/** An unknown section or key is refused: a misspelt rule must not look as if it were in force. */
export const rulesFile = z.strictObject({
  routing: z.prefault(routing, {}),
  fallback: z.prefault(fallback, {}),
  assist: z.prefault(assist, {}),
  policy: z.prefault(policy, {}),
  escalation: z.prefault(escalation, {}),
  handover: z.prefault(handover, {}),
  conversations: z.prefault(conversations, {}),
  privacy: z.prefault(privacy, {}),
  vendor: z.prefault(vendor, {}),
  widget: z.prefault(widget, {}),
})
export type Rules = z.infer<typeof rulesFile>
export type RoutingRules = Rules['routing']
export type FallbackRules = Rules['fallback']
export type HandoverRules = Rules['handover']
export type VendorRules = Rules['vendor']

/** The contract's own figures: what is in force without a rules file. */
export const defaultRules: Rules = rulesFile.parse({})
