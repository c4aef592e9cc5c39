/** What went wrong at the provider, as the reason that an agent is told and a cause for operators. */
import { errors } from 'jose'
import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import * as z from 'zod/mini'
import type { SignInRefusal } from '../../../shared/wire/sign-in.ts'
import { SignInRefused } from '../../ports/identity.ts'

/** Of OAuth and OpenID Connect: only these get further, since a provider's own words may hold anything. */
const SAID: Readonly<Record<string, SignInRefusal>> = {
  access_denied: 'denied',
  login_required: 'denied',
  interaction_required: 'denied',
  account_selection_required: 'denied',
  consent_required: 'denied',
  server_error: 'unavailable',
  temporarily_unavailable: 'unavailable',
  invalid_grant: 'replayed',
  invalid_client: 'not_set_up',
  unauthorized_client: 'not_set_up',
  unsupported_response_type: 'not_set_up',
  unsupported_grant_type: 'not_set_up',
  invalid_scope: 'not_set_up',
  invalid_request: 'not_set_up',
}

const saidBy = (code: string, status?: number): SignInRefused => {
  const known = Object.hasOwn(SAID, code) ? SAID[code] : undefined
  const otherwise: SignInRefusal = status !== undefined && status >= 500 ? 'unavailable' : 'not_set_up'
  return new SignInRefused(known ?? otherwise, known === undefined ? `answered ${status ?? 'an error'}` : code)
}

const claimNamed = z.object({ claim: z.enum(['iss', 'aud', 'azp', 'nonce', 'exp', 'nbf', 'iat', 'sub']) })
const nestedClaim = z.object({ cause: claimNamed })
const claimIn = (cause: unknown): string | undefined =>
  claimNamed.safeParse(cause).data?.claim ?? nestedClaim.safeParse(cause).data?.cause.claim

/** Of an answer: whose class it is depends on what fetches. */
const answered = z.object({ status: z.int() })
const statusIn = (cause: unknown): number | undefined => answered.safeParse(cause).data?.status

const coded = z.object({ code: z.string().check(z.regex(/^\w{1,60}$/)) })
/** As `ECONNREFUSED`; what no connection came of has it a level deeper. */
const codeOf = (error: Error): string =>
  coded.safeParse(error.cause).data?.code ?? coded.safeParse(error).data?.code ?? error.name

const ofClient = (error: ClientError): SignInRefused => {
  const code = codeOf(error)
  switch (error.code) {
    case 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED':
      return new SignInRefused('clock', `the token is of another time: ${claimIn(error.cause) ?? code}`)
    case 'OAUTH_JWT_CLAIM_COMPARISON_FAILED':
    case 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED':
      return new SignInRefused('not_genuine', `of the answer does not fit: ${claimIn(error.cause) ?? code}`)
    case 'OAUTH_TIMEOUT':
    case 'OAUTH_ABORT':
      return new SignInRefused('unavailable', 'no answer in time')
    case 'OAUTH_RESPONSE_IS_NOT_CONFORM':
    case 'OAUTH_RESPONSE_IS_NOT_JSON': {
      const status = statusIn(error.cause)
      return new SignInRefused('unavailable', `answered ${status ?? 'in another form than it should'}`)
    }
    default:
      return error.cause instanceof TypeError
        ? new SignInRefused('unavailable', codeOf(error.cause))
        : new SignInRefused('not_genuine', code)
  }
}

const ofJose = (error: errors.JOSEError): SignInRefused => {
  if (error instanceof errors.JWTExpired) return new SignInRefused('clock', 'the token is of another time: exp')
  if (error instanceof errors.JWTClaimValidationFailed) {
    const isTime = ['exp', 'iat', 'nbf'].includes(error.claim)
    return new SignInRefused(isTime ? 'clock' : 'not_genuine', `of the token does not fit: ${error.code}`)
  }
  if (error instanceof errors.JWKSTimeout) return new SignInRefused('unavailable', 'its keys do not come in time')
  // What fetches keys says this and nothing more of an answer that holds none.
  if (error.code === 'ERR_JOSE_GENERIC') return new SignInRefused('unavailable', 'its keys cannot be read')
  return new SignInRefused('not_genuine', error.code)
}

/** The reason that is in an error of the libraries; a fault of ours is thrown on. */
export const refusalOf = (error: unknown): SignInRefused => {
  if (error instanceof SignInRefused) return error
  if (error instanceof AuthorizationResponseError) return saidBy(error.error)
  if (error instanceof ResponseBodyError) return saidBy(error.error, error.status)
  if (error instanceof WWWAuthenticateChallengeError) return saidBy('invalid_client')
  if (error instanceof ClientError) return ofClient(error)
  if (error instanceof errors.JOSEError) return ofJose(error)
  // Whatever fetches says so where there is no connection.
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return new SignInRefused('unavailable', codeOf(error))
  }
  throw error
}

/** The provider does not take the secret in the form in which it was sent. */
export const isClientRefused = (error: unknown): boolean =>
  (error instanceof ResponseBodyError && error.error === 'invalid_client') ||
  (error instanceof WWWAuthenticateChallengeError && error.status === 401)
