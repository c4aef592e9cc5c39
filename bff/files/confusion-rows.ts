/** The confusion matrix as rows for ranking: dense while that is small, else only what is not zero. */
import type { SparseRow } from '../../shared/domain/intent-history.ts'
import type { NpyFile } from './npy.ts'

/** Up to so many entries, a dense matrix costs less than lists of where its entries are. */
const DENSE_ENTRIES = 4_000_000

export type ConfusionRows = (predicted: number) => SparseRow

/** The diagonal, if there is one, is left out: what the bot got right is no mistake. */
export const readConfusion = async (file: NpyFile, intents: number): Promise<ConfusionRows> => {
  if (intents * intents <= DENSE_ENTRIES) {
    const { data } = await file.readMatrix()
    return (predicted) => rowOf(data.subarray(predicted * intents, (predicted + 1) * intents), predicted)
  }
  const columns: number[][] = Array.from({ length: intents }, () => [])
  const rates: number[][] = Array.from({ length: intents }, () => [])
  await file.forEachElement((row, column, rate) => {
    if (rate === 0 || row === column) return
    columns[row]?.push(column)
    rates[row]?.push(rate)
  })
  return (predicted) => ({ columns: columns[predicted] ?? [], rates: rates[predicted] ?? [] })
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
