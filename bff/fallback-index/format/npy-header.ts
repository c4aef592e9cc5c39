/**
 * The header of NumPy's `.npy` format: a Python dictionary literal, of which what NumPy writes is read and nothing else
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html).
 */
import { isTaken, type NpyDtype, refusalOfDtype, refusalOfRecords } from './npy-dtype.ts'
import { NpyError, quoted } from './npy-error.ts'

export interface NpyHeader {
  readonly dtype: NpyDtype
  /** The first index varies fastest in the file; otherwise the last one does. */
  readonly fortranOrder: boolean
  readonly shape: readonly number[]
}

/** 8 GiB of `<f4`: no index comes near it. */
const MOST_ELEMENTS = 2 ** 31
const KEYS: readonly string[] = ['descr', 'fortran_order', 'shape']

// Each matches where the reader stands. Strings with escapes and over several lines are nothing that NumPy writes here.
const SPACE = /[ \t\n\r\f]*/y
const STRING = /'[^'\\\n\r]*'|"[^"\\\n\r]*"/y
const TRUTH = /(?:True|False)\b/y
const SIZE = /[-+\w.]+/y

/** Throws {@link NpyError}. `text` is the header without the magic, the version and the length. */
export const parseNpyHeader = (path: string, text: string): NpyHeader => {
  let at = 0
  const refuse = (reason: string): never => {
    throw new NpyError(path, reason)
  }
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    at += found?.length ?? 0
    return found
  }
  const next = (pattern: RegExp): string | undefined => {
    match(SPACE)
    return match(pattern)
  }
  const sees = (sign: string): boolean => {
    match(SPACE)
    return text[at] === sign
  }
  const skip = (sign: string): boolean => {
    const seen = sees(sign)
    if (seen) at += 1
    return seen
  }
  const expected = (what: string): never =>
    refuse(`has a header that is no dictionary as NumPy writes it: ${what} is missing at its character ${at + 1}`)
  const take = (sign: string): void => {
    if (!skip(sign)) expected(quoted(sign))
  }
  const string = (what: string): string => (next(STRING) ?? expected(what)).slice(1, -1)

  const tuple = (): number[] => {
    const sizes: number[] = []
    take('(')
    while (!skip(')')) {
      const size = next(SIZE) ?? expected('a size')
      if (!/^(?:0|[1-9]\d*)$/.test(size)) refuse(`has a shape with ${quoted(size)}, which is no whole number from 0 up`)
      sizes.push(Number(size))
      // A single number in brackets is a number: a tuple of one has a comma.
      if (sizes.length === 1) take(',')
      else if (!skip(',') && !sees(')')) expected('","')
    }
    return sizes
  }

  const entries: { descr?: string; fortran_order?: boolean; shape?: number[] } = {}
  take('{')
  while (!skip('}')) {
    const key = string('a key')
    if (Object.hasOwn(entries, key)) refuse(`has a header that gives ${quoted(key)} twice`)
    take(':')
    if (key === 'descr') {
      // A list of fields, or a type with a shape of its own.
      if (sees('[') || sees('(')) refuse(refusalOfRecords)
      entries.descr = string('a type')
    } else if (key === 'fortran_order') {
      entries.fortran_order = (next(TRUTH) ?? expected('True or False')) === 'True'
    } else if (key === 'shape') entries.shape = tuple()
    else refuse(`has a header with the unknown key ${quoted(key)}`)
    if (!skip(',') && !sees('}')) expected('","')
  }
  match(SPACE)
  if (at < text.length) refuse('has a header that goes on after its dictionary')

  const { descr, fortran_order: fortranOrder, shape } = entries
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    return refuse(`has a header without ${quoted(KEYS.find((key) => !Object.hasOwn(entries, key)) ?? '')}`)
  }
  if (!isTaken(descr)) return refuse(refusalOfDtype(descr))
  // An empty dimension must not make room for an absurd one beside it.
  const elements = shape.reduce((product, size) => product * Math.max(1, size), 1)
  if (elements > MOST_ELEMENTS) return refuse(`has a shape of more than ${MOST_ELEMENTS} elements, which is never read`)
  return { dtype: descr, fortranOrder, shape }
}

const PREFIX = '\x93NUMPY\x01\x00'
const LENGTH_BYTES = 2
const ALIGNMENT = 64
/** NumPy leaves room for the size of the dimension along which an array grows to become as long as this. */
const GROWTH_DIGITS = 21

/** The first bytes of a file as `np.save` writes them: magic, version 1.0, length and header, padded to 64 bytes. */
export const formatNpyHeader = ({ dtype, fortranOrder, shape }: NpyHeader): Uint8Array => {
  const order = fortranOrder ? 'True' : 'False'
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`
  const growing = shape[fortranOrder ? shape.length - 1 : 0]
  const room = growing === undefined ? 0 : Math.max(0, GROWTH_DIGITS - String(growing).length)
  const literal = `{'descr': '${dtype}', 'fortran_order': ${order}, 'shape': ${tuple}, }${' '.repeat(room)}`
  const start = PREFIX.length + LENGTH_BYTES
  const length = literal.length + 1
  // NumPy adds a whole block where nothing would be missing.
  const padding = ALIGNMENT - ((start + length) % ALIGNMENT)
  const bytes = Buffer.from(`${PREFIX}\0\0${literal}${' '.repeat(padding)}\n`, 'latin1')
  bytes.writeUInt16LE(length + padding, PREFIX.length)
  return bytes
}
