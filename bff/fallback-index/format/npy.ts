/**
 * Reads matrices of floats from files in NumPy's own `.npy` format, versions 1.0, 2.0 and 3.0, by chunks: the event loop
 * is free between two of them, and of a large file nothing but its result is held. Every refusal and
 * every failure to read is an {@link NpyError}; what a visitor throws passes as it is.
 */
import { type FileHandle, open, stat } from 'node:fs/promises'
import { itemBytes } from './npy-dtype.ts'
import { NpyError, namingFile } from './npy-error.ts'
import { type NpyHeader, parseNpyHeader } from './npy-header.ts'

/** Row-major, whatever the order in the file. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float32Array | Float64Array
}

/** Row and column count from 0. */
type ElementVisitor = (row: number, column: number, value: number) => void

/** A file whose header was read and whose length is what the header promises. Holds nothing open. */
export interface NpyFile {
  readonly header: NpyHeader
  /** All of it; look at the shape first. */
  readMatrix(): Promise<Matrix>
  /** Every element in the order of the file, zeros too, so that a sparse matrix need not be held densely. */
  forEachElement(visit: ElementVisitor): Promise<void>
}

/** Read at a time. A multiple of every element's size, so that none lies across two chunks. */
const CHUNK_BYTES = 1024 * 1024
const LONGEST_HEADER = 64 * 1024
const MAGIC = Buffer.from('\x93NUMPY', 'latin1')
/** Magic, version, and the length in its longer form. */
const PREFIX_BYTES = MAGIC.length + 2 + 4

interface Layout {
  readonly header: NpyHeader
  /** Where the elements begin. */
  readonly start: number
  readonly elementBytes: number
}

/** Reads the header and compares the file's length with it; no element is read and nothing of their size allocated. */
export const openNpy = async (path: string): Promise<NpyFile> => {
  const layout = await withFile(path, (file) => readLayout(path, file))
  const { header } = layout

  const forEachElement = async (visit: ElementVisitor): Promise<void> => {
    matrixShape(path, header)
    await withFile(path, async (file) => {
      if (!sameLayout(await readLayout(path, file), layout)) throw new NpyError(path, 'was replaced by another array')
      await visitElements(path, file, layout, visit)
    })
  }

  const readMatrix = async (): Promise<Matrix> => {
    const { rows, columns } = matrixShape(path, header)
    const data = allocate(path, header)
    await forEachElement((row, column, value) => {
      data[row * columns + column] = value
    })
    return { rows, columns, data }
  }

  return { header, forEachElement, readMatrix }
}

const withFile = async <T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> => {
  const found = await namingFile(path, 'read', () => stat(path))
  if (found.isDirectory()) throw new NpyError(path, 'is a directory, not a file')
  // To open a pipe would wait for somebody to write to it.
  if (!found.isFile()) throw new NpyError(path, 'is no regular file')
  const file = await namingFile(path, 'read', () => open(path))
  try {
    return await use(file)
  } finally {
    await file.close()
  }
}

const sameLayout = (a: Layout, b: Layout): boolean => JSON.stringify(a) === JSON.stringify(b)

const readLayout = async (path: string, file: FileHandle): Promise<Layout> => {
  const { size } = await file.stat()
  const { text, start } = await readHeaderText(path, file, size)
  const header = parseNpyHeader(path, text)
  const elementBytes = header.shape.reduce((product, each) => product * each, itemBytes[header.dtype])
  const held = size - start
  if (held !== elementBytes) {
    const reason = held < elementBytes ? 'is truncated' : 'is too long'
    throw new NpyError(path, `${reason}: its header promises ${elementBytes} bytes of elements and ${held} follow`)
  }
  return { header, start, elementBytes }
}

const readHeaderText = async (
  path: string,
  file: FileHandle,
  size: number,
): Promise<{ text: string; start: number }> => {
  const prefix = Buffer.alloc(PREFIX_BYTES)
  const filled = await fill(path, file, prefix, 0)
  if (!prefix.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new NpyError(path, 'is no NumPy file: it does not begin with the bytes of one')
  }
  const [major = 0, minor = 0] = prefix.subarray(MAGIC.length)
  if (filled === PREFIX_BYTES && (minor !== 0 || major < 1 || major > 3)) {
    throw new NpyError(path, `has version ${major}.${minor} of NumPy's format, and only 1.0, 2.0 and 3.0 are known`)
  }
  const start = major === 1 ? PREFIX_BYTES - 2 : PREFIX_BYTES
  const length = major === 1 ? prefix.readUInt16LE(MAGIC.length + 2) : prefix.readUInt32LE(MAGIC.length + 2)
  if (length > LONGEST_HEADER) {
    throw new NpyError(path, `has a header of ${length} bytes, and at most ${LONGEST_HEADER} are read`)
  }
  if (filled < PREFIX_BYTES || start + length > size) throw new NpyError(path, 'is truncated within its header')
  const bytes = Buffer.alloc(length)
  await fill(path, file, bytes, start)
  // Latin-1 up to version 2.0 and UTF-8 from 3.0; every header that is taken is ASCII, which is the same in both.
  return { text: bytes.toString('latin1'), start: start + length }
}

/** Reads until `bytes` is full or the file ends; gives how many were read. */
const fill = async (path: string, file: FileHandle, bytes: Uint8Array, position: number): Promise<number> => {
  let filled = 0
  while (filled < bytes.length) {
    const offset = filled
    const { bytesRead } = await namingFile(path, 'read', () =>
      file.read(bytes, offset, bytes.length - offset, position + offset),
    )
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

const visitElements = async (path: string, file: FileHandle, layout: Layout, visit: ElementVisitor): Promise<void> => {
  const { header, start, elementBytes } = layout
  const { rows, columns } = matrixShape(path, header)
  const size = itemBytes[header.dtype]
  const chunk = new Uint8Array(Math.min(CHUNK_BYTES, elementBytes))
  const view = new DataView(chunk.buffer)
  let row = 0
  let column = 0
  for (let position = 0; position < elementBytes; position += chunk.length) {
    const wanted = Math.min(chunk.length, elementBytes - position)
    if ((await fill(path, file, chunk.subarray(0, wanted), start + position)) < wanted) {
      throw new NpyError(path, 'became shorter while it was read')
    }
    for (let at = 0; at < wanted; at += size) {
      const value = size === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true)
      if (!Number.isFinite(value)) {
        throw new NpyError(path, `holds ${value} at row ${row}, column ${column}, counted from 0`)
      }
      visit(row, column, value)
      if (header.fortranOrder) {
        row += 1
        if (row === rows) {
          row = 0
          column += 1
        }
      } else {
        column += 1
        if (column === columns) {
          column = 0
          row += 1
        }
      }
    }
  }
}

const matrixShape = (path: string, { shape }: NpyHeader): { rows: number; columns: number } => {
  const [rows, columns] = shape
  if (shape.length === 2 && rows !== undefined && columns !== undefined) return { rows, columns }
  const dimensions = shape.length === 1 ? '1 dimension' : `${shape.length} dimensions`
  throw new NpyError(path, `has ${dimensions}, and a matrix has 2`)
}

const allocate = (path: string, { dtype, shape }: NpyHeader): Float32Array | Float64Array => {
  const count = shape.reduce((product, each) => product * each, 1)
  try {
    return dtype === '<f4' ? new Float32Array(count) : new Float64Array(count)
  } catch (error) {
    if (error instanceof RangeError) throw new NpyError(path, `holds ${count} elements, for which there is no memory`)
    throw error
  }
}
