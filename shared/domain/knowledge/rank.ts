/** Puts together what words find and what past dialogues lead to. */
import { type ConfidenceCurves, confidenceOf, type Findings } from './confidence.ts'

/** A piece that the words of a question found. */
export interface WordHit {
  /** Index of the entry. */
  readonly entry: number
  /** Of the search engine; comparable within one search. */
  readonly score: number
  readonly coverage: number
  /** How many telling words of the question it holds. */
  readonly matched: number
}

/** The probability of each target, by its index among those that dialogues lead to. */
export type Learnt = ReadonlyMap<string, number>

export interface Candidate extends Findings {
  /** The article or reply. */
  readonly of: string
  /** Index of the entry that shows it best; `undefined` where words found none. */
  readonly entry: number | undefined
}

/** The best hit of each article or reply, with how it stands against the others. */
const byTarget = (
  hits: readonly WordHit[],
  ofEntry: (entry: number) => string,
): readonly (WordHit & { of: string })[] => {
  const seen = new Map<string, WordHit & { of: string }>()
  for (const hit of hits) {
    const of = ofEntry(hit.entry)
    if (!seen.has(of)) seen.set(of, { ...hit, of })
  }
  return [...seen.values()]
}

/** Who stands alone by one or two words stands there by chance: of so many, the lead counts in full. */
const TELLING_WORDS = 3

/** @param hits best first */
export const candidatesOf = (
  hits: readonly WordHit[],
  learnt: Learnt,
  ofEntry: (entry: number) => string,
): readonly Candidate[] => {
  const found = byTarget(hits, ofEntry)
  const top = found[0]?.score ?? 1
  const second = found[1]?.score ?? 0
  const byWords = found.map(
    ({ of, entry, score, coverage, matched }, n): Candidate => ({
      of,
      entry,
      coverage,
      margin: n === 0 ? ((score - second) / top) * Math.min(1, matched / TELLING_WORDS) : (score - top) / top,
      learnt: learnt.get(of),
    }),
  )
  const named = new Set(found.map(({ of }) => of))
  const others = [...learnt].flatMap(([of, probability]): Candidate[] =>
    named.has(of) ? [] : [{ of, entry: undefined, coverage: 0, margin: -1, learnt: probability }],
  )
  return [...byWords, ...others]
}

export interface Ranked {
  readonly of: string
  readonly entry: number | undefined
  readonly confidence: number
}

/** Surest first; equals in the order in which they came. @param isAlone whether nothing but a question is known */
export const ranked = (
  candidates: readonly Candidate[],
  { unlearnt, inConversation, questionAlone }: ConfidenceCurves,
  isAlone: boolean,
): readonly Ranked[] => {
  const learntCurve = (isAlone ? questionAlone : inConversation) ?? unlearnt
  return candidates
    .map((candidate) => ({
      of: candidate.of,
      entry: candidate.entry,
      confidence: confidenceOf(candidate.learnt === undefined ? unlearnt : learntCurve, candidate),
    }))
    .toSorted((a, b) => b.confidence - a.confidence)
}
