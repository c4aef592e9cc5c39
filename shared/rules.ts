/**
 * The rules file (`CX_ASSIST_CONFIG`): what operators may tune while the BFF runs. Every number and phrase of the
 * contract is a default here, in `flow-rules.ts`, or in `defaults.ts` where the panel goes by it too, and nowhere else; an empty file `{}` is
 * the contract.
 */
import * as z from 'zod/mini'
import { defaults } from './defaults.ts'
import { hasWords } from './domain/policy/phrase-automaton.ts'
import { failedCases } from './domain/policy/policy.ts'
import { compilePattern } from './domain/privacy/own-pattern.ts'
import {
  DAY_SECONDS,
  escalation,
  fallback,
  handover,
  milliseconds,
  ONCE_ALL_FIT,
  phrase,
  routing,
  vendor,
} from './flow-rules.ts'
import { signIn } from './sign-in-rules.ts'
import { unitInterval } from './wire/identifiers.ts'

/** Longest silence that a conversation may be given; whoever keeps conversations keeps them for longer. */
export const LONGEST_SILENCE_HOURS = 168

/** A phrase without any would find nothing and look as if it did. */
const phraseOfWords = phrase.check(z.refine(hasWords, { error: 'must hold a letter or a digit', ...ONCE_ALL_FIT }))

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

/** What the operator's own knowledge is asked for. */
const knowledge = z.strictObject({
  /** `every`: each utterance of the customer; `triggers` of `assist` alone; or nothing, and then search alone asks it. */
  suggest: z._default(z.enum(['every', 'triggered', 'off']), 'every'),
  /** Calibrated: at .5, half of what is offered is right. */
  minConfidence: z._default(unitInterval, 0.5),
  /** How many of it a set of suggestions holds at most. */
  maxFill: z._default(z.int().check(z.minimum(0), z.maximum(10)), 3),
  /** `same`: only what is in the customer's language, where both are known. */
  languages: z._default(z.enum(['same', 'any']), 'same'),
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
  /** Whether METRICS_LOG keeps the words, masked, of searches that found nothing: `cx-assist knowledge gaps` reads them. */
  keepQueries: z._default(z.boolean(), false),
})

const board = z.strictObject({
  /** Minutes that a conversation still stands on supervisors' boards once it has ended. */
  endedMinutes: z._default(z.number().check(z.minimum(0), z.maximum(1440)), 15),
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
  signIn: z.prefault(signIn, {}),
  knowledge: z.prefault(knowledge, {}),
  vendor: z.prefault(vendor, {}),
  board: z.prefault(board, {}),
  widget: z.prefault(widget, {}),
})
export type Rules = z.infer<typeof rulesFile>
export type RoutingRules = Rules['routing']
export type FallbackRules = Rules['fallback']
export type HandoverRules = Rules['handover']
export type VendorRules = Rules['vendor']

/** The contract's own figures: what is in force without a rules file. */
export const defaultRules: Rules = rulesFile.parse({})
