/** Measures a model folder: how well it tells sentiment, and what its figures would have done to real conversations. */
import {
  conversationFrustration,
  levelOf,
  type SentimentScores,
  utteranceFrustration,
} from '../../../shared/domain/frustration/frustration.ts'
import type { Rules } from '../../../shared/rules.ts'
import type { DataSets } from './data-sets.ts'
import { confusionMatrix, type Estimate, estimate, type Judged, macroRecall, rocAuc, share } from './figures.ts'

const FRUSTRATION_RULES = ['calibrated', 'expected', 'winner'] as const
type FrustrationRule = (typeof FRUSTRATION_RULES)[number]

/** A level, or one above it, was reached at some point of the conversation. */
interface Reached {
  readonly supervisor: Estimate
  readonly manager: Estimate
}

interface RuleFigures {
  readonly rule: FrustrationRule
  /** Annoyed against calm dialogues, by the highest figure of the conversation. */
  readonly annoyedDialogues: Estimate
  /** Upset utterances of support chats against all others. */
  readonly upsetUtterances: Estimate
  readonly calm: Reached
  readonly annoyed: Reached
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

/** Scores one utterance. */
export type ScoreText = (text: string) => Promise<SentimentScores>

type EscalationRules = Rules['escalation']

const winnerOf = ({ negative, neutral, positive }: SentimentScores): number => {
  const scores = [negative, neutral, positive]
  return scores.indexOf(Math.max(...scores))
}

/** The figure after each turn; what the webhook would have said had it been called each time. */
const runningFigures = (scores: readonly SentimentScores[], rules: EscalationRules): number[] => {
  const frustrations = scores.map((each) => utteranceFrustration(each, rules))
  return frustrations.map((_, i) => conversationFrustration(frustrations.slice(0, i + 1), rules.decay))
}

interface JudgedDialogue extends Judged {
  readonly highest: number
}

const reachedBy = (dialogues: readonly JudgedDialogue[], rules: EscalationRules): Reached => {
  const reaches = (wanted: readonly string[]) =>
    estimate(dialogues, (rows) => share(rows, ({ highest }) => wanted.includes(levelOf(highest, rules.matrix))))
  return { supervisor: reaches(['supervisor', 'manager']), manager: reaches(['manager']) }
}

/** @param rules decay, matrix and weights; every rule is measured, whichever is in force */
export const evaluateSentiment = async (
  data: DataSets,
  score: ScoreText,
  rules: EscalationRules,
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
  const dialogues: { isAnnoyed: boolean; scores: SentimentScores[] }[] = []
  for (const { utterances, isAnnoyed } of data.dialogues) {
    const scores: SentimentScores[] = []
    for (const utterance of utterances) scores.push(await score(utterance))
    dialogues.push({ isAnnoyed, scores })
  }
  const support: { isUpset: boolean; scores: SentimentScores }[] = []
  for (const { text, isUpset } of data.support) support.push({ isUpset, scores: await score(text) })
  return {
    tweets,
    dialogues: countOf(dialogues, ({ isAnnoyed }) => isAnnoyed),
    support: upsetCountOf(support),
    rules: FRUSTRATION_RULES.map((rule) => figuresOf({ ...rules, rule }, dialogues, support)),
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
  dialogues: readonly { readonly isAnnoyed: boolean; readonly scores: readonly SentimentScores[] }[],
  support: readonly { readonly isUpset: boolean; readonly scores: SentimentScores }[],
): RuleFigures => {
  const judged = dialogues.map(({ isAnnoyed, scores }) => {
    const highest = Math.max(0, ...runningFigures(scores, rules))
    return { score: highest, highest, isPositive: isAnnoyed }
  })
  const upset = support.map(({ isUpset, scores }) => ({
    score: utteranceFrustration(scores, rules),
    isPositive: isUpset,
  }))
  return {
    rule: rules.rule,
    annoyedDialogues: estimate(judged, rocAuc),
    upsetUtterances: estimate(upset, rocAuc),
    calm: reachedBy(
      judged.filter(({ isPositive }) => !isPositive),
      rules,
    ),
    annoyed: reachedBy(
      judged.filter(({ isPositive }) => isPositive),
      rules,
    ),
  }
}
