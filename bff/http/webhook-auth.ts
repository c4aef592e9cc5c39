/**
 * Who may call the webhooks: the secret in a fixed header, which is judged before a byte of the body is read, or a
 * Standard Webhooks signature over the raw bytes.
 */
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../ports/time.ts'
import { digest, fixedSecrets, matching, type Signature, signaturesIn } from './credentials.ts'
import { WebhookVerifier } from './webhook-signature.ts'

/** How far a sender's clock may be off, in seconds: what Standard Webhooks allows. */
const CLOCK_TOLERANCE_SECONDS = 300
/** Room for forty signatures; a sender that rotates its secret sends two. */
const LONGEST_SIGNATURES = 2048

type HeaderVerdict =
  /** Nothing of the body is needed to know that the caller may. */
  | { readonly kind: 'admitted' }
  /** A fixed secret is shown. Whether it is looked at depends on how often wrong ones were shown from there. */
  | { readonly kind: 'secret'; readonly digests: readonly Buffer[]; isRight(digest: Buffer): boolean }
  /** Only the body can tell. */
  | { readonly kind: 'signed'; findProven(rawBody: Buffer): Signature | undefined }
  | { readonly kind: 'refused'; readonly reason: 'missing' | 'clock'; readonly detail: string }

export type WebhookAuth = (headers: IncomingHttpHeaders) => HeaderVerdict

const MISSING = 'the webhook signature or secret is missing'
export const WRONG_SECRET = 'the webhook secret is wrong'
export const WRONG_SIGNATURE = 'the webhook signature is wrong'

/** What is wrong with the moment of a signature, in words for whoever sets the clocks; nothing where it is in time. */
const clockProblem = ({ timestamp }: Signature, clock: Clock): string | undefined => {
  if (timestamp.length > 15 || !/^\d+$/.test(timestamp)) {
    return 'the timestamp of the webhook signature is not a number of seconds since 1970'
  }
  const ahead = Number(timestamp) - Math.floor(clock.now() / 1000)
  if (Math.abs(ahead) <= CLOCK_TOLERANCE_SECONDS) return undefined
  const side = ahead > 0 ? 'ahead of' : 'behind'
  return `the timestamp of the webhook signature is ${Math.abs(ahead)} s ${side} the clock of this service, and ${CLOCK_TOLERANCE_SECONDS} s are allowed: set the clocks of both, or send it when it is signed`
}

/** @param secrets as configured, `whsec_…` each; more than one while a secret is being rotated; none: everybody may call. */
export const createWebhookAuth = (secrets: readonly string[], clock: Clock): WebhookAuth => {
  const verifiers = secrets.map((secret) => new WebhookVerifier(secret))
  const digests = secrets.map(digest)
  const isRight = (given: Buffer): boolean => matching(given, digests) >= 0

  return (headers) => {
    if (secrets.length === 0) return { kind: 'admitted' }
    const shown = fixedSecrets(headers).map(digest)
    const signatures = signaturesIn(headers)
    // Any one of them is enough; a wrong fixed secret does not spoil a signature.
    if (shown.length > 0 && (signatures.length === 0 || shown.some(isRight))) {
      return { kind: 'secret', digests: shown, isRight }
    }
    if (signatures.length === 0) return { kind: 'refused', reason: 'missing', detail: MISSING }
    const problems = signatures.map((signature) => clockProblem(signature, clock))
    const [problem] = problems
    const inTime = signatures.filter((_signature, index) => problems[index] === undefined)
    if (inTime.length === 0) return { kind: 'refused', reason: 'clock', detail: problem ?? MISSING }
    return {
      kind: 'signed',
      findProven: (rawBody) =>
        inTime.find((signature) => verifiers.some((verifier) => isSigned(verifier, rawBody, signature))),
    }
  }
}

const isSigned = (verifier: WebhookVerifier, rawBody: Buffer, signature: Signature): boolean =>
  signature.signature.length <= LONGEST_SIGNATURES && verifier.isSigned(rawBody, signature)
