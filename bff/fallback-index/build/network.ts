/**
 * Trains the utterance encoder: n-gram weights → one hidden layer of rectified units → one logit a class, by Adam
 * (Kingma and Ba, arXiv:1412.6980) on cross-entropy. Feature dropout makes it cope with words it never saw, hidden
 * dropout with few examples (Srivastava et al., JMLR 15, 2014). The same seed gives the same network, bit by bit.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { adamStep, momentsOf, paceAt } from './adam.ts'
import type { SparseRows } from './vectors.ts'

export interface TrainingTask {
  readonly vectors: SparseRows
  /** Class of each row. */
  readonly labels: Uint32Array
  /** The rows to learn from. */
  readonly rows: Uint32Array
  readonly features: number
  readonly classes: number
  readonly hidden: number
  /** Share of the features that a step sees, in (0, 1]. */
  readonly featuresKept: number
  readonly epochs: number
  readonly seed: number
}

/** Shared memory, so that a network comes from its thread without a copy. */
export interface Network {
  readonly features: number
  readonly hidden: number
  readonly classes: number
  /** features × hidden, row-major. */
  readonly table: Float32Array
  readonly hiddenBias: Float32Array
  /** hidden × classes, row-major. */
  readonly output: Float32Array
  readonly outputBias: Float32Array
}

/** Rows a step learns from. */
export const BATCH = 64
const LEARNING_RATE = 0.002
const UNITS_KEPT = 0.7
const TABLE_SPREAD = 0.1
/** Classes that a row is this sure not to be of are not worth their share of the backward pass. */
const NEGLIGIBLE = 1e-4

type Random = () => number

const sharedFloats = (length: number): Float32Array => new Float32Array(new SharedArrayBuffer(length * 4))

const seeded = (seed: number): Random => {
  const generator = xoroshiro128plus(seed)
  return () => uniformFloat64(generator)
}

/** Box and Muller, Annals of Mathematical Statistics 29, 1958. */
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const shuffle = (rows: Uint32Array, random: Random): void => {
  for (let last = rows.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1))
    const moved = rows[last] ?? 0
    rows[last] = rows[other] ?? 0
    rows[other] = moved
  }
}

export const trainNetwork = (task: TrainingTask): Network => {
  const { vectors, labels, features, classes, hidden, featuresKept, epochs } = task
  const { starts, columns, values } = vectors
  const random = seeded(task.seed)
  const table = sharedFloats(features * hidden)
  for (let k = 0; k < table.length; k += 1) table[k] = TABLE_SPREAD * normal(random)
  const hiddenBias = sharedFloats(hidden)
  const spread = 1 / Math.sqrt(hidden)
  const output = sharedFloats(hidden * classes)
  for (let k = 0; k < output.length; k += 1) output[k] = (2 * random() - 1) * spread
  const outputBias = sharedFloats(classes)

  const tableMoments = momentsOf(table.length)
  const hiddenBiasMoments = momentsOf(hidden)
  const outputMoments = momentsOf(output.length)
  const outputBiasMoments = momentsOf(classes)
  const hiddenBiasGradient = new Float32Array(hidden)
  const outputGradient = new Float32Array(output.length)
  const outputBiasGradient = new Float32Array(classes)

  /** Where in the batch's gradients a feature's row stands, and which features have one. */
  const slotOf = new Int32Array(features).fill(-1)
  let touched = new Uint32Array(4096)
  let touchedCount = 0
  let tableGradient = new Float32Array(touched.length * hidden)
  const slot = (feature: number): number => {
    const known = slotOf[feature] ?? -1
    if (known >= 0) return known
    if (touchedCount === touched.length) {
      const wider = new Uint32Array(touched.length * 2)
      wider.set(touched)
      touched = wider
      const deeper = new Float32Array(wider.length * hidden)
      deeper.set(tableGradient)
      tableGradient = deeper
    }
    touched[touchedCount] = feature
    slotOf[feature] = touchedCount
    touchedCount += 1
    return touchedCount - 1
  }

  const activation = new Float32Array(hidden)
  const active = new Uint32Array(hidden)
  const activity = new Float32Array(hidden)
  const hiddenGradient = new Float32Array(hidden)
  const logits = new Float32Array(classes)
  const wrong = new Uint32Array(classes)
  const kept = new Uint32Array(8192)
  const keptValue = new Float32Array(8192)

  const learnFrom = (row: number, share: number): void => {
    const end = starts[row + 1] ?? 0
    let keptCount = 0
    for (let at = starts[row] ?? 0; at < end && keptCount < kept.length; at += 1) {
      if (random() >= featuresKept) continue
      kept[keptCount] = columns[at] ?? 0
      keptValue[keptCount] = (values[at] ?? 0) / featuresKept
      keptCount += 1
    }
    activation.set(hiddenBias)
    addRows(activation, table, kept, keptValue, keptCount)
    let activeCount = 0
    for (let j = 0; j < hidden; j += 1) {
      if ((activation[j] ?? 0) <= 0 || random() >= UNITS_KEPT) continue
      activity[activeCount] = (activation[j] ?? 0) / UNITS_KEPT
      active[activeCount] = j
      activeCount += 1
    }
    logits.set(outputBias)
    addRows(logits, output, active, activity, activeCount)
    softmax(logits)
    const label = labels[row] ?? 0
    logits[label] = (logits[label] ?? 0) - 1
    let wrongCount = 0
    for (let c = 0; c < classes; c += 1) {
      const difference = (logits[c] ?? 0) * share
      logits[c] = difference
      outputBiasGradient[c] = (outputBiasGradient[c] ?? 0) + difference
      if (Math.abs(difference) < NEGLIGIBLE * share) continue
      wrong[wrongCount] = c
      wrongCount += 1
    }
    for (let a = 0; a < activeCount; a += 1) {
      const j = active[a] ?? 0
      const from = j * classes
      const value = activity[a] ?? 0
      let sum = 0
      for (let w = 0; w < wrongCount; w += 1) {
        const c = wrong[w] ?? 0
        const difference = logits[c] ?? 0
        outputGradient[from + c] = (outputGradient[from + c] ?? 0) + value * difference
        sum += difference * (output[from + c] ?? 0)
      }
      const back = sum / UNITS_KEPT
      hiddenGradient[a] = back
      hiddenBiasGradient[j] = (hiddenBiasGradient[j] ?? 0) + back
    }
    for (let k = 0; k < keptCount; k += 1) {
      const from = slot(kept[k] ?? 0) * hidden
      const value = keptValue[k] ?? 0
      for (let a = 0; a < activeCount; a += 1) {
        const j = from + (active[a] ?? 0)
        tableGradient[j] = (tableGradient[j] ?? 0) + value * (hiddenGradient[a] ?? 0)
      }
    }
  }

  const order = Uint32Array.from(task.rows)
  let steps = 0
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random)
    const rate = LEARNING_RATE * (1 - epoch / epochs)
    for (let from = 0; from < order.length; from += BATCH) {
      const to = Math.min(order.length, from + BATCH)
      for (let at = from; at < to; at += 1) learnFrom(order[at] ?? 0, 1 / (to - from))
      steps += 1
      const pace = paceAt(steps, rate)
      for (let s = 0; s < touchedCount; s += 1) {
        const feature = touched[s] ?? 0
        slotOf[feature] = -1
        adamStep(table, tableMoments, feature * hidden, tableGradient, s * hidden, hidden, pace)
      }
      touchedCount = 0
      adamStep(hiddenBias, hiddenBiasMoments, 0, hiddenBiasGradient, 0, hidden, pace)
      adamStep(output, outputMoments, 0, outputGradient, 0, output.length, pace)
      adamStep(outputBias, outputBiasMoments, 0, outputBiasGradient, 0, classes, pace)
    }
  }
  return { features, hidden, classes, table, hiddenBias, output, outputBias }
}

