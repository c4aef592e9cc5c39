/** What a hosted panel asks of the sign-in of the service, all of it by its cookie. The hosted panel's one door for `fetch`. */
import type { SignInCode } from '../../shared/wire/sign-in.ts'

export interface SignInAnswer {
  readonly status: number
  /** `undefined` where it is no JSON. */
  readonly body: unknown
}

/** Rejects where nobody answers, or not in time. */
export type AskSignIn = () => Promise<SignInAnswer>

const ANSWERED_WITHIN_MS = 10_000

const post = async (path: string, base: string, given?: SignInCode): Promise<SignInAnswer> => {
  const response = await fetch(new URL(path, base), {
    method: 'POST',
    credentials: 'include',
    signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    ...(given === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given) }),
  })
  return { status: response.status, body: response.ok ? await response.json() : undefined }
}

/** @param base of the service, with a slash at its end; `auth/token` is below it. */
export const askSignInAt =
  (base: string): AskSignIn =>
  () =>
    post('auth/token', base)

/** What a sign-in window handed over becomes a cookie of this frame. */
export type RedeemCode = (given: SignInCode) => Promise<SignInAnswer>

/** @param base see {@link askSignInAt} */
export const redeemAt =
  (base: string): RedeemCode =>
  (given) =>
    post('auth/token', base, given)

/** @param base see {@link askSignInAt} */
export const signOutAt =
  (base: string): AskSignIn =>
  () =>
    post('auth/logout', base)
