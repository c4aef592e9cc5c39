/** The HTTP node of the bot's flow: signs a webhook, posts it, and tries again as such nodes do. */
import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Clock } from '../clock.ts'

export interface WebhookNodeOptions {
  /** Base URL of the BFF. */
  readonly bffUrl: string
  /** `whsec_…`. */
  readonly secret: string
  readonly clock: Clock
  /** Default: a new UUID each time. */
  readonly newId?: (() => string) | undefined
}

export interface WebhookResult {
  /** Absent where no answer ever came. */
  readonly status: number | undefined
  /** The parsed body; the text where it is not JSON. */
  readonly body: unknown
  readonly attempts: number
}

export interface WebhookNode {
  /** Resolves with the last answer, whatever it is; never rejects. */
  post(path: string, body: unknown): Promise<WebhookResult>
}

/** Of attempts that reached somebody. */
const ATTEMPTS = 3
const PAUSE_MS = 500
/** Where nobody listens: a service that was killed is back within seconds, and everything said meanwhile waits for it. */
const KNOCKS_FOR_MS = 30_000
/** Cognigy's HTTP node gives up at eight seconds. */
const TIMEOUT_MS = 8000

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const isUnreached = (error: unknown): boolean => {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === 'ECONNREFUSED'
}

export const createWebhookNode = ({ bffUrl, secret, clock, newId = randomUUID }: WebhookNodeOptions): WebhookNode => {
  const signer = new Webhook(secret)

  const attempt = async (url: string, id: string, payload: string): Promise<Omit<WebhookResult, 'attempts'>> => {
    const at = new Date(clock.now())
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signer.sign(id, at, payload),
      },
      body: payload,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: response.status, body: parse(await response.text()) }
  }

  return {
    post: async (path, body) => {
      // One id for all attempts: that is how the receiver knows a repeat from a second event.
      const id = `msg_${newId()}`
      const payload = JSON.stringify(body)
      const knocksUntil = clock.now() + KNOCKS_FOR_MS
      let reached = 0
      for (let attempts = 1; ; attempts += 1) {
        let hasReached = true
        const result = await attempt(new URL(path, bffUrl).href, id, payload).catch((error: unknown) => {
          hasReached = !isUnreached(error)
          return undefined
        })
        if (result !== undefined && result.status !== undefined && result.status < 500) return { ...result, attempts }
        if (hasReached) reached += 1
        if (reached === ATTEMPTS || clock.now() >= knocksUntil) {
          return { status: result?.status, body: result?.body, attempts }
        }
        await clock.sleep(PAUSE_MS)
      }
    },
  }
}
