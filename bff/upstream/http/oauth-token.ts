/** A client-credentials token: fetched once for all callers, kept until shortly before it expires. */
import type { Credentials } from '../../ports/credentials.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'
import { UpstreamFailure } from '../../ports/upstream.ts'
import type { CallAnswer, CallRequest, HttpCall } from './http-call.ts'
import { ASSUMED_LIFE_SECONDS, basicHeader, tokenAnswer } from './token-answer.ts'
import { createTokenKeeper, freshFor, isRefusedToken, type TokenKeeper } from './token-keeper.ts'

export type TokenSource = TokenKeeper<string>

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
  const { upstream, basic, renewBeforeSeconds } = parts
  return createTokenKeeper({
    ...parts,
    fetch: async (deadline) => {
      const answer = await parts.call({
        operation: 'token',
        method: 'POST',
        path: parts.path,
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          ...(basic === undefined ? {} : { authorization: basicHeader(basic) }),
        },
        body: new URLSearchParams(parts.form).toString(),
        readsErrorCode: true,
        deadline,
      })
      const parsed = tokenAnswer.safeParse(answer.json)
      if (!parsed.success) throw new UpstreamFailure({ upstream, kind: 'bad_answer', status: answer.status })
      const { access_token: value, expires_in: life = ASSUMED_LIFE_SECONDS } = parsed.data
      return { value, freshSeconds: freshFor(life, renewBeforeSeconds) }
    },
  })
}

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
