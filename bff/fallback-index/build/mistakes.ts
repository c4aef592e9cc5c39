/** A bot's mistakes as counts, and the history that they make. */
import type { IntentHistory, SparseRow } from '../../../shared/domain/ranking/intent-history.ts'

/** By index of the predicted intent: which others were meant, how often. */
export type MistakeCounts = ReadonlyMap<number, ReadonlyMap<number, number>>

const NO_MISTAKES: SparseRow = { columns: [], rates: [] }

const sumOf = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((total, count) => total + count, 0)

export const historyOf = (mistakes: MistakeCounts, intents: number): IntentHistory => {
  const evidence = new Float64Array(intents)
  const rows = new Map<number, SparseRow>()
  // Each intent counts once more than it was seen: what never happened yet is not impossible.
  const meant = new Float64Array(intents).fill(1)
  for (const [predicted, counts] of mistakes) {
    const total = sumOf(counts)
    if (total === 0) continue
    evidence[predicted] = total
    const columns = [...counts.keys()].sort((a, b) => a - b)
    rows.set(predicted, { columns, rates: columns.map((actual) => (counts.get(actual) ?? 0) / total) })
    for (const [actual, count] of counts) meant[actual] = (meant[actual] ?? 0) + count
  }
  const all = meant.reduce((total, count) => total + count, 0)
  return { row: (predicted) => rows.get(predicted) ?? NO_MISTAKES, evidence, prior: meant.map((count) => count / all) }
}
