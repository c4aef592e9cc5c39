/** What was sent for one conversation, and what a widget must therefore hold. */
import { SNAPSHOT_UTTERANCES } from '../../shared/domain/conversation/conversation.ts'
import { LONGEST_UTTERANCE } from '../../shared/domain/conversation/utterances.ts'
import type {
  FallbackData,
  FrustrationData,
  IntentData,
  RoutingData,
  SuggestionsData,
  TranscriptData,
} from '../../shared/wire/assist.ts'
import { FALLBACK_PATH, fallbackIn } from '../replay/answers.ts'
import type { AnsweredSentiment, AnsweredWebhook, SaidLine } from '../replay/events.ts'
import { compareFrustration } from './frustration.ts'

export interface Ledger {
  readonly lines: SaidLine[]
  readonly webhooks: AnsweredWebhook[]
  readonly sentiments: AnsweredSentiment[]
}

/** What one widget holds of it: its transcript, and every other event that its link let through. */
export interface WidgetView {
  readonly transcript: readonly TranscriptData[]
  readonly intents: readonly IntentData[]
  readonly routings: readonly RoutingData[]
  /** Without those that only tell what an agent chose. */
  readonly fallbacks: readonly FallbackData[]
  /** Those of the bot's webhooks and those that widgets reported. */
  readonly frustrations: readonly FrustrationData[]
  /** The newest set. */
  readonly suggestions: SuggestionsData | undefined
}

/** Statuses with which the BFF answers when CXone would not route; the widget is told all the same. */
const ROUTING_FAILED = [404, 409, 502, 503, 504]
/** A BFF of another version may have no fallback webhook: nobody was told anything. */
const NOT_SERVED = 404

const key = (speaker: string, text: string): string => `${speaker}: ${text}`

const countOf = (all: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

/** How many of `some` are not among `all`, counting repetitions. */
const excess = (some: readonly string[], all: readonly string[]): number => {
  const counts = countOf(all)
  let count = 0
  for (const [one, times] of countOf(some)) count += Math.max(0, times - (counts.get(one) ?? 0))
  return count
}

const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

const compareTranscript = (lines: readonly SaidLine[], transcript: readonly TranscriptData[]): string[] => {
  const sent = lines.slice(-SNAPSHOT_UTTERANCES).map(({ speaker, text }) => key(speaker, text))
  const held = transcript.map(({ speaker, text }) => key(speaker, text))
  const missing = excess(sent, held)
  const surplus = excess(held, sent)
  if (missing > 0 || surplus > 0) {
    return [
      ...(missing > 0 ? [`${plural(missing, 'utterance')} missing`] : []),
      ...(surplus > 0 ? [`${plural(surplus, 'utterance')} twice or never sent`] : []),
    ]
  }
  return sent.every((one, n) => one === held[n]) ? [] : ['utterances out of order']
}

const routingOf = (data: RoutingData): string => (data.outcome === 'routed' ? `routed to ${data.skill}` : data.outcome)

/** What the answer of a webhook says the widget was told. */
const expectedRouting = ({ result: { status, body } }: AnsweredWebhook): string | undefined => {
  if (status !== 200) return status !== undefined && ROUTING_FAILED.includes(status) ? 'failed' : undefined
  if (typeof body !== 'object' || body === null) return undefined
  if ('routedTo' in body) return `routed to ${String(body.routedTo)}`
  return 'skill' in body ? `routed to ${String(body.skill)}` : 'bot_fallback'
}

const compareRoutings = (webhooks: readonly AnsweredWebhook[], { intents, routings }: WidgetView): string[] => {
  const refused = webhooks.filter((webhook) => expectedRouting(webhook) === undefined)
  const told = webhooks.filter((webhook) => expectedRouting(webhook) !== undefined)
  const wantedIntents = told.map(({ intent }) => `${intent.name} ${intent.score}`)
  const heldIntents = intents.map(({ name, score }) => `${name} ${score}`)
  const wantedRoutings = told.map((webhook) => expectedRouting(webhook))
  const heldRoutings = routings.map(routingOf)
  return [
    ...refused.map(({ result }) => `a routing webhook got ${result.status ?? 'no answer'}`),
    ...(wantedIntents.join('\n') === heldIntents.join('\n')
      ? []
      : [`intents sent: ${wantedIntents.join(', ')}; on the widget: ${heldIntents.join(', ')}`]),
    ...(wantedRoutings.join('\n') === heldRoutings.join('\n')
      ? []
      : [`routings answered: ${wantedRoutings.join(', ')}; on the widget: ${heldRoutings.join(', ')}`]),
  ]
}

const guessOf = (text: string, candidates: FallbackData['candidates'], escalated: boolean): string =>
  `"${text}": ${candidates.map(({ intent }) => intent).join(' or ')}${escalated ? ', escalated' : ''}`

/** What the answer of a fallback webhook says the widget was told. */
const expectedFallback = ({ result }: AnsweredWebhook): string | undefined => {
  const analysis = fallbackIn(result)?.context.fallbackAnalysis
  if (analysis === undefined) return undefined
  const { originalInput, suggestedIntents, escalationTriggered } = analysis
  return guessOf(originalInput.slice(0, LONGEST_UTTERANCE), suggestedIntents, escalationTriggered)
}

const compareFallbacks = (webhooks: readonly AnsweredWebhook[], { fallbacks }: WidgetView): string[] => {
  const wanted = webhooks.flatMap((webhook) => expectedFallback(webhook) ?? [])
  const held = fallbacks.map(({ text, candidates, escalated }) => guessOf(text, candidates, escalated))
  return [
    ...webhooks
      .filter((webhook) => expectedFallback(webhook) === undefined && webhook.result.status !== NOT_SERVED)
      .map(({ result }) => `a fallback webhook got ${result.status ?? 'no answer'}`),
    ...(wanted.join('\n') === held.join('\n')
      ? []
      : [`fallbacks answered: ${wanted.join('; ')}; on the widget: ${held.join('; ')}`]),
  ]
}

const isFallback = ({ path }: AnsweredWebhook): boolean => path === FALLBACK_PATH

export const routingsIn = ({ webhooks }: Ledger): readonly AnsweredWebhook[] =>
  webhooks.filter((webhook) => !isFallback(webhook))

export const fallbacksIn = ({ webhooks }: Ledger): readonly AnsweredWebhook[] => webhooks.filter(isFallback)

/** What is wrong, in words; empty: the widget holds everything once and in order. */
export const compare = (ledger: Ledger, view: WidgetView): readonly string[] => [
  ...compareTranscript(ledger.lines, view.transcript),
  ...compareRoutings(routingsIn(ledger), view),
  ...compareFallbacks(fallbacksIn(ledger), view),
  ...compareFrustration(ledger.sentiments, view.frustrations),
]
