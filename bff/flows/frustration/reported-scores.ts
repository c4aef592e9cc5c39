/** What widgets score, or ask to have scored: folded into one figure a conversation, and a reason for suggestions. */
import type { Decision } from '../../../shared/domain/conversation/change.ts'
import { type ToldIds, toldOf } from '../../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import { ownUtteranceId } from '../../../shared/domain/conversation/hear.ts'
import { hadUtterance } from '../../../shared/domain/conversation/mentions.ts'
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { isHigher } from '../../../shared/domain/frustration/escalation.ts'
import {
  type ConversationFigures,
  levelOf,
  type SentimentScores,
  utteranceFrustration,
} from '../../../shared/domain/frustration/frustration.ts'
import { toFourPlaces } from '../../../shared/domain/frustration/round.ts'
import { foldScores, toneOf, type UtteranceScore } from '../../../shared/domain/frustration/scored-utterances.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { ScoringRequest, SentimentReport } from '../../../shared/wire/socket-reports.ts'
import type { EscalationLevel } from '../../../shared/wire/vocabulary.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import { startDeadline } from '../../deadline.ts'
import { describeFault } from '../../fault.ts'
import { type LanguageScoring, ScoringFailed } from '../../ports/models.ts'
import type { Log, Metrics } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import type { SuggestionFlow } from '../suggestions/suggestion-flow.ts'
import type { Escalations } from './escalations.ts'
import { customerTranscript, rescoring, translatedLanguage } from './rescoring.ts'

/** The conversation's figure in [0, 1] and the level that agents see. */
interface ConversationFigure {
  readonly frustration: number
  readonly level: EscalationLevel
}

export interface SentimentFlow {
  /**
   * The figure with this report in it. Two reports on one utterance count once, and only the customer's count.
   * `not_found`: there never was such a conversation or utterance, and nothing changed.
   */
  take(report: SentimentReport): Promise<ConversationFigure | 'not_found'>
  /** The figure once these utterances are scored here. `off`: the rules forbid it; `failed`: they could not be. */
  score(request: ScoringRequest): Promise<ConversationFigure | 'off' | 'failed' | 'not_found'>
  /** Resolves when Cognigy was told what it is being told right now. */
  settled(): Promise<void>
}

export interface SentimentFlowParts {
  readonly scoring: LanguageScoring
  readonly escalations: Escalations
  readonly conversations: Pick<Conversations, 'change' | 'find'>
  readonly suggestions: Pick<SuggestionFlow, 'considerScore'>
  readonly rules: () => Rules
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
}

const SCORING_BUDGET_MS = 4000
const TELLING_BUDGET_MS = 10_000

