/** Asks the sign-in of the service for a token, by its cookie. The hosted panel's one door for `fetch`. */

export interface SignInAnswer {
  readonly status: number
  /** `undefined` where it is no JSON. */
  readonly body: unknown
}

/** Rejects where nobody answers, or not in time. */
export type AskSignIn = () => Promise<SignInAnswer>

const ANSWERED_WITHIN_MS = 10_000

/** @param base of the service, with a slash at its end; `auth/token` is below it. */
export const askSignInAt =
  (base: string): AskSignIn =>
  async () => {
    const response = await fetch(new URL('auth/token', base), {
      method: 'POST',
      credentials: 'include',
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    })
    return { status: response.status, body: response.ok ? await response.json() : undefined }
  }
