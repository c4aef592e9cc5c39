/** Whether a body is JSON that can be read here, by what its `content-type` says. */
import { parse } from 'content-type'
import typeIs from 'type-is'

/** What nearly everybody sends: known without looking closer. */
const PLAIN_JSON = 'application/json'
const JSON_TYPES = [PLAIN_JSON, 'application/*+json']

/** Every name that the Encoding Standard has for UTF-8 (`utf8`, `UTF-8`, `unicode-1-1-utf-8`). */
const isNameOfUtf8 = (charset: string): boolean => {
  if (charset.toLowerCase() === 'utf-8') return true
  try {
    return new TextDecoder(charset).encoding === 'utf-8'
  } catch {
    return false
  }
}

/** `application/json` and `application/*+json` in UTF-8; parameters other than `charset` say nothing. */
export const isUtf8Json = (contentType: string | undefined): boolean => {
  if (contentType === PLAIN_JSON) return true
  if (contentType === undefined || typeIs.is(contentType, JSON_TYPES) === false) return false
  const { charset } = parse(contentType).parameters
  return charset === undefined || charset === '' || isNameOfUtf8(charset)
}
