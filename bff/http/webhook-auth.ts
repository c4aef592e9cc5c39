/** Who may call the webhooks: Standard Webhooks signatures over the raw bytes, or the secret as a fixed bearer header. */
import { createHash, timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

export interface SignatureHeaders {
  readonly authorization: string | undefined
  readonly id: string | undefined
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

export type WebhookAuth = (headers: SignatureHeaders, rawBody: Buffer) => boolean

/** Compares in the same time whatever differs, and wherever. */
export const matchesSecret = (given: string, expected: Buffer): boolean => timingSafeEqual(digest(given), expected)
export const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

const BEARER = /^Bearer +(\S+)$/i
export const bearerToken = (authorization: string | undefined): string | undefined =>
  BEARER.exec(authorization ?? '')?.[1]

/** @param secrets as configured, `whsec_…` each; more than one while a secret is being rotated; none: everybody may call. */
export const createWebhookAuth = (secrets: readonly string[]): WebhookAuth => {
  // Encoded anew, because the library insists on padding and the contract does not.
  const verifiers = secrets.map(
    (secret) => new Webhook(Buffer.from(secret.replace(/^whsec_/, ''), 'base64').toString('base64')),
  )
  const digests = secrets.map(digest)

  return ({ authorization, id, timestamp, signature }, rawBody) => {
    if (secrets.length === 0) return true
    const token = bearerToken(authorization)
    if (token !== undefined && digests.some((expected) => matchesSecret(token, expected))) return true
    if (id === undefined || timestamp === undefined || signature === undefined) return false
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
    return verifiers.some((verifier) => isSigned(verifier, rawBody, headers))
  }
}

const isSigned = (verifier: Webhook, rawBody: Buffer, headers: Record<string, string>): boolean => {
  try {
    verifier.verify(rawBody, headers)
    return true
  } catch (error) {
    // The library parses the body after the signature was found right: broken JSON is signed all the same.
    return error instanceof SyntaxError
  }
}
