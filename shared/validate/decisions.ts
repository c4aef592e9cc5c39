/** What the BFF would decide of a payload that fits, as far as that is known without its upstreams. */

import { contactIdsIn, kindedIds, withOrigin } from '../domain/conversation/conversation-ids.ts'
import { routingIds } from '../domain/conversation/routing-ids.ts'
import { customerUtterances, isSpoken } from '../domain/frustration/escalation.ts'
import { checkHandover, decideHandover } from '../domain/handover/check.ts'
import { vendorAbilities } from '../domain/handover/vendor-contact.ts'
import { refuseFallback } from '../domain/ranking/fallback.ts'
import { decideRouting } from '../domain/ranking/routing.ts'
import type { FlowRules } from '../flow-rules.ts'
import { readHandover } from '../wire/handover.ts'
import { identifier } from '../wire/identifiers.ts'
import type { InteractionUpdate } from '../wire/stream.ts'
import type { HandoverFinding } from '../wire/vocabulary.ts'
import type { ConversationEndedWebhook, FallbackWebhook, RoutingWebhook, SentimentWebhook } from '../wire/webhooks.ts'

/** In which CXone is spoken to. */
export type Dialect = 'tutorial' | 'vendor'

export interface Decided {
  /** What the BFF would answer with, where CXone and Cognigy do what they are asked. */
  readonly status: 200 | 202 | 400 | 422
  readonly findings: readonly HandoverFinding[]
  /** A sentence. */
  readonly decision: string
}

const error = (path: string, code: string, message: string, fix: string): HandoverFinding => ({
  path,
  code,
  message,
  fix,
  severity: 'error',
})

const NOTHING = 'Nothing would be done'

export const decideRoutingPayload = (webhook: RoutingWebhook, { routing }: FlowRules): Decided => {
  if (contactIdsIn(kindedIds(routingIds(webhook))).length === 0) {
    const path = 'session.cxone.conversationId'
    const fix = 'pass on the conversation id that CXone gave the bot with the session'
    const finding = error(path, 'no_conversation', 'is missing, or is no id', fix)
    return { status: 400, findings: [finding], decision: `${NOTHING}: there is no conversation to route.` }
  }
  const { intent } = webhook
  const decision = decideRouting(intent, routing)
  if (intent === undefined) {
    const words = webhook.text.trim() === '' ? '' : ' Agents see the utterance.'
    return { status: 200, findings: [], decision: `The bot keeps it: it recognised no intent.${words}` }
  }
  const { name, score } = intent
  if (decision.kind === 'bot_fallback') {
    const gate = `${score} is below ${routing.confidenceThreshold}`
    return {
      status: 200,
      findings: [],
      decision: `The bot keeps it: ${gate}. Agents see the utterance and the intent.`,
    }
  }
  const unmapped = decision.unmapped ? `, the default, since “${name}” is not in the map` : ''
  return { status: 200, findings: [], decision: `It would be routed to ${decision.skill}${unmapped}.` }
}

export const decideFallbackPayload = (webhook: FallbackWebhook, { fallback }: FlowRules): Decided => {
  const refusal = refuseFallback(webhook, fallback)
  if (refusal === 'not_a_fallback') {
    const fix = `send it only where the intent is "Fallback", or its confidence is at most ${fallback.maximumConfidence}`
    const finding = error('intent', 'not_a_fallback', 'is no fallback: the bot was sure of it', fix)
    return { status: 400, findings: [finding], decision: `${NOTHING}: this is no fallback.` }
  }
  if (refusal !== undefined) {
    const finding = error(
      'sessionId',
      'invalid_session',
      'is too short to be a session id',
      'send the whole session id',
    )
    return { status: 400, findings: [finding], decision: `${NOTHING}: the session is not known.` }
  }
  const blank = webhook.input.trim() === ''
  const findings: readonly HandoverFinding[] = blank
    ? [
        {
          ...error('input', 'empty', 'is empty: there is nothing to rank by', 'send what the customer wrote'),
          severity: 'warning',
        },
      ]
    : []
  const decision =
    `The BFF’s index ranks what it may have meant and suggests up to ${fallback.topIntents} intents (${fallback.suggestNode}); ` +
    `where the best scores below ${fallback.escalateBelow}, a person takes over (${fallback.escalateNode}).`
  return { status: 200, findings, decision }
}

export const decideSentimentPayload = (webhook: SentimentWebhook, { escalation }: FlowRules): Decided => {
  if (!identifier.safeParse(webhook.session.id).success) {
    const finding = error('session.id', 'no_session', 'is missing, or is no id', 'send the id of the bot’s session')
    return { status: 400, findings: [finding], decision: `${NOTHING}: Cognigy could not be told.` }
  }
  if (!isSpoken(webhook.language ?? undefined, escalation.languages, escalation.languages)) {
    const decision = `The level stays standard: “${webhook.language}” is not scored.`
    return { status: 200, findings: [], decision }
  }
  const count = customerUtterances(webhook.session.history ?? [], webhook.userInput, escalation.historyLimit).length
  const bands = escalation.matrix.map(({ level, from, targetFlow }) => `${level} from ${from} (${targetFlow})`)
  const what = `${count} utterance${count === 1 ? '' : 's'} of the customer would be scored, the newest weighing most`
  return { status: 200, findings: [], decision: `${what}: ${bands.join(', ')}.` }
}

export const decideEndedPayload = ({ conversationId, sessionId, origin }: ConversationEndedWebhook): Decided => {
  if (kindedIds(withOrigin({ conversationId, sessionId }, origin)).length === 0) {
    const fix = 'send the id that CXone gave the conversation, or that of the bot’s session'
    const finding = error('conversationId', 'no_id', 'is missing, and so is sessionId', fix)
    return { status: 400, findings: [finding], decision: `${NOTHING}: it is not said which conversation ended.` }
  }
  const decision = 'The conversation would be over: agents are told, and what comes later begins a new one.'
  return { status: 200, findings: [], decision }
}

export const decideTranscriptPayload = (updates: readonly InteractionUpdate[]): Decided => {
  const count = updates.filter(({ transcript }) => transcript.trim() !== '').length
  const what = count === 1 ? 'utterance' : 'utterances'
  return { status: 202, findings: [], decision: `Agents would see ${count} ${what}.` }
}

/** Handovers are judged by form and facts together, so an ill-formed one comes here too. */
export const decideHandoverPayload = (body: unknown, { handover, vendor }: FlowRules, dialect: Dialect): Decided => {
  const reading = readHandover(body)
  const { conversationId = '', origin = {} } = reading.draft
  const abilities = dialect === 'vendor' ? vendorAbilities({ conversationId, origin }, vendor) : undefined
  const { findings } = checkHandover(reading, { abilities }, handover)
  const decision = decideHandover(findings)
  if (decision !== 'transfer') return { status: 422, findings, decision: 'Nothing would be transferred.' }
  const then = 'if CXone agrees: the BFF checks there that conversation, queue and wrap-up code fit'
  return { status: 200, findings, decision: `It would be transferred, ${then}.` }
}
