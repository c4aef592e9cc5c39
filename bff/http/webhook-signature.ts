/** Standard Webhooks signatures as their own library checks them, over Node's own HMAC. */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Signature } from './credentials.ts'

/** What the library parses in place of a body that was signed: the body is parsed later, where it is no repeat. */
const STAND_IN = '0'

/** The library's HMAC is made of JavaScript and takes ten times as long, which is what a signed webhook's time was lost on. */
export class WebhookVerifier extends Webhook {
  readonly #key: KeyObject
  /** What {@link isSigned} is looking at, for as long as it is. */
  #body: Buffer | undefined

  /** @param secret as configured: base64 behind `whsec_`, padded or not */
  constructor(secret: string) {
    const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    // Encoded anew, because the library insists on padding and the contract does not.
    super(bytes.toString('base64'))
    this.#key = createSecretKey(bytes)
  }

  override sign(id: string, timestamp: Date, payload: string | Buffer): string {
    const seconds = Math.floor(timestamp.getTime() / 1000)
    const signed = createHmac('sha256', this.#key).update(`${id}.${seconds}.`)
    return `v1,${signed.update(this.#body ?? payload).digest('base64')}`
  }

  /** Whether one of the signatures given is that of these bytes, and its moment near. Whether they are JSON is not looked at. */
  isSigned(rawBody: Buffer, { id, timestamp, signature }: Signature): boolean {
    this.#body = rawBody
    try {
      this.verify(STAND_IN, { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature })
      return true
    } catch {
      return false
    } finally {
      this.#body = undefined
    }
  }
}
