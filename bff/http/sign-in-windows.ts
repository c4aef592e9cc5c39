/** What the sign-in window asks for: to be led to the provider, and to be taken back. */
import type { RequestHandler, Response } from 'express'
import { opaque, type SignInRefusal } from '../../shared/wire/sign-in.ts'
import { startDeadline } from '../deadline.ts'
import { describeFault } from '../fault.ts'
import { SignInRefused } from '../ports/identity.ts'
import { StoreUnavailable } from '../ports/store.ts'
import type { OwnAddress } from './own-origin.ts'
import { sessionCookie } from './sign-in-cookies.ts'
import { keepOpener, writeSignInPage } from './sign-in-page.ts'
import type { SignInRoutesParts } from './sign-in-parts.ts'
import { SIGN_IN_LANGUAGES, SIGN_IN_WORDS, type SignInLanguage, signInLanguage } from './sign-in-words.ts'

/** A person waits before an empty window. */
const ANSWER_WITHIN_MS = 10_000
const STATUS: Readonly<Record<SignInRefusal, number>> = {
  denied: 403,
  mixed_up: 400,
  replayed: 400,
  clock: 502,
  not_genuine: 400,
  no_agent: 403,
  not_set_up: 502,
  unavailable: 503,
  too_many: 429,
}
/** What a stranger may have brought about. */
const SUSPECT: ReadonlySet<SignInRefusal> = new Set(['mixed_up', 'replayed', 'not_genuine'])

export interface SignInWindows {
  readonly login: RequestHandler
  readonly callback: RequestHandler
  readonly signedOut: RequestHandler
}

const queryOf = (url: string): URLSearchParams => new URLSearchParams(url.split('?').slice(1).join('?'))

export const createSignInWindows = (parts: SignInRoutesParts): SignInWindows => {
  const { flow, ownAddress, cookies: pendings, limits, addresses, clock, log, metrics } = parts

  const refuse = (
    response: Response,
    error: unknown,
    language: SignInLanguage,
    more: { readonly own: OwnAddress | undefined; readonly cookies?: readonly string[] },
  ): SignInRefusal => {
    const { reason, cause } = refusedBy(error)
    metrics.signInDecided(reason)
    log.warn({ reason, cause }, 'an agent was not signed in')
    const tells =
      more.own === undefined
        ? {}
        : { tells: { message: { type: 'cx-assist:sign-in-refused', reason } as const, origin: more.own.origin } }
    const says = SIGN_IN_WORDS[language][reason]
    const cookies = more.cookies ?? []
    writeSignInPage(response, { status: STATUS[reason], language, says, closes: false, cookies, ...tells })
    return reason
  }

  const refusedBy = (error: unknown): Pick<SignInRefused, 'reason' | 'cause'> => {
    if (error instanceof SignInRefused) return error
    if (error instanceof StoreUnavailable) return { reason: 'unavailable', cause: error.message }
    log.error(describeFault(error), 'a sign-in failed on a fault of ours')
    return { reason: 'unavailable', cause: 'a fault of ours' }
  }

  /** The window's own where the panel named none. */
  const browserLanguage = (request: Parameters<RequestHandler>[0]): string | undefined =>
    request.acceptsLanguages([...SIGN_IN_LANGUAGES]) || undefined

  return {
    login: async (request, response) => {
      const query = queryOf(request.url)
      const language = signInLanguage(query.get('lang') ?? browserLanguage(request))
      const own = ownAddress(request)
      const deadline = startDeadline(ANSWER_WITHIN_MS, clock)
      try {
        if (await limits.isTooMany(addresses.of(request))) throw new SignInRefused('too_many', 'from one address')
        if (own === undefined) throw new SignInRefused('not_set_up', 'PUBLIC_URL is not set, and this is no loopback')
        const challenge = query.get('challenge') ?? undefined
        if (challenge !== undefined && !opaque.safeParse(challenge).success) {
          throw new SignInRefused('mixed_up', 'the challenge is none')
        }
        const wish = {
          redirectUri: `${own.base}/auth/callback`,
          language: query.has('lang') ? language : undefined,
          isAfresh: query.has('afresh'),
          challenge,
        }
        const { url, pending } = await flow.begin(wish, deadline)
        response.setHeader('set-cookie', await pendings.seal({ ...pending, language }))
        response.setHeader('cache-control', 'no-store')
        keepOpener(response)
        response.redirect(303, url)
      } catch (error) {
        refuse(response, error, language, { own })
      } finally {
        deadline.release()
      }
    },

    callback: async (request, response) => {
      const query = queryOf(request.url)
      const state = query.get('state') ?? ''
      const own = ownAddress(request)
      const pending = await pendings.open(request.headers, state)
      const language = signInLanguage(pending?.language ?? browserLanguage(request))
      const address = addresses.of(request)
      const deadline = startDeadline(ANSWER_WITHIN_MS, clock)
      try {
        if ((await limits.refusal(address)) !== undefined) throw new SignInRefused('too_many', 'from one address')
        if (pending === undefined || own === undefined) {
          throw new SignInRefused('mixed_up', 'nothing of it is known in this browser')
        }
        const done = await flow.complete(query, pending, deadline)
        metrics.signInDecided('signed_in')
        const page = { status: 200, language, says: SIGN_IN_WORDS[language].signedIn, closes: true }
        if ('code' in done) {
          const message = { type: 'cx-assist:signed-in', code: done.code } as const
          writeSignInPage(response, {
            ...page,
            tells: { message, origin: own.origin },
            cookies: [pendings.drop(state)],
          })
          return
        }
        const { secret, answer } = done.opened
        const seconds = secondsUntil(answer.signedInUntil, clock.now())
        writeSignInPage(response, { ...page, cookies: [pendings.drop(state), sessionCookie(secret, seconds)] })
      } catch (error) {
        const known = pending === undefined ? {} : { cookies: [pendings.drop(state)] }
        if (SUSPECT.has(refuse(response, error, language, { own, ...known }))) await limits.wrong(address)
      } finally {
        deadline.release()
      }
    },

    signedOut: (request, response) => {
      const language = signInLanguage(browserLanguage(request))
      writeSignInPage(response, { status: 200, language, says: SIGN_IN_WORDS[language].signedOut, closes: true })
    },
  }
}

/** @param until ISO 8601 */
export const secondsUntil = (until: string, now: number): number =>
  Math.max(1, Math.floor((Date.parse(until) - now) / 1000))
