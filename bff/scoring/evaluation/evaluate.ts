/** Measures a model folder: how well it tells sentiment, and what its figures would have done to real conversations. */
import {
  type ConversationFigures,
  conversationFrustration,
  levelOf,
  type SentimentScores,
  utteranceFrustration,
} from '../../../shared/domain/frustration/frustration.ts'
import type { Scorer } from '../../../shared/model/scorer.ts'
import type { Rules } from '../../../shared/rules.ts'
import { scoresInContext } from '../score-dialogues.ts'
import type { DataSets } from './data-sets.ts'
import { confusionMatrix, type Estimate, estimate, type Judged, macroRecall, rocAuc, share } from './figures.ts'

const FRUSTRATION_RULES = ['calibrated', 'expected', 'winner'] as const
type FrustrationRule = (typeof FRUSTRATION_RULES)[number]

/** Share of conversations with a level, or one above it. */
interface Reached {
  readonly supervisor: Estimate
  readonly manager: Estimate
}

/** At any turn, and after the last one. */
interface EverAndEnd {
  readonly ever: Reached
  readonly end: Reached
}

interface RuleFigures {
  readonly rule: FrustrationRule
  /** Annoyed against calm dialogues, by the highest figure of the conversation. */
  readonly annoyedByHighest: Estimate
  /** The same by its last figure. */
  readonly annoyedByLast: Estimate
  /** Upset utterances of support chats against all others. */
  readonly upsetUtterances: Estimate
  readonly calm: EverAndEnd
  readonly annoyed: EverAndEnd
}

interface TweetFigures {
  readonly name: string
  readonly rows: number
  readonly macroRecall: Estimate
  /** `[actual][predicted]` in the order negative, neutral, positive. */
  readonly confusion: readonly (readonly number[])[]
}

export interface SentimentEvaluation {
  readonly tweets: readonly TweetFigures[]
  readonly dialogues: { readonly calm: number; readonly annoyed: number }
  readonly support: { readonly upset: number; readonly others: number }
  readonly rules: readonly RuleFigures[]
}

type EscalationRules = Rules['escalation']

const winnerOf = ({ negative, neutral, positive }: SentimentScores): number => {
  const scores = [negative, neutral, positive]
  return scores.indexOf(Math.max(...scores))
}

/** The figure after each turn; what the webhook would have said had it been called each time. */
const runningFigures = (
  scores: readonly SentimentScores[],
  rules: EscalationRules,
  ofModel: ConversationFigures | undefined,
): number[] => {
  const frustrations = scores.map((each) => utteranceFrustration(each, rules))
  return frustrations.map((_, i) => conversationFrustration(frustrations.slice(0, i + 1), rules, ofModel))
}

interface JudgedDialogue {
  readonly isAnnoyed: boolean
  readonly highest: number
  readonly last: number
}

const reachedBy = (dialogues: readonly JudgedDialogue[], rules: EscalationRules): EverAndEnd => {
  const reaches = (figure: 'highest' | 'last', wanted: readonly string[]) =>
    estimate(dialogues, (rows) => share(rows, (row) => wanted.includes(levelOf(row[figure], rules.matrix))))
  const of = (figure: 'highest' | 'last'): Reached => ({
    supervisor: reaches(figure, ['supervisor', 'manager']),
    manager: reaches(figure, ['manager']),
  })
  return { ever: of('highest'), end: of('last') }
}

/**
 * @param rules decay, matrix and weights; every rule is measured, whichever is in force
 * @param ofModel what the model knows of conversations
 */
export const evaluateSentiment = async (
  data: DataSets,
  score: Scorer['score'],
  rules: EscalationRules,
  ofModel?: ConversationFigures,
): Promise<SentimentEvaluation> => {
  const tweets: TweetFigures[] = []
  for (const { name, rows } of data.tweets) {
    const classified: { actual: number; predicted: number }[] = []
    for (const { text, label } of rows) classified.push({ actual: label, predicted: winnerOf(await score(text)) })
    tweets.push({
      name,
      rows: rows.length,
      macroRecall: estimate(classified, (sample) => macroRecall(sample, 3)),
      confusion: confusionMatrix(classified, 3),
    })
  }
  const dialogues: { isAnnoyed: boolean; scores: readonly SentimentScores[] }[] = []
  for (const { turns, isAnnoyed } of data.dialogues) {
    const scored = await scoresInContext(turns, score)
    dialogues.push({ isAnnoyed, scores: scored.map(({ scores }) => scores) })
  }
  const support: { isUpset: boolean; scores: SentimentScores }[] = []
  for (const { text, isUpset } of data.support) support.push({ isUpset, scores: await score(text) })
  return {
    tweets,
    dialogues: countOf(dialogues, ({ isAnnoyed }) => isAnnoyed),
    support: upsetCountOf(support),
    rules: FRUSTRATION_RULES.map((rule) => figuresOf({ ...rules, rule }, ofModel, dialogues, support)),
  }
}

const countOf = <T>(rows: readonly T[], isAnnoyed: (row: T) => boolean): { calm: number; annoyed: number } => {
  const annoyed = rows.filter(isAnnoyed).length
  return { calm: rows.length - annoyed, annoyed }
}

const upsetCountOf = (rows: readonly { isUpset: boolean }[]): { upset: number; others: number } => {
  const upset = rows.filter(({ isUpset }) => isUpset).length
  return { upset, others: rows.length - upset }
}

const figuresOf = (
  rules: EscalationRules,
  ofModel: ConversationFigures | undefined,
  dialogues: readonly { readonly isAnnoyed: boolean; readonly scores: readonly SentimentScores[] }[],
  support: readonly { readonly isUpset: boolean; readonly scores: SentimentScores }[],
): RuleFigures => {
  const judged = dialogues.map(({ isAnnoyed, scores }) => {
    const figures = runningFigures(scores, rules, ofModel)
    return { isAnnoyed, highest: Math.max(0, ...figures), last: figures.at(-1) ?? 0 }
  })
  const annoyedBy = (figure: 'highest' | 'last') =>
    estimate<Judged>(
      judged.map((row) => ({ score: row[figure], isPositive: row.isAnnoyed })),
      rocAuc,
    )
  const upset = support.map(({ isUpset, scores }) => ({
    score: utteranceFrustration(scores, rules),
    isPositive: isUpset,
  }))
  return {
    rule: rules.rule,
    annoyedByHighest: annoyedBy('highest'),
    annoyedByLast: annoyedBy('last'),
    upsetUtterances: estimate(upset, rocAuc),
    calm: reachedBy(
      judged.filter(({ isAnnoyed }) => !isAnnoyed),
      rules,
    ),
    annoyed: reachedBy(
      judged.filter(({ isAnnoyed }) => isAnnoyed),
      rules,
    ),
  }
}
