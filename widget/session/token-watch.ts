/** Tells before the agent's token runs out, so that the host can set another one and nobody notices. */
import { decodeJwt } from 'jose/jwt/decode'
import type { TokenExpiringDetail } from '../events.ts'
import type { Clock } from './clock.ts'

/** So long before its end; of a token that is short-lived, half of its life. */
export const TOLD_BEFORE_MS = 60_000
/** Timers count no further than 24 days. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1_000

interface Life {
  readonly expiresAt: number
  readonly ms: number
}

/** `undefined` for what is no token, or one without an end: what it is worth, the server says. */
const lifeOf = (token: string): Life | undefined => {
  try {
    const { exp, iat } = decodeJwt(token)
    if (!Number.isFinite(exp) || exp === undefined) return undefined
    const isDated = iat !== undefined && Number.isFinite(iat) && iat < exp
    return { expiresAt: exp * 1_000, ms: isDated ? (exp - iat) * 1_000 : Infinity }
  } catch {
    return undefined
  }
}

/** Whose token it is. */
export interface Holder {
  /** As the service calls them; `undefined` for what is no token. */
  readonly id: string | undefined
  /** They read conversations and help, and are no agent's. */
  readonly isSupervisor: boolean
}

/** To show what fits: what a token is worth, the server says at each request. */
export const holderOf = (token: string): Holder => {
  try {
    const { sub, role } = decodeJwt(token)
    return { id: sub, isSupervisor: role === 'supervisor' }
  } catch {
    return { id: undefined, isSupervisor: false }
  }
}

export class TokenWatch {
  readonly #clock: Clock
  readonly #expiring: (detail: TokenExpiringDetail) => void
  #token = ''
  #cancel: (() => void) | undefined

  constructor(clock: Clock, expiring: (detail: TokenExpiringDetail) => void) {
    this.#clock = clock
    this.#expiring = expiring
  }

  /** Watching the same again changes nothing. */
  watch(token: string): void {
    if (token === this.#token) return
    this.close()
    this.#token = token
    const life = lifeOf(token)
    if (life === undefined) return
    const now = this.#clock.now()
    // By a clock that is slow it would run out too late; longer than it was made for it does not live.
    const endsAt = Math.min(life.expiresAt, now + life.ms)
    this.#wait(endsAt - Math.min(TOLD_BEFORE_MS, life.ms / 2), life)
  }

  /** Stops watching; the same token is then watched anew. */
  close(): void {
    this.#cancel?.()
    this.#cancel = undefined
    this.#token = ''
  }

  #wait(at: number, life: Life): void {
    const ms = Math.max(0, at - this.#clock.now())
    this.#cancel = this.#clock.after(Math.min(ms, LONGEST_WAIT_MS), () => {
      this.#cancel = undefined
      if (ms > LONGEST_WAIT_MS) this.#wait(at, life)
      else this.#expiring({ expiresAt: new Date(life.expiresAt).toISOString() })
    })
  }
}
