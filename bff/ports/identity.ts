/** Who says who an agent is: an OpenID provider of the operator's. */
import type { Claims } from '../../shared/domain/sign-in/agent-of.ts'
import type { SignInRefusal } from '../../shared/wire/sign-in.ts'
import type { Deadline } from './time.ts'
import type { Upstream } from './upstream.ts'

/** What has to be known again when the browser comes back. Secret, but from that browser. */
export interface PendingSignIn {
  readonly state: string
  readonly nonce: string
  readonly codeVerifier: string
  /** Where the provider sends the browser to. */
  readonly redirectUri: string
}

export interface SignInWish {
  readonly redirectUri: string
  /** In which language the provider should speak (BCP 47). */
  readonly language: string | undefined
  /** Whoever is signed in at the provider is asked again all the same. */
  readonly isAfresh: boolean
}

/** Whom a provider vouches for. */
export interface Identity {
  /** The provider's own word for the person; never the same for two. */
  readonly subject: string
  /** The provider's word for this session of theirs, where it has one. */
  readonly session: string | undefined
  readonly claims: Claims
}

/** That a session has ended at the provider: of one session, or of all of a person. */
interface ProviderLogout {
  readonly subject: string | undefined
  readonly session: string | undefined
  /** Never the same twice. */
  readonly id: string
}

/** Nobody is signed in. `cause` is a code or a sentence for operators, and quotes nobody. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused'
  readonly reason: SignInRefusal
  override readonly cause: string

  constructor(reason: SignInRefusal, cause: string) {
    super(`not signed in: ${reason} (${cause})`)
    this.reason = reason
    this.cause = cause
  }
}

export interface IdentityProvider {
  /**
   * Where the browser goes to sign in.
   *
   * @throws SignInRefused
   */
  begin(wish: SignInWish, deadline: Deadline): Promise<{ readonly url: string; readonly pending: PendingSignIn }>
  /**
   * Who it is, by what the browser brought back.
   *
   * @param query what stands behind the `?`
   * @param wanted claims that are asked for separately where the first answer has them not
   * @throws SignInRefused
   */
  complete(
    query: URLSearchParams,
    pending: PendingSignIn,
    wanted: readonly string[],
    deadline: Deadline,
  ): Promise<Identity>
  /** Where a browser ends the session at the provider; `undefined` where that is not offered, or not known yet. */
  logoutUrl(returnTo: string): string | undefined
  /**
   * What the provider says of an end, server to server.
   *
   * @throws SignInRefused
   */
  readLogout(token: string, deadline: Deadline): Promise<ProviderLogout>
}

export interface IdentityUpstream extends IdentityProvider, Upstream {
  /** Reads how the provider is set up, and again from time to time. Never fails: sign-in is degraded meanwhile. */
  start(): void
  stop(): void
}
