/**
 * Writes arrays of floats in NumPy's own `.npy` format, byte for byte as `np.save` does: version 1.0, C order. What could
 * not be read again is not written. Every failure is an {@link NpyError}, unless it is that of the source of the rows,
 * which passes as it is; none leaves a file behind.
 */
import { open, rm } from 'node:fs/promises'
import { itemBytes, type NpyDtype } from './npy-dtype.ts'
import { NpyError, namingFile } from './npy-error.ts'
import { formatNpyHeader } from './npy-header.ts'

export interface NpyArray {
  readonly shape: readonly number[]
  /** The last index varies fastest. */
  readonly data: Float32Array | Float64Array
}

export interface RowsShape {
  readonly rows: number
  readonly columns: number
  /** What the rows are written as; `<f4` rounds. */
  readonly dtype: NpyDtype
}

type Row = ArrayLike<number>

/** Written at a time. A multiple of every element's size. */
const CHUNK_BYTES = 1024 * 1024

/** Writes an array that is in memory. */
export const writeNpy = async (path: string, { shape, data }: NpyArray): Promise<void> => {
  const promised = shape.reduce((product, size) => product * size, 1)
  if (promised !== data.length) {
    throw new NpyError(path, `was not written: its shape promises ${promised} elements and there are ${data.length}`)
  }
  const dtype = data instanceof Float32Array ? '<f4' : '<f8'
  await writeFloats(path, { dtype, shape }, [data])
}

/** Writes a matrix row by row as they come, without holding it. */
export const writeNpyRows = async (
  path: string,
  { rows, columns, dtype }: RowsShape,
  source: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> => {
  async function* checked(): AsyncGenerator<Row> {
    let count = 0
    for await (const row of source) {
      if (row.length !== columns) {
        throw new NpyError(path, `was not written: row ${count} has ${row.length} elements instead of ${columns}`)
      }
      count += 1
      if (count > rows) break
      yield row
    }
    if (count !== rows) {
      const came = count > rows ? 'more came' : `${count} came`
      throw new NpyError(path, `was not written: ${rows} rows were announced and ${came}`)
    }
  }
  await writeFloats(path, { dtype, shape: [rows, columns] }, checked())
}

type Described = { readonly dtype: NpyDtype; readonly shape: readonly number[] }

const writeFloats = async (
  path: string,
  { dtype, shape }: Described,
  pieces: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> => {
  const file = await namingFile(path, 'written', () => open(path, 'w'))
  const write = (bytes: Uint8Array): Promise<void> => namingFile(path, 'written', () => file.writeFile(bytes))
  try {
    await write(formatNpyHeader({ dtype, fortranOrder: false, shape }))
    await writePieces(path, write, dtype, pieces)
  } catch (error) {
    // A device that was named by mistake is not ours to remove.
    if ((await file.stat()).isFile()) await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

const writePieces = async (
  path: string,
  write: (bytes: Uint8Array) => Promise<void>,
  dtype: NpyDtype,
  pieces: Iterable<Row> | AsyncIterable<Row>,
): Promise<void> => {
  const size = itemBytes[dtype]
  const chunk = new Uint8Array(CHUNK_BYTES)
  const view = new DataView(chunk.buffer)
  let used = 0
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += 1) {
      const value = piece[at] ?? Number.NaN
      const stored = size === 4 ? Math.fround(value) : value
      if (!Number.isFinite(stored)) throw new NpyError(path, `was not written: ${value} is no finite ${dtype}`)
      if (size === 4) view.setFloat32(used, stored, true)
      else view.setFloat64(used, stored, true)
      used += size
      if (used === CHUNK_BYTES) {
        await write(chunk)
        used = 0
      }
    }
  }
  await write(chunk.subarray(0, used))
}
