/** The confusion matrix as rows for ranking: dense while that is small, else only what is not zero. */
import type { SparseRow } from '../../../shared/domain/ranking/intent-history.ts'
import { IndexError } from '../../index-files.ts'
import { LARGEST_ARRAY } from './index-manifest.ts'
import type { Matrix, NpyFile } from './npy.ts'
import { itemBytes } from './npy-dtype.ts'

/** Up to so many entries, a dense matrix costs less than lists of where its entries are. */
const DENSE_ENTRIES = 4_000_000
const COLUMN_BYTES = Uint32Array.BYTES_PER_ELEMENT

export type ConfusionRows = (predicted: number) => SparseRow

/**
 * The diagonal, if there is one, is left out: what the bot got right is no mistake.
 *
 * @throws IndexError, NpyError
 */
export const readConfusion = async (path: string, file: NpyFile, intents: number): Promise<ConfusionRows> => {
  const entries = intents * intents
  if (entries <= DENSE_ENTRIES) return denseRows(await file.readMatrix())
  // Counted before anything is kept: lists that grow would take several times the room, and stop everything to move.
  const starts = new Uint32Array(intents + 1)
  await file.forEachElement((row, column, rate) => {
    if (rate !== 0 && row !== column) starts[row + 1] = (starts[row + 1] ?? 0) + 1
  })
  for (let row = 0; row < intents; row += 1) starts[row + 1] = (starts[row + 1] ?? 0) + (starts[row] ?? 0)
  const kept = starts[intents] ?? 0
  const rateBytes = itemBytes[file.header.dtype]
  const bytes = Math.min(entries * rateBytes, kept * (COLUMN_BYTES + rateBytes))
  if (bytes > LARGEST_ARRAY) {
    throw new IndexError(`${path} holds ${kept} rates, ${bytes} bytes, and at most ${LARGEST_ARRAY} are taken`)
  }
  return bytes === entries * rateBytes ? denseRows(await file.readMatrix()) : await sparseRows(file, starts)
}

const denseRows =
  ({ columns, data }: Matrix): ConfusionRows =>
  (predicted) =>
    rowOf(data.subarray(predicted * columns, (predicted + 1) * columns), predicted)

/** Rows one after the other, whatever the order in the file: row `r` is the entries `starts[r]` to `starts[r + 1]`. */
const sparseRows = async (file: NpyFile, starts: Uint32Array): Promise<ConfusionRows> => {
  const kept = starts[starts.length - 1] ?? 0
  const columns = new Uint32Array(kept)
  const rates = file.header.dtype === '<f4' ? new Float32Array(kept) : new Float64Array(kept)
  const next = starts.slice()
  await file.forEachElement((row, column, rate) => {
    if (rate === 0 || row === column) return
    const at = next[row] ?? kept
    columns[at] = column
    rates[at] = rate
    next[row] = at + 1
  })
  return (predicted) => {
    const [from, to] = [starts[predicted] ?? kept, starts[predicted + 1] ?? kept]
    return { columns: columns.subarray(from, to), rates: rates.subarray(from, to) }
  }
}

const rowOf = (rates: ArrayLike<number>, predicted: number): SparseRow => {
  const columns: number[] = []
  const found: number[] = []
  for (let column = 0; column < rates.length; column += 1) {
    const rate = rates[column] ?? 0
    if (rate === 0 || column === predicted) continue
    columns.push(column)
    found.push(rate)
  }
  return { columns, rates: found }
}
