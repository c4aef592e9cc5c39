/** What callers show to prove who they are, as it stands in the headers. */
import { hash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

/** Which of `expected` (digests) `given` is; compares in the same time whatever differs, and wherever. */
export const matching = (given: Buffer, expected: readonly Buffer[]): number =>
  expected.reduce((found, each, index) => (timingSafeEqual(given, each) ? index : found), -1)

/** A header that stands there once and is not empty. */
export const headerOf = (headers: IncomingHttpHeaders, name: string): string | undefined => {
  const value = headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The token of `Authorization: <scheme> <token>`, where the scheme is one of `schemes` (in lower case). */
const authorizationToken = (headers: IncomingHttpHeaders, schemes: readonly string[]): string | undefined => {
  const { authorization = '' } = headers
  const at = authorization.indexOf(' ')
  if (at < 0 || !schemes.includes(authorization.slice(0, at).toLowerCase())) return undefined
  const token = authorization.slice(at).trim()
  return token === '' ? undefined : token
}

/** `Authorization: Bearer`. */
export const bearerToken = (headers: IncomingHttpHeaders): string | undefined => authorizationToken(headers, ['bearer'])

/** A webhook's fixed secret: `Authorization: Bearer`, `Authorization: ApiKey` or `X-API-Key`. */
export const fixedSecrets = (headers: IncomingHttpHeaders): readonly string[] =>
  [authorizationToken(headers, ['bearer', 'apikey']), headerOf(headers, 'x-api-key')?.trim()].flatMap((secret) =>
    secret === undefined || secret === '' ? [] : [secret],
  )

/** The three headers of one signature. */
export interface Signature {
  readonly id: string
  /** Seconds since 1970, as sent. */
  readonly timestamp: string
  readonly signature: string
}

/** Standard Webhooks' own names first, then the ones they had at Svix. */
export const signaturesIn = (headers: IncomingHttpHeaders): readonly Signature[] =>
  ['webhook', 'svix'].flatMap((prefix) => {
    const id = headerOf(headers, `${prefix}-id`)
    const timestamp = headerOf(headers, `${prefix}-timestamp`)
    const signature = headerOf(headers, `${prefix}-signature`)
    return id === undefined || timestamp === undefined || signature === undefined ? [] : [{ id, timestamp, signature }]
  })
