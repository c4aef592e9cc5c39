/**
 * Signing in and out in a hosted panel. A window goes to the provider and back; its cookies are another partition's than
 * this frame's, so it hands over a code, which this frame redeems together with what it alone knows.
 */
import { encode } from 'jose/base64url'
import { decodeJwt } from 'jose/jwt/decode'
import { type SignInRefusal, signedOutAnswer, signInMessage } from '../../shared/wire/sign-in.ts'
import type { AskSignIn, RedeemCode } from '../desktops/sign-in-door.ts'

export type SignInState =
  | { readonly kind: 'ready' }
  /** The window is open, as far as is known. */
  | { readonly kind: 'open' }
  /** The browser opened no window; by `address` it can be opened by hand. */
  | { readonly kind: 'blocked'; readonly address: string }
  | { readonly kind: 'refused'; readonly reason: SignInRefusal }
  /** The page around came without TLS: what a sign-in takes is not to be had within it. */
  | { readonly kind: 'insecure' }
  /** The code was not redeemed. */
  | { readonly kind: 'failed' }
  /** It was, and the browser did not keep that. */
  | { readonly kind: 'notKept' }
  /** Somebody was signed in until now. */
  | { readonly kind: 'expired' }
  /** Somebody signed out; by `address`, where there is one, of the provider too. */
  | { readonly kind: 'out'; readonly address: string | undefined }

export interface SignInDeskParts {
  /** Of the service, with a slash at its end. */
  readonly base: string
  /** Of this page; messages of another one are not looked at. */
  readonly origin: string
  /** Opens the one window of the sign-in, or leads it on. @returns false where the browser opened none */
  openWindow(address: string): boolean
  readonly redeem: RedeemCode
  readonly signOut: AskSignIn
  changed(): void
  /** The token can be had by the cookie now. @returns whether it was */
  signedIn(): Promise<boolean>
  signedOut(): void
}

/** One window, whatever it shows. */
export const WINDOW_NAME = 'cx-assist-sign-in'
const SECRET_BYTES = 32

/** Whose token it is; empty where it does not say. */
export const agentOf = (token: string): string => {
  try {
    return decodeJwt(token).sub ?? ''
  } catch {
    return ''
  }
}

interface Attempt {
  readonly verifier: string
  readonly challenge: string
}

const newAttempt = async (): Promise<Attempt> => {
  const verifier = encode(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: encode(new Uint8Array(digest)) }
}

export class SignInDesk {
  readonly #parts: SignInDeskParts
  #state: SignInState = { kind: 'ready' }
  /** Made ahead: a window is opened at once when it is asked for, or browsers take it for unasked. */
  #next: Attempt | undefined
  #pending: Attempt | undefined
  #isOutFailed = false
  /** Somebody signed out here: the provider is to ask who it is, and not to let the same one in unseen. */
  #isAfresh = false

  constructor(parts: SignInDeskParts) {
    this.#parts = parts
  }

  get state(): SignInState {
    return this.#state
  }

  /** Signing out did not work; whoever was signed in still is. */
  get isOutFailed(): boolean {
    return this.#isOutFailed
  }

  /** Makes ready what the first sign-in takes. Resolves once that is so; never rejects. */
  async open(): Promise<void> {
    await this.#prepare()
  }

  /** To be called in the midst of an agent's act. @param language of the panel */
  begin(language: string): void {
    const attempt = this.#next
    if (attempt === undefined) {
      void this.#prepare().then((isReady) => {
        if (isReady) this.begin(language)
        else this.#enter({ kind: 'insecure' })
      })
      return
    }
    this.#next = undefined
    this.#pending = attempt
    void this.#prepare()
    const address = new URL('auth/login', this.#parts.base)
    address.searchParams.set('challenge', attempt.challenge)
    address.searchParams.set('lang', language)
    if (this.#isAfresh) address.searchParams.set('afresh', '1')
    const isOpen = this.#parts.openWindow(address.href)
    this.#enter(isOpen ? { kind: 'open' } : { kind: 'blocked', address: address.href })
  }

  /** The window was opened by hand. */
  byHand(): void {
    this.#enter({ kind: 'open' })
  }

  /** A token ran out, and no other one is to be had. */
  expired(): void {
    if (this.#state.kind === 'ready') this.#enter({ kind: 'expired' })
  }

  async signOut(): Promise<void> {
    const said = await this.#parts.signOut().catch(() => undefined)
    const answer = signedOutAnswer.safeParse(said?.body)
    this.#isOutFailed = !answer.success
    if (!answer.success) {
      this.#parts.changed()
      return
    }
    this.#isAfresh = true
    const { providerLogout } = answer.data
    const isOpen = providerLogout !== undefined && this.#parts.openWindow(providerLogout)
    this.#state = { kind: 'out', address: isOpen ? undefined : providerLogout }
    this.#parts.signedOut()
  }

  async #prepare(): Promise<boolean> {
    // Only a page that came safely, in pages that all did, has what this takes.
    this.#next = await newAttempt().catch(() => undefined)
    return this.#next !== undefined
  }

  /** A message came to this frame, from whomever. */
  readonly heard = ({ origin, data }: Pick<MessageEvent<unknown>, 'data' | 'origin'>): void => {
    const attempt = this.#pending
    if (origin !== this.#parts.origin || attempt === undefined) return
    const message = signInMessage.safeParse(data)
    if (!message.success) return
    this.#pending = undefined
    if (message.data.type === 'cx-assist:sign-in-refused') {
      this.#enter({ kind: 'refused', reason: message.data.reason })
      return
    }
    void this.#redeem(message.data.code, attempt.verifier)
  }

  async #redeem(code: string, verifier: string): Promise<void> {
    const said = await this.#parts.redeem({ code, verifier }).catch(() => undefined)
    if (said?.status !== 200) {
      this.#enter({ kind: 'failed' })
      return
    }
    this.#isAfresh = false
    this.#state = { kind: 'ready' }
    if (!(await this.#parts.signedIn())) this.#enter({ kind: 'notKept' })
  }

  #enter(state: SignInState): void {
    this.#state = state
    this.#parts.changed()
  }
}
