/** Where a hosted panel has its token from: the desktop if that gives one, and else the sign-in of the service. */
import * as z from 'zod/mini'
import type { AskSignIn } from './sign-in-door.ts'

export type TokenState =
  /** Nothing is known yet. */
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'token'; readonly token: string }
  /** The service has a sign-in, and nobody is signed in here. */
  | { readonly kind: 'signed_out' }
  /** The service has no sign-in, so only the desktop could give one. */
  | { readonly kind: 'not_offered' }
  /** The sign-in does not answer, or not as it should. */
  | { readonly kind: 'unreachable' }

export interface TokenSourceParts {
  readonly askSignIn: AskSignIn
  changed(state: TokenState): void
}

/** Of the sign-in: a widget token for the agent whom the cookie names. */
const answer = z.object({ token: z.string().check(z.minLength(1)) })

export class TokenSource {
  readonly #parts: TokenSourceParts
  #state: TokenState = { kind: 'none' }
  #isGiven = false
  /** Of the answer that still counts; those of others are late. */
  #turn = 0

  constructor(parts: TokenSourceParts) {
    this.#parts = parts
  }

  get state(): TokenState {
    return this.#state
  }

  /** Whether the token is the desktop's: then another one is to be had from there. */
  get isGiven(): boolean {
    return this.#isGiven
  }

  /** The desktop gives a token; what the sign-in may still answer counts no more. */
  give(token: string): void {
    this.#turn += 1
    this.#isGiven = true
    this.#enter({ kind: 'token', token })
  }

  /** The desktop has none: asks the sign-in, unless it was asked before. Resolves once it has answered. */
  async need(): Promise<void> {
    if (this.#isGiven || this.#state.kind !== 'none') return
    await this.renew()
  }

  /** Asks the sign-in for a token by its cookie: at first, before one runs out, and once the agent has signed in. Never rejects. */
  async renew(): Promise<void> {
    this.#turn += 1
    const turn = this.#turn
    this.#isGiven = false
    // A token that is still good goes on being used while another one is fetched.
    if (this.#state.kind !== 'token') this.#enter({ kind: 'asking' })
    const state = await this.#ask()
    if (turn === this.#turn) this.#enter(state)
  }

  /** Nobody is signed in any more. */
  forget(): void {
    this.#turn += 1
    this.#isGiven = false
    this.#enter({ kind: 'signed_out' })
  }

  async #ask(): Promise<TokenState> {
    const said = await this.#parts.askSignIn().catch(() => undefined)
    switch (said?.status) {
      case 404:
        return { kind: 'not_offered' }
      case 401:
      case 403:
        return { kind: 'signed_out' }
      default: {
        const { data } = answer.safeParse(said?.body)
        return data === undefined ? { kind: 'unreachable' } : { kind: 'token', token: data.token }
      }
    }
  }

  #enter(state: TokenState): void {
    this.#state = state
    this.#parts.changed(state)
  }
}
