/** How frustrated a customer is: scored, shown to agents, told to Cognigy (docs/contract.md 1.3, 7.2). */
import { foremostId, type ToldIds, withOrigin } from '../../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { customerUtterances, primaryLanguage, targetOf } from '../../../shared/domain/frustration/escalation.ts'
import {
  conversationFrustration,
  levelOf,
  type SentimentScores,
  utteranceFrustration,
} from '../../../shared/domain/frustration/frustration.ts'
import { toFourPlaces } from '../../../shared/domain/frustration/round.ts'
import {
  foldScores,
  type HistoryEntry,
  placeHistory,
  toneOf,
  type UtteranceScore,
  withoutHistory,
} from '../../../shared/domain/frustration/scored-utterances.ts'
import type { Rules } from '../../../shared/rules.ts'
import { identifier } from '../../../shared/wire/identifiers.ts'
import type { EscalationLevel } from '../../../shared/wire/vocabulary.ts'
import type { SentimentWebhook } from '../../../shared/wire/webhooks.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { readText, textKey } from '../../conversations/heard-text.ts'
import type { Delivery } from '../../ports/http-answer.ts'
import type { Masking } from '../../ports/masking.ts'
import { type LanguageScoring, ScoringFailed, type ScoringFailureKind } from '../../ports/models.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Deadline } from '../../ports/time.ts'
import type { HearCustomer } from '../transcript/hear-customer.ts'
import type { Escalations } from './escalations.ts'
import { customerTranscript, rescoring, translatedLanguage, unscoredLanguage } from './rescoring.ts'

/** What telling Cognigy needs of the deadline; a busy machine may score for all the rest. */
const RESERVED_FOR_TELLING_MS = 1500
/** What one answer may take in all: the HTTP node gives up at eight seconds, and the rim answers within six. */
const ANSWER_BUDGET_MS = 5500

export type SentimentOutcome =
  | { readonly kind: 'no_session' }
  | {
      readonly kind: 'decided'
      readonly level: EscalationLevel
      /** In [0, 1], rounded to four places; the level is that of the exact figure. */
      readonly score: number
      readonly target: { readonly flow: string; readonly node: string }
      readonly isScored: boolean
      /** `undefined` within the cool-down, where Cognigy was told nothing. */
      readonly told: { readonly answer: unknown } | undefined
      /** Cognigy learns of the level by the answer itself. */
      readonly isToldByAnswer: boolean
    }
  | { readonly kind: 'not_told'; readonly message: string }

export interface SentimentParts {
  readonly scoring: LanguageScoring
  readonly escalations: Escalations
  /** Whether Cognigy learns of a level by the webhook's answer; otherwise it must be told. */
  readonly isToldByAnswers: boolean
  readonly conversations: Pick<Conversations, 'change' | 'findTold' | 'identify'>
  readonly hear: HearCustomer
  readonly mask: Masking
  readonly rules: () => Rules
  readonly log: Log
  readonly metrics: Metrics
}

export type SentimentEscalationFlow = (
  webhook: SentimentWebhook,
  deadline: Deadline,
  delivery: Pick<Delivery, 'utteranceId'>,
) => Promise<SentimentOutcome>

export const createSentimentEscalationFlow = (parts: SentimentParts): SentimentEscalationFlow => {
  const { conversations, escalations, hear, mask, metrics } = parts

  return async (webhook, deadline, { utteranceId }) => {
    const session = identifier.safeParse(webhook.session.id)
    if (!session.success) return { kind: 'no_session' }
    const limit = deadline.within(ANSWER_BUDGET_MS)
    try {
      const { origin } = webhook
      const told = withOrigin({ conversationId: webhook.conversationId, sessionId: session.data }, origin)
      const place = foremostId(told)
      const said = mask.text(webhook.userInput)
      const history = (webhook.session.history ?? []).map(mask.value)
      const id =
        said.text.trim() === ''
          ? await conversations.identify(told)
          : (await hear(told, { channel: 'sentiment', ...said, utteranceId: origin?.utteranceId ?? utteranceId }))
              .conversationId
      const { score, isScored } = await figureOf(
        parts,
        { id, place },
        { history, userInput: said.text, language: webhook.language },
        limit,
      )
      const rules = parts.rules().escalation
      const level = levelOf(score, rules.matrix)
      const target = targetOf(level, rules)
      const rounded = toFourPlaces(score)
      const outcome = await escalations.tell({
        sessionId: session.data,
        level,
        score: rounded,
        cause: 'frustration',
        isAnswer: true,
        deadline: limit,
      })
      const isToldByAnswer = parts.isToldByAnswers
      const isFailed = outcome.kind === 'failed' && !isToldByAnswer
      metrics.frustrationDecided(isFailed ? 'error' : isScored ? level : 'unscored')
      const decided = { kind: 'decided', level, score: rounded, target, isScored, isToldByAnswer } as const
      switch (outcome.kind) {
        case 'left_to_answers':
        case 'cooling_down':
          return { ...decided, told: undefined }
        case 'told':
          return { ...decided, told: { answer: outcome.answer } }
        case 'failed':
          if (!isToldByAnswer) return { kind: 'not_told', message: outcome.explanation }
          return { ...decided, told: { answer: notInjected(outcome.explanation) } }
        case 'answered_only':
          return { ...decided, told: { answer: notInjected(outcome.explanation) } }
      }
    } finally {
      limit.release()
    }
  }
}

