/** Bytes of a text file to its text: by its byte order mark, else UTF-8 and nothing else, so that no letter is ever guessed. */

export type Decoded =
  | { readonly ok: true; readonly text: string }
  /** The problem is a predicate of the file, with its cure. */
  | { readonly ok: false; readonly problem: string }

const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
]

const encodingOf = (bytes: Uint8Array): string =>
  MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1] ?? 'utf-8'

const CURE = 'save it as UTF-8 (spreadsheets call it “CSV UTF-8”)'

const tryDecode = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** Line, from 1, of the first byte that is no UTF-8. */
const firstOddLine = (bytes: Uint8Array): number => {
  let line = 1
  let from = 0
  for (const [at, byte] of bytes.entries()) {
    if (byte !== 0x0a) continue
    if (tryDecode(bytes.subarray(from, at), 'utf-8') === undefined) return line
    line += 1
    from = at + 1
  }
  return line
}

/** Whether `name` is an encoding that {@link decodeText} can be told. */
export const isEncoding = (name: string): boolean => {
  try {
    new TextDecoder(name)
    return true
  } catch {
    return false
  }
}

/** @param encoding as the WHATWG Encoding Standard names it; where it is not given, that of the byte order mark, else UTF-8 */
export const decodeText = (bytes: Uint8Array, encoding = encodingOf(bytes)): Decoded => {
  const text = tryDecode(bytes, encoding)
  if (text === undefined && encoding === 'utf-8') {
    return { ok: false, problem: `is not UTF-8 (line ${firstOddLine(bytes)}): ${CURE}` }
  }
  if (text === undefined) return { ok: false, problem: `is not ${encoding.toUpperCase()} all through: ${CURE}` }
  // UTF-16 without a mark is valid UTF-8 as long as it is ASCII, every second character being a NUL.
  if (text.includes('\0'))
    return { ok: false, problem: `holds NUL characters, as UTF-16 without its mark does: ${CURE}` }
  return { ok: true, text }
}
