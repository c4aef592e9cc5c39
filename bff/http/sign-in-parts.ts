/** What the routes of the sign-in are made of. */
import type { SignedInAnswer, SignInCode } from '../../shared/wire/sign-in.ts'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { SignInWish } from '../ports/identity.ts'
import type { Log, Metrics } from '../ports/observe.ts'
import type { Clock, Deadline } from '../ports/time.ts'
import type { FindOwnAddress } from './own-origin.ts'
import type { Pending, PendingCookies } from './sign-in-cookies.ts'
import type { SignInLimits } from './sign-in-limits.ts'

interface Opened {
  /** For the cookie. */
  readonly secret: string
  readonly answer: SignedInAnswer
}

/** What the use case does for the routes. */
interface SignInFlow {
  begin(
    wish: SignInWish & Pick<Pending, 'challenge'>,
    deadline: Deadline,
  ): Promise<{ readonly url: string; readonly pending: Pending }>
  complete(
    query: URLSearchParams,
    pending: Pending,
    deadline: Deadline,
  ): Promise<{ readonly code: string } | { readonly opened: Opened }>
  redeem(given: SignInCode): Promise<Opened | undefined>
  renew(secret: string): Promise<SignedInAnswer | undefined>
  end(secret: string): Promise<boolean>
  endByProvider(token: string, deadline: Deadline): Promise<void>
  providerLogout(returnTo: string): string | undefined
}

export interface SignInRoutesParts {
  readonly flow: SignInFlow
  readonly ownAddress: FindOwnAddress
  readonly cookies: PendingCookies
  readonly limits: SignInLimits
  readonly addresses: ClientAddresses
  readonly clock: Clock
  readonly log: Pick<Log, 'error' | 'info' | 'warn'>
  readonly metrics: Pick<Metrics, 'signInDecided'>
}
