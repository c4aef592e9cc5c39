/** A client-credentials token: fetched once for all callers, kept until shortly before it expires. */
import * as z from 'zod/mini'
import { lenientNumber, orNothing } from '../../../shared/wire/lenient.ts'
import { startDeadline } from '../../deadline.ts'
import type { Credentials } from '../../ports/credentials.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import type { CallAnswer, CallRequest, HttpCall } from './http-call.ts'
import { orDeadline } from './or-deadline.ts'

const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  /** Seconds, by some written as text. */
  expires_in: orNothing(lenientNumber(z.number().check(z.gt(0)))),
})

/** What a token without `expires_in` is trusted for. */
const ASSUMED_LIFE_SECONDS = 300
/** The shared request has a time of its own: it must not die with whichever caller came first. */
const TOKEN_BUDGET_MS = 5000

export interface TokenSource {
  /** A token that is not about to expire. */
  get(deadline: Deadline): Promise<string>
  /** A token other than `refused`, which the upstream no longer takes. */
  renew(refused: string, deadline: Deadline): Promise<string>
}

export interface TokenSourceParts {
  readonly upstream: 'cxone' | 'cognigy'
  readonly call: HttpCall
  readonly path: string
  readonly form: Readonly<Record<string, string>>
  /** Sent with HTTP Basic, for those who do not want them in the form. */
  readonly basic?: Credentials
  /** Seconds before `expires_in` at which a new token is fetched. */
  readonly renewBeforeSeconds: number
  readonly clock: Clock
  readonly metrics: Metrics
}

export const createTokenSource = (parts: TokenSourceParts): TokenSource => {
  const { upstream, clock, metrics } = parts
  let current: { token: string; freshUntil: number } | undefined
  let inFlight: Promise<string> | undefined

  const fetchToken = async (): Promise<string> => {
    const deadline = startDeadline(TOKEN_BUDGET_MS, clock)
    try {
      const answer = await parts.call({
        operation: 'token',
        method: 'POST',
        path: parts.path,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...basicHeader(parts.basic) },
        body: new URLSearchParams(parts.form).toString(),
        readsErrorCode: true,
        deadline,
      })
      const parsed = tokenAnswer.safeParse(answer.json)
      if (!parsed.success) throw new UpstreamFailure({ upstream, kind: 'bad_answer', status: answer.status })
      const life = parsed.data.expires_in ?? ASSUMED_LIFE_SECONDS
      // A life shorter than the margin would mean a token request for every call.
      const freshFor = life > parts.renewBeforeSeconds ? life - parts.renewBeforeSeconds : life / 2
      current = { token: parsed.data.access_token, freshUntil: clock.monotonic() + freshFor * 1000 }
      metrics.tokenRequested(upstream, 'ok')
      return current.token
    } catch (error) {
      const failure = asTokenFailure(error, upstream)
      metrics.tokenRequested(upstream, failure.facts.kind)
      throw failure
    } finally {
      deadline.release()
    }
  }

  const share = (deadline: Deadline): Promise<string> => {
    inFlight ??= fetchToken().finally(() => {
      inFlight = undefined
    })
    return orDeadline(inFlight, deadline, upstream)
  }

  return {
    get: async (deadline) =>
      current !== undefined && clock.monotonic() < current.freshUntil ? current.token : await share(deadline),
    renew: async (refused, deadline) => {
      if (current?.token === refused) current = undefined
      return current !== undefined ? current.token : await share(deadline)
    },
  }
}

const basicHeader = (credentials: Credentials | undefined): Record<string, string> => {
  if (credentials === undefined) return {}
  const { clientId, clientSecret } = credentials
  return { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` }
}

/** A token endpoint says 400 or 401 to wrong credentials alike, and 400 to scopes that were not granted (RFC 6749, 5.2). */
const asTokenFailure = (error: unknown, upstream: 'cxone' | 'cognigy'): UpstreamFailure => {
  if (!(error instanceof UpstreamFailure)) return new UpstreamFailure({ upstream, kind: 'unavailable' })
  const { facts } = error
  const isRefused = facts.status === 400 || facts.status === 401
  const kind = !isRefused ? facts.kind : facts.code === 'invalid_scope' ? 'permission' : 'credentials'
  // Whatever happened here, the operation that wanted the token was never sent.
  return new UpstreamFailure({ ...facts, kind, mayHaveApplied: false })
}

/** A token may be refused for what it is (401), or for scopes that its client was granted only after it was issued (403). */
const isRefusedToken = (error: unknown): boolean =>
  error instanceof UpstreamFailure && (error.facts.status === 401 || error.facts.status === 403)

/** Calls with a bearer token; a refused one is renewed once. */
export const callWithToken = async (call: HttpCall, tokens: TokenSource, request: CallRequest): Promise<CallAnswer> => {
  const send = (token: string): Promise<CallAnswer> =>
    call({ ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } })
  const token = await tokens.get(request.deadline)
  try {
    return await send(token)
  } catch (error) {
    if (!isRefusedToken(error)) throw error
    return await send(await tokens.renew(token, request.deadline))
  }
}