export const createSentimentFlow = (parts: SentimentFlowParts): SentimentFlow => {
  const { scoring, escalations, conversations, suggestions, clock, log, metrics } = parts
  const telling = new Set<Promise<void>>()

  /** Where the rules want it, Cognigy learns of a level that rose, or that all is well again. Nobody waits for that. */
  const tellCognigy = (sessionId: string | undefined, score: number, before: EscalationLevel): void => {
    const rules = parts.rules().escalation
    const level = levelOf(score, rules.matrix)
    // Sent on to a milder level, a flow would be interrupted for the very reason that things got better.
    const isNews = level === 'standard' ? before !== 'standard' : isHigher(level, before)
    if (!rules.fromClientScores || sessionId === undefined || !isNews) return
    const deadline = startDeadline(TELLING_BUDGET_MS, clock)
    const told: Promise<void> = escalations
      .tell({ sessionId, level, score: toFourPlaces(score), cause: 'frustration', deadline })
      .then(
        () => undefined,
        (error: unknown) => log.error(describeFault(error), 'Cognigy was not told of a level on a fault of ours'),
      )
      .finally(() => {
        deadline.release()
        telling.delete(told)
      })
    telling.add(told)
  }

  const fold = async (place: ToldIds, scored: readonly ReportedScores[]): Promise<ConversationFigure> => {
    const rules = parts.rules().escalation
    const { figure, counted, escalates } = await conversations.change(place, (record) =>
      folding(record, scored, rules, scoring.conversation),
    )
    for (const each of scored) metrics.sentimentReported(counted.includes(each.utteranceId) ? 'counted' : 'ignored')
    if (escalates !== undefined) tellCognigy(escalates.sessionId, figure.frustration, escalates.before)
    return figure
  }

  /** The conversation, where it ever had one of these utterances. */
  const findMentioned = async (
    alias: string,
    utteranceIds: readonly string[],
  ): Promise<{ readonly record: ConversationRecord; readonly place: ToldIds } | undefined> => {
    const record = await conversations.find(alias)
    const place = record === undefined ? undefined : toldOf(record.ids)
    const isMentioned = record !== undefined && utteranceIds.some((id) => hadUtterance(record, id))
    return place !== undefined && isMentioned ? { record, place } : undefined
  }

  return {
    take: async ({ conversationId, utteranceId: givenId, backend, ...scores }) => {
      const known = await findMentioned(conversationId, [givenId])
      if (known === undefined) return 'not_found'
      const { record, place } = known
      const utteranceId = ownUtteranceId(record, givenId)
      const figure = await fold(place, [{ utteranceId, scores, by: backend, isTranslated: false }])
      // On Cognigy's scale: -1 is all negative, 1 all positive.
      if (!hasEnded(record.snapshot) && translatedLanguage(record) === undefined) {
        await suggestions.considerScore(record.conversationId, utteranceId, scores.positive - scores.negative)
      }
      return figure
    },
    score: async ({ conversationId, utteranceIds }) => {
      if (parts.rules().widget.sentiment === 'off') return 'off'
      const known = await findMentioned(conversationId, utteranceIds)
      if (known === undefined) return 'not_found'
      const { record, place } = known
      const ownIds = utteranceIds.map((id) => ownUtteranceId(record, id))
      const wanted = customerTranscript(record).filter(({ utteranceId }) => ownIds.includes(utteranceId))
      const unknown = wanted.filter(({ utteranceId }) => !isKnown(record, utteranceId))
      const language = translatedLanguage(record)
      const deadline = startDeadline(SCORING_BUDGET_MS, clock)
      try {
        const texts = unknown.map(({ text }) => text)
        const before = unknown.map((each) => each.before)
        const scores = texts.length === 0 ? [] : await scoring.score(texts, language, deadline, before)
        const scored = unknown.flatMap(({ utteranceId }, i) => {
          const each = scores[i]
          return each === undefined
            ? []
            : [{ utteranceId, scores: each, by: 'service', isTranslated: language !== undefined }]
        })
        const figure = await fold(place, scored)
        for (const { utteranceId, scores: each } of scored) {
          await suggestions.considerScore(record.conversationId, utteranceId, each.positive - each.negative)
        }
        return figure
      } catch (error) {
        if (error instanceof ScoringFailed) return error.kind === 'off' ? 'off' : 'failed'
        throw error
      } finally {
        deadline.release()
      }
    },
    settled: async () => {
      await Promise.allSettled(telling)
    },
  }
}

interface ReportedScores {
  readonly utteranceId: string
  readonly scores: SentimentScores
  readonly by: string
  /** Of its translation. */
  readonly isTranslated: boolean
}

interface Folded {
  readonly figure: ConversationFigure
  /** Which of them count. */
  readonly counted: readonly string[]
  /** The figure changed, from what level, and whose session may have to be told. */
  readonly escalates: { readonly sessionId: string | undefined; readonly before: EscalationLevel } | undefined
}

const folding = (
  record: ConversationRecord,
  scored: readonly ReportedScores[],
  rules: Rules['escalation'],
  ofModel: ConversationFigures | undefined,
): Decision<Folded> => {
  const fresh = scored.filter((each) => isCountable(record, each) && !isKnown(record, each.utteranceId))
  const more = fresh.map(
    ({ utteranceId, scores, by }): UtteranceScore => ({
      utteranceId,
      frustration: utteranceFrustration(scores, rules),
      tone: toneOf(scores),
      by,
      // The transcript knows better, so far as it holds it.
      place: record.snapshot.seq + 1,
    }),
  )
  const scores = foldScores(record.scores, more, customerTranscript(record), rules.historyLimit)
  const language = translatedLanguage(record)
  const change = more.length === 0 ? undefined : rescoring(record, scores, rules, ofModel, language)
  const changed = change?.events?.find((event) => event.type === 'frustration')?.data
  const data = changed ?? record.snapshot.frustration?.data
  const before = levelOf(record.snapshot.frustration?.data.score ?? 0, rules.matrix)
  return {
    value: {
      figure: { frustration: data?.score ?? 0, level: data?.level ?? 'standard' },
      counted: fresh.map(({ utteranceId }) => utteranceId),
      escalates: changed === undefined ? undefined : { sessionId: record.sessionId, before },
    },
    change,
  }
}

const isKnown = ({ scores }: ConversationRecord, utteranceId: string): boolean =>
  scores.some((each) => each.utteranceId === utteranceId)

/**
 * What the agent or the bot wrote does not count; neither does anything in a language that is not scored, nor what was
 * made of the words themselves where they have to be translated.
 */
const isCountable = (record: ConversationRecord, { utteranceId, isTranslated }: ReportedScores): boolean => {
  const { snapshot } = record
  if (snapshot.frustration?.data.unscored !== undefined) return false
  if (isTranslated !== (translatedLanguage(record) !== undefined)) return false
  const said = snapshot.transcript.find(({ data }) => data.utteranceId === utteranceId)
  return said?.data.speaker === 'customer'
}
