/** Who may open a socket: a token of ours. Whoever keeps showing wrong ones from one address waits for each answer. */
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { RequestRefusalCode } from '../../shared/wire/refusal.ts'
import type { SignInMark, TokenClaims } from '../../shared/wire/token.ts'
import type { ClientAddresses } from '../callers/client-address.ts'
import type { FailureReport } from '../callers/failure-report.ts'
import type { Metrics } from '../ports/observe.ts'
import type { SocketLimits } from './socket-limits.ts'
import type { WidgetServer } from './widget-sockets.ts'
import type { WidgetTokens } from './widget-token.ts'

/** Tokens of a whole office may expire together; from here on it is no accident. */
const WRONG_PER_MINUTE = 100
const WAIT_MS = 2000

export interface HandshakeParts {
  /** `undefined`: no secret is configured, so nobody can prove who they are. */
  readonly tokens: WidgetTokens | undefined
  readonly addresses: ClientAddresses
  readonly failures: FailureReport
  readonly metrics: Metrics
  /** Whether the sign-in that a token comes of has ended. */
  readonly isSignInOver: (mark: SignInMark) => Promise<boolean>
}

const refusal = (code: RequestRefusalCode): Error => Object.assign(new Error(code), { data: { code } })

export const guardHandshakes = (
  io: WidgetServer,
  { tokens, isSignInOver, addresses, failures, metrics, limits }: HandshakeParts & { readonly limits: SocketLimits },
): void => {
  const wrong = new RateLimiterMemory({ points: WRONG_PER_MINUTE, duration: 60 })

  /** Those with a right token are never among them, whoever else is behind their address. */
  const isTooMany = async (address: string): Promise<boolean> => {
    const { consumedPoints } = await wrong.penalty(address, 1)
    return consumedPoints > WRONG_PER_MINUTE
  }

  /** Where that cannot be found out, the token is not taken. */
  const isOver = async ({ signIn }: TokenClaims): Promise<boolean> =>
    signIn !== undefined && (await isSignInOver(signIn).catch(() => true))

  io.use(async (socket, next) => {
    const token: unknown = socket.handshake.auth['token']
    const claims = await tokens?.verify(token)
    if (claims !== undefined && (await isOver(claims))) {
      metrics.socketRefused('signed_out')
      next(refusal('unauthorized'))
      return
    }
    if (claims !== undefined) {
      if (!limits.proved(socket.conn, claims.sub)) {
        next(refusal('too_many_sockets'))
        return
      }
      socket.data.claims = claims
      next()
      return
    }
    const address = addresses.of(socket.request)
    const isSlowed = await isTooMany(address)
    metrics.socketRefused('token')
    metrics.authenticationFailed('widget', isSlowed ? 'slowed' : 'wrong')
    failures.add('widget', address)
    if (isSlowed) setTimeout(() => next(refusal('unauthorized')), WAIT_MS).unref()
    else next(refusal('unauthorized'))
  })
}
