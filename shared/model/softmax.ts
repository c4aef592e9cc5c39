/** Probabilities from logits. */

/** Probabilities that sum to 1. */
export const softmax = (logits: readonly number[]): number[] => {
  const largest = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - largest))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}
