/** Reads what upstreams answer: bounded, however it is compressed, with a BOM or without. */
import { promisify } from 'node:util'
import { brotliDecompress, inflateRaw, unzip } from 'node:zlib'

const LARGEST_ANSWER_BYTES = 1024 * 1024
const LIMIT = { maxOutputLength: LARGEST_ANSWER_BYTES }

type Decode = (bytes: Uint8Array) => Promise<Uint8Array>
const [asUnzip, asRaw, asBrotli] = [promisify(unzip), promisify(inflateRaw), promisify(brotliDecompress)]
const unzipped: Decode = (bytes) => asUnzip(bytes, LIMIT)
const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ['gzip', unzipped],
  ['x-gzip', unzipped],
  // Some send it without its header, and always have (RFC 9110, 8.4.1.2).
  ['deflate', (bytes) => unzipped(bytes).catch(() => asRaw(bytes, LIMIT))],
  ['br', (bytes) => asBrotli(bytes, LIMIT)],
  ['identity', (bytes) => Promise.resolve(bytes)],
])

const readLimited = async (body: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.byteLength
    if (size > LARGEST_ANSWER_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const decoded = async (bytes: Uint8Array, encodings: readonly string[]): Promise<Uint8Array | undefined> => {
  let current = bytes
  for (const encoding of encodings.toReversed()) {
    const decode = DECODERS.get(encoding)
    if (decode === undefined) return undefined
    current = await decode(current)
  }
  return current
}

/**
 * @param contentEncoding the header, as it came
 * @returns `undefined` where it is too large, or in no encoding that is known or whole
 */
export const readText = async (
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string | string[] | undefined,
): Promise<string | undefined> => {
  const bytes = await readLimited(body)
  if (bytes === undefined || bytes.byteLength === 0) return bytes === undefined ? undefined : ''
  const encodings = String(contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const plain = await decoded(bytes, encodings).catch(() => undefined)
  return plain === undefined ? undefined : new TextDecoder().decode(plain)
}

export type ReadJson = { readonly ok: true; readonly json: unknown } | { readonly ok: false }

/** No text is no JSON either, and well so: many say yes without a word. */
export const parseJson = (text: string | undefined): ReadJson => {
  if (text === undefined) return { ok: false }
  if (text.trim() === '') return { ok: true, json: undefined }
  try {
    return { ok: true, json: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
