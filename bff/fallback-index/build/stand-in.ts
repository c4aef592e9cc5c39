/**
 * Which utterances a bot is likely to misunderstand. What is learnt from utterances in general would be too sure of
 * itself on those that reach the fallback, since a bot that understands the easy ones only sends the hard ones. A weak
 * classifier stands in for the bot: the nearest of the intents' mean vectors, each from a few of its examples.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { SparseRows } from './vectors.ts'

/** An utterance that the stand-in took for another intent. */
export interface Misunderstood {
  readonly row: number
  readonly predicted: number
}

/** As few as a hastily trained bot has. */
const EXAMPLES = 8
/** Each draw of examples misunderstands other utterances. */
const DRAWS = 3

/** `labels` at or above `intents` are out of scope: whatever they are taken for is wrong. */
export const findMisunderstood = (
  vectors: SparseRows,
  labels: Uint32Array,
  intents: number,
  features: number,
): Misunderstood[] => {
  const generator = xoroshiro128plus(1)
  const rowsOf: number[][] = Array.from({ length: intents }, () => [])
  for (const [row, label] of labels.entries()) rowsOf[label]?.push(row)
  const found = new Map<number, number>()
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const examples = rowsOf.map((rows) => pick(rows, () => uniformFloat64(generator)))
    const means = meansOf(vectors, examples, features)
    const used = new Set(examples.flat())
    for (const [row, label] of labels.entries()) {
      if (found.has(row) || used.has(row)) continue
      const predicted = nearest(vectors, row, means, intents)
      if (predicted !== label) found.set(row, predicted)
    }
  }
  return [...found].map(([row, predicted]) => ({ row, predicted })).sort((a, b) => a.row - b.row)
}

/** Half of the rows at most, so that there is always something left to be misunderstood. */
const pick = (rows: readonly number[], random: () => number): number[] => {
  const left = [...rows]
  const size = Math.min(EXAMPLES, Math.floor(rows.length / 2))
  return Array.from({ length: size }, () => left.splice(Math.floor(random() * left.length), 1)[0] ?? 0)
}

/** What the mean vectors hold of one feature: the intents that have it, and how much. */
interface Posting {
  readonly intents: number[]
  readonly shares: number[]
}

/** By feature, because the means are as sparse as the utterances they are made of. Each mean has length 1. */
const meansOf = (vectors: SparseRows, examples: readonly (readonly number[])[], features: number): Posting[] => {
  const postings: Posting[] = Array.from({ length: features }, () => ({ intents: [], shares: [] }))
  for (const [intent, rows] of examples.entries()) {
    const mean = new Map<number, number>()
    for (const row of rows) {
      for (let at = vectors.starts[row] ?? 0; at < (vectors.starts[row + 1] ?? 0); at += 1) {
        const feature = vectors.columns[at] ?? 0
        mean.set(feature, (mean.get(feature) ?? 0) + (vectors.values[at] ?? 0))
      }
    }
    const length = Math.sqrt([...mean.values()].reduce((sum, share) => sum + share ** 2, 0))
    for (const [feature, share] of mean) {
      postings[feature]?.intents.push(intent)
      postings[feature]?.shares.push(share / length)
    }
  }
  return postings
}

const nearest = (vectors: SparseRows, row: number, means: readonly Posting[], intents: number): number => {
  const scores = new Float64Array(intents)
  for (let at = vectors.starts[row] ?? 0; at < (vectors.starts[row + 1] ?? 0); at += 1) {
    const value = vectors.values[at] ?? 0
    const posting = means[vectors.columns[at] ?? 0]
    if (posting === undefined) continue
    for (const [k, intent] of posting.intents.entries()) {
      scores[intent] = (scores[intent] ?? 0) + value * (posting.shares[k] ?? 0)
    }
  }
  let best = 0
  for (let intent = 1; intent < intents; intent += 1) if ((scores[intent] ?? 0) > (scores[best] ?? 0)) best = intent
  return best
}
