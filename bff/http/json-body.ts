import { isUtf8 } from 'node:buffer'

export type ParsedJson = { readonly ok: true; readonly json: unknown } | { readonly ok: false }

/** The JSON of a body, with or without a byte order mark; not `ok` where it is none, or not UTF-8. */
export const parseJson = (raw: Buffer): ParsedJson => {
  try {
    return isUtf8(raw) ? { ok: true, json: JSON.parse(raw.toString('utf8').replace(/^\uFEFF/, '')) } : { ok: false }
  } catch {
    return { ok: false }
  }
}
