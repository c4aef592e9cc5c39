/** The place of the sign-in in a hosted panel: what is offered where the desktop gives no token and the service has a sign-in. */
import { html, type TemplateResult } from 'lit'
import type { Text } from '../i18n/catalogue.ts'

export interface SignInInput {
  readonly text: Text
  /** Where the service is; `auth/login` is below it. Ends with a slash. */
  readonly base: string
  /** To be called once the agent has signed in: the token is then asked for again. */
  signedIn(): void
}

/** Shown only while nobody is signed in. */
export const signInPart = (_input: SignInInput): TemplateResult => html``
