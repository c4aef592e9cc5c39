/** One recorded webhook as its sender would send it: signed, and with an id of its own. */
import { type IncidentLine, outcomeOf } from '../../../shared/wire/incident.ts'
import { WebhookVerifier } from '../../http/webhook-signature.ts'
import { exchange } from '../doctor/http.ts'
import type { ReplayAnswer, ReplayParts } from './replay-incident.ts'

/** The service answers within six. */
const GIVE_UP_AFTER_MS = 30_000

export interface SendParts {
  readonly base: URL
  /** `undefined`: the service takes unsigned ones. */
  readonly secret: string | undefined
  readonly newId: () => string
  readonly now: () => number
  readonly monotonic: () => number
}

/** Deliveries that came twice come twice again; what one replay sent is no repeat to the next one. */
export const createSend = ({ base, secret, newId, now, monotonic }: SendParts): ReplayParts['send'] => {
  const verifier = secret === undefined ? undefined : new WebhookVerifier(secret)
  const run = newId()
  const headersOf = (line: IncidentLine, body: string): Record<string, string> => {
    const json = { 'content-type': 'application/json' }
    if (line.delivery === undefined && verifier === undefined) return json
    const id = line.delivery === undefined ? newId() : `${run}-${line.delivery}`
    if (verifier === undefined) return { ...json, 'webhook-id': id }
    const at = new Date(now())
    return {
      ...json,
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': verifier.sign(id, at, body),
    }
  }
  return async (line): Promise<ReplayAnswer> => {
    const body = line.form === 'json' ? JSON.stringify(line.body) : '{'
    const startedAt = monotonic()
    const url = new URL(line.path.slice(1), base).href
    const answer = await exchange(url, {
      method: 'POST',
      headers: headersOf(line, body),
      body,
      timeoutMs: GIVE_UP_AFTER_MS,
    })
    const ms = monotonic() - startedAt
    if (typeof answer === 'string') return { status: undefined, outcome: undefined, ms }
    return { status: answer.status, outcome: outcomeOf(answer.json), ms }
  }
}
