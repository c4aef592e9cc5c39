/** How good an index is, on utterances that the bot got wrong and whose meaning is known. */

import { best } from '../../../shared/domain/ranking/best.ts'
import { decideFallback } from '../../../shared/domain/ranking/fallback.ts'
import { type FallbackIndex, failedIntent, rankIntents } from '../../../shared/domain/ranking/fallback-index.ts'
import { historicalProbabilities } from '../../../shared/domain/ranking/intent-history.ts'
import type { FallbackRules } from '../../../shared/rules.ts'
import type { IntentCandidate } from '../../../shared/wire/vocabulary.ts'
import { type Interval, wilsonInterval } from './interval.ts'
import { isNoIntent } from './sources.ts'
import type { Table } from './tables.ts'
import { TableError } from './tables.ts'

export interface EvaluationRow {
  /** `undefined`: none of the index's intents. */
  readonly actual: string | undefined
  readonly predicted: string
  readonly confidence: number
  readonly text: string
  /** What the index's sentence encoder gives for the text, where it has one. */
  readonly sentence?: Float32Array | undefined
}

interface Figures {
  readonly rule: string
  /** Share of in-scope rows with what was meant among the first three. */
  readonly recallAt3: number
  /** Share of in-scope rows with what was meant suggested, and not escalated. */
  readonly resolved: number
  /** Share of in-scope rows escalated. */
  readonly escalated: number
  /** Share of out-of-scope rows escalated; `undefined` where there are none. */
  readonly outOfScopeEscalated: number | undefined
  /** In which each of these shares lies, at 95 %. */
  readonly intervals: Readonly<Record<'recallAt3' | 'resolved' | 'outOfScopeEscalated', Interval | undefined>>
}

export interface Evaluation {
  readonly rows: number
  readonly outOfScopeRows: number
  /** Rows that the bot got right: there is nothing to rank. */
  readonly understood: number
  readonly figures: readonly Figures[]
  /** By tenths of the highest score: how many rows, their mean score, and the share whose list held what was meant. */
  readonly calibration: readonly { readonly rows: number; readonly score: number; readonly held: number }[]
}

const RECALL_AT = 3
const TENTHS = 10

/** @throws TableError */
export const evaluationRows = (table: Table): EvaluationRow[] =>
  table.rows.map(({ line, cells }) => {
    const confidence = Number(cells.get('confidence'))
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new TableError(`${table.path}, line ${line}: "confidence" is no number from 0 to 1`)
    }
    const actual = cells.get('actual')?.trim() ?? ''
    return {
      actual: isNoIntent(actual) ? undefined : actual,
      predicted: cells.get('predicted')?.trim() ?? '',
      confidence,
      text: cells.get('text') ?? '',
    }
  })

type Ranker = (row: EvaluationRow) => readonly IntentCandidate[]

/**
 * The index by its own rule, each of the two witnesses alone, and the tutorial's rule, on the same rows. The utterance is
 * measured twice: as it is heard by who does not know what the bot took it for, and with that one intent left out.
 */
export const evaluate = (index: FallbackIndex, all: readonly EvaluationRow[], rules: FallbackRules): Evaluation => {
  const rows = all.filter(({ actual, predicted }) => actual !== predicted)
  const ranked =
    (by: FallbackIndex, rule: FallbackRules['rule']): Ranker =>
    (row) => {
      const { predicted, confidence, text, sentence } = row
      const failed = { utterance: text, intent: predicted, previousIntents: [{ name: predicted, confidence }] }
      return rankIntents(by, failed, { ...rules, rule, topIntents: Math.max(RECALL_AT, rules.topIntents) }, sentence)
        .candidates
    }
  const unaware =
    (rank: Ranker): Ranker =>
    (row) =>
      rank({ ...row, predicted: '' })
  const { encoder } = index
  const utteranceOnly = encoder && {
    ...index,
    sentence: index.sentence && {
      ...index.sentence,
      calibration: { ...index.sentence.calibration, history: 0 },
    },
    encoder: { ...encoder, calibration: { ...encoder.calibration, history: 0 } },
  }
  const rankers: [string, Ranker][] = [
    ...(encoder === undefined ? [] : ([['posterior', ranked(index, 'posterior')]] satisfies [string, Ranker][])),
    ...(index.sentence === undefined
      ? []
      : ([['without sentence encoder', ranked({ ...index, sentence: undefined }, 'posterior')]] satisfies [
          string,
          Ranker,
        ][])),
    ...(utteranceOnly === undefined
      ? []
      : ([
          ['utterance alone', unaware(ranked(utteranceOnly, 'posterior'))],
          ['utterance, failed intent left out', ranked(utteranceOnly, 'posterior')],
        ] satisfies [string, Ranker][])),
    ['history alone', byHistory(index)],
    ['tutorial', ranked(index, 'tutorial')],
  ]
  const [first] = rankers
  return {
    rows: rows.length,
    outOfScopeRows: rows.filter(({ actual }) => actual === undefined).length,
    understood: all.length - rows.length,
    figures: rankers.map(([rule, rank]) => figuresOf(rule, rank, rows, rules)),
    calibration: first === undefined ? [] : calibrationOf(first[1], rows, rules),
  }
}

