/** What the bot's past mistakes say: given what it took an utterance for, what was meant. */

/** Rows of a sparse matrix. Entries that are not listed are 0. */
export interface SparseRow {
  readonly columns: ArrayLike<number>
  readonly rates: ArrayLike<number>
}

export interface IntentHistory {
  /** Of the utterances wrongly taken for intent `predicted`, the share meant as each other one. */
  row(predicted: number): SparseRow
  /** How many mistakes each row rests on, by intent. */
  readonly evidence: ArrayLike<number>
  /** How often each intent is what was meant when the bot is wrong at all; sums to 1. */
  readonly prior: ArrayLike<number>
}

/** A row speaks as loud as the prior once it rests on so many mistakes. */
const PRIOR_WEIGHT = 20

/**
 * P(meant | taken for `failed`) of every intent but `failed`, which gets 0: the row's rates, pulled towards the prior
 * where they rest on few mistakes (Dirichlet smoothing, Zhai and Lafferty, SIGIR 2001). `failed` undefined: the prior.
 */
export const historicalProbabilities = (history: IntentHistory, failed: number | undefined): Float64Array => {
  const { prior } = history
  const mistakes = failed === undefined ? 0 : (history.evidence[failed] ?? 0)
  const fromPrior = PRIOR_WEIGHT / (PRIOR_WEIGHT + mistakes)
  const probabilities = Float64Array.from(prior, (share) => fromPrior * share)
  if (failed === undefined) return probabilities
  const { columns, rates } = history.row(failed)
  for (let k = 0; k < columns.length; k += 1) {
    const intent = columns[k] ?? 0
    probabilities[intent] = (probabilities[intent] ?? 0) + (1 - fromPrior) * (rates[k] ?? 0)
  }
  probabilities[failed] = 0
  return probabilities
}

/**
 * How much more, or less, likely each intent is because the bot took the utterance for `failed`: the logarithm of
 * {@link historicalProbabilities} over the prior. 0 throughout where nothing is known of `failed`.
 */
export const historicalLift = (probabilities: Float64Array, prior: ArrayLike<number>): Float64Array =>
  probabilities.map((probability, intent) =>
    probability > 0 && (prior[intent] ?? 0) > 0 ? Math.log(probability / (prior[intent] ?? 1)) : 0,
  )