/** That Cognigy was not told besides, and why. */
const notInjected = (reason: string) => ({ injected: false, reason })

/** What the bot told, without what nobody should keep. */
interface Told extends Pick<SentimentWebhook, 'language' | 'userInput'> {
  readonly history: readonly unknown[]
}

/** The conversation's figure, and whether it comes from a model at all. The widgets see what it is made of. */
const figureOf = async (
  { scoring, conversations, rules, log }: SentimentParts,
  { id, place }: { readonly id: string; readonly place: ToldIds },
  { history, userInput, language }: Told,
  deadline: Deadline,
): Promise<{ readonly score: number; readonly isScored: boolean }> => {
  const { escalation } = rules()
  const found = await conversations.findTold(place)
  // What the bot told in an earlier turn need not be told again.
  const isTold = primaryLanguage(language ?? '') !== ''
  const written = isTold || found === undefined ? (language ?? undefined) : translatedLanguage(found)
  const way = scoring.wayOf(written)
  const unscored = async (): Promise<{ readonly score: number; readonly isScored: boolean }> => {
    await conversations.change(place, (record) => ({ value: undefined, change: unscoredLanguage(record) }))
    return { score: 0, isScored: false }
  }
  if (way === 'unscored') return await unscored()
  const texts = customerUtterances(history, userInput, escalation.historyLimit, textKey).map(readText)
  const keys = texts.map(({ key }) => key)
  const scores = await scored(
    scoring,
    texts.map(({ text }) => text),
    written,
    found === undefined ? [] : saidBeforeEach(keys, found),
    deadline,
  )
  if (typeof scores === 'string') {
    if (scores !== 'off')
      log.warn({ conversationId: id, utterances: texts.length }, 'frustration could not be scored in time')
    const isTranslated = found !== undefined && translatedLanguage(found) !== undefined
    // What was scored of words that have to be translated says nothing.
    if (way === 'translated' && !isTranslated) return await unscored()
    // What widgets have found out is better than nothing, and it is the same figure.
    const known = found?.scores ?? []
    const figures = known.map(({ frustration }) => frustration)
    return { score: conversationFrustration(figures, escalation, scoring.conversation), isScored: known.length > 0 }
  }
  const figures = scores.map((each) => utteranceFrustration(each, escalation))
  const inTranslation = way === 'translated' ? primaryLanguage(written ?? '') : undefined
  await conversations.change(place, (record) => {
    const transcript = customerTranscript(record)
    const entries = placeHistory(keys, transcript)
    const more = scores.map((each, i) => scoreOf(entries[i], each, figures[i] ?? 0))
    // Before the language was told they were scored as what they are not.
    const isNews = inTranslation !== undefined && translatedLanguage(record) === undefined
    const isOutdated = ({ utteranceId }: UtteranceScore): boolean =>
      isNews && more.some((each) => each.utteranceId === utteranceId)
    const known = withoutHistory(record.scores).filter((each) => !isOutdated(each))
    const folded = foldScores(known, more, transcript, escalation.historyLimit)
    return { value: undefined, change: rescoring(record, folded, escalation, scoring.conversation, inTranslation) }
  })
  return { score: conversationFrustration(figures, escalation, scoring.conversation), isScored: true }
}

/** What the agent or the bot said before each of them, as the transcript knows it. */
const saidBeforeEach = (keys: readonly string[], record: ConversationRecord): readonly (string | undefined)[] => {
  const transcript = customerTranscript(record)
  const byId = new Map(transcript.map(({ utteranceId, before }) => [utteranceId, before]))
  return placeHistory(keys, transcript).map(({ utteranceId }) => byId.get(utteranceId))
}

const scored = async (
  scoring: LanguageScoring,
  texts: readonly string[],
  language: string | undefined,
  before: readonly (string | undefined)[],
  deadline: Deadline,
): Promise<readonly SentimentScores[] | ScoringFailureKind> => {
  if (texts.length === 0) return []
  const limit = deadline.within(Math.max(0, deadline.remainingMs() - RESERVED_FOR_TELLING_MS))
  try {
    return await scoring.score(texts, language, limit, before)
  } catch (error) {
    if (error instanceof ScoringFailed) return error.kind
    throw error
  } finally {
    limit.release()
  }
}

const scoreOf = (entry: HistoryEntry | undefined, scores: SentimentScores, frustration: number): UtteranceScore => ({
  utteranceId: entry?.utteranceId ?? '',
  place: entry?.place ?? 0,
  frustration,
  tone: toneOf(scores),
  by: 'service',
})