const byHistory =
  (index: FallbackIndex): Ranker =>
  ({ predicted, confidence, text }) => {
    const failed = { utterance: text, intent: predicted, previousIntents: [{ name: predicted, confidence }] }
    const intent = failedIntent(index, failed)
    const historical = historicalProbabilities(index.history, intent)
    const chosen = best(
      historical.length,
      RECALL_AT,
      (each) => each !== intent,
      (a, b) => (historical[b] ?? 0) - (historical[a] ?? 0) || a - b,
    )
    const share = chosen.reduce((sum, each) => sum + (historical[each] ?? 0), 0)
    return chosen.map((each) => ({
      intent: index.names[each] ?? '',
      score: Math.min(1, share),
      semantic: 0,
      historical: Math.min(1, historical[each] ?? 0),
    }))
  }

const holds = (candidates: readonly IntentCandidate[], actual: string | undefined): boolean =>
  candidates.some(({ intent }) => intent === actual)

const figuresOf = (rule: string, rank: Ranker, rows: readonly EvaluationRow[], rules: FallbackRules): Figures => {
  const decided = rows.map((row) => {
    const candidates = rank(row)
    const { suggestedIntents, escalated } = decideFallback(candidates, rules)
    return {
      actual: row.actual,
      escalated,
      found: holds(candidates.slice(0, RECALL_AT), row.actual),
      resolved: !escalated && holds(suggestedIntents, row.actual),
    }
  })
  const inScope = decided.filter(({ actual }) => actual !== undefined)
  const outOfScope = decided.filter(({ actual }) => actual === undefined)
  return {
    rule,
    recallAt3: share(inScope, ({ found }) => found),
    resolved: share(inScope, ({ resolved }) => resolved),
    escalated: share(inScope, ({ escalated }) => escalated),
    outOfScopeEscalated: outOfScope.length === 0 ? undefined : share(outOfScope, ({ escalated }) => escalated),
    intervals: {
      recallAt3: intervalOf(inScope, ({ found }) => found),
      resolved: intervalOf(inScope, ({ resolved }) => resolved),
      outOfScopeEscalated: intervalOf(outOfScope, ({ escalated }) => escalated),
    },
  }
}

const share = <T>(items: readonly T[], isOne: (item: T) => boolean): number =>
  items.length === 0 ? 0 : items.filter(isOne).length / items.length

const intervalOf = <T>(items: readonly T[], isOne: (item: T) => boolean): Interval | undefined =>
  items.length === 0 ? undefined : wilsonInterval(items.filter(isOne).length, items.length)

const calibrationOf = (
  rank: Ranker,
  rows: readonly EvaluationRow[],
  rules: FallbackRules,
): Evaluation['calibration'] => {
  const bins = Array.from({ length: TENTHS }, () => ({ rows: 0, score: 0, held: 0 }))
  for (const row of rows) {
    const { suggestedIntents, highestScore } = decideFallback(rank(row), rules)
    const bin = bins[Math.min(TENTHS - 1, Math.floor(highestScore * TENTHS))]
    if (bin === undefined) continue
    bin.rows += 1
    bin.score += highestScore
    bin.held += holds(suggestedIntents, row.actual) ? 1 : 0
  }
  return bins.map((bin) => ({ rows: bin.rows, score: bin.score / (bin.rows || 1), held: bin.held / (bin.rows || 1) }))
}
