/** How sure a hit is: a logistic curve over what was found, fitted on rows that what found it had not learnt from. */

/** What is known of one hit. */
export interface Findings {
  /** How probable the past dialogues make it, in (0, 1); `undefined` where they say nothing of it. */
  readonly learnt: number | undefined
  /** The share of the question's telling words that it holds, 0 to 1; 0 where the words did not find it. */
  readonly coverage: number
  /** How far it stands above the next best by words, relative to the best: 1 alone, below 0 for all but the best. */
  readonly margin: number
}

/** One weight a term of {@link terms}. */
export interface ConfidenceCurves {
  /** Of what no past dialogue leads to, by its words. */
  readonly unlearnt: readonly number[]
  /** Of what past dialogues lead to, where the whole conversation is known. */
  readonly inConversation?: readonly number[] | undefined
  /** The same, where nothing but a question is. */
  readonly questionAlone?: readonly number[] | undefined
}

const logit = (share: number): number => {
  const inside = Math.min(1 - 1e-6, Math.max(1e-6, share))
  return Math.log(inside / (1 - inside))
}

/** What the weights stand for: a constant, coverage, margin, what is learnt. */
export const terms = ({ learnt, coverage, margin }: Findings): readonly number[] => [
  1,
  coverage,
  margin,
  learnt === undefined ? 0 : logit(learnt),
]
export const TERMS = 4

/** In (0, 1): .5 is right half of the time. */
export const confidenceOf = (weights: readonly number[], findings: Findings): number => {
  const sum = terms(findings).reduce((total, term, n) => total + term * (weights[n] ?? 0), 0)
  return 1 / (1 + Math.exp(-sum))
}