/** Adds `count` rows of a matrix, each times its factor. Four at a time: the sums are then read and written once for all. */
const addRows = (
  sums: Float32Array,
  matrix: Float32Array,
  rows: Uint32Array,
  factors: Float32Array,
  count: number,
): void => {
  const width = sums.length
  let n = 0
  for (; n + 4 <= count; n += 4) {
    const a = (rows[n] ?? 0) * width
    const b = (rows[n + 1] ?? 0) * width
    const c = (rows[n + 2] ?? 0) * width
    const d = (rows[n + 3] ?? 0) * width
    const p = factors[n] ?? 0
    const q = factors[n + 1] ?? 0
    const r = factors[n + 2] ?? 0
    const t = factors[n + 3] ?? 0
    for (let k = 0; k < width; k += 1) {
      sums[k] =
        (sums[k] ?? 0) +
        p * (matrix[a + k] ?? 0) +
        q * (matrix[b + k] ?? 0) +
        r * (matrix[c + k] ?? 0) +
        t * (matrix[d + k] ?? 0)
    }
  }
  for (; n < count; n += 1) {
    const from = (rows[n] ?? 0) * width
    const factor = factors[n] ?? 0
    for (let k = 0; k < width; k += 1) sums[k] = (sums[k] ?? 0) + factor * (matrix[from + k] ?? 0)
  }
}

const softmax = (logits: Float32Array): void => {
  let highest = Number.NEGATIVE_INFINITY
  for (const logit of logits) if (logit > highest) highest = logit
  let sum = 0
  for (let c = 0; c < logits.length; c += 1) {
    const e = Math.exp((logits[c] ?? 0) - highest)
    logits[c] = e
    sum += e
  }
  for (let c = 0; c < logits.length; c += 1) logits[c] = (logits[c] ?? 0) / sum
}

/** The class logits of one row, added to `into`. */
export const addLogits = (network: Network, vectors: SparseRows, row: number, into: Float64Array): void => {
  const { hidden, classes, table, hiddenBias, output, outputBias } = network
  const { starts, columns, values } = vectors
  const activation = Float64Array.from(hiddenBias)
  const end = starts[row + 1] ?? 0
  for (let at = starts[row] ?? 0; at < end; at += 1) {
    const from = (columns[at] ?? 0) * hidden
    const value = values[at] ?? 0
    for (let j = 0; j < hidden; j += 1) activation[j] = (activation[j] ?? 0) + value * (table[from + j] ?? 0)
  }
  for (let c = 0; c < classes; c += 1) into[c] = (into[c] ?? 0) + (outputBias[c] ?? 0)
  for (let j = 0; j < hidden; j += 1) {
    const value = activation[j] ?? 0
    if (value <= 0) continue
    const from = j * classes
    for (let c = 0; c < classes; c += 1) into[c] = (into[c] ?? 0) + value * (output[from + c] ?? 0)
  }
}
