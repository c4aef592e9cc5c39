/** `/auth/…`: agents sign in, have their token renewed, and sign out. Mounted only where a provider is configured. */
import express, { type Request, type RequestHandler, type Response, type Router } from 'express'
import { parseOrProblem } from '../../shared/wire/problem.ts'
import { type SignedOutAnswer, signInCode } from '../../shared/wire/sign-in.ts'
import { startDeadline } from '../deadline.ts'
import type { HttpAnswer } from '../ports/http-answer.ts'
import { SignInRefused } from '../ports/identity.ts'
import { httpProblem } from '../problem-answer.ts'
import { refuseUnread, writeAnswer } from './answers.ts'
import { parseJson } from './json-body.ts'
import { isUtf8Json } from './media-type.ts'
import { isFromOwnPage } from './own-origin.ts'
import { noSessionCookie, sessionCookie, sessionIn } from './sign-in-cookies.ts'
import type { SignInRoutesParts } from './sign-in-parts.ts'
import { createSignInWindows, secondsUntil } from './sign-in-windows.ts'

const LARGEST_BODY_BYTES = 16 * 1024
const LOGOUT_WITHIN_MS = 8000

const FOREIGN = httpProblem(403, 'only a page of this service’s own origin may ask that')
const NOBODY = httpProblem(401, 'nobody is signed in here')
const NO_SUCH_CODE = httpProblem(401, 'the code is none, was used already, is too old or another panel’s')

const readBody = express.raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false })
const bodyOf = ({ body }: Request): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

export const mountSignInRoutes = (router: Router, parts: SignInRoutesParts): void => {
  const { flow, ownAddress, limits, addresses, clock } = parts
  const windows = createSignInWindows(parts)

  /** Before a body is read: who was wrong too often waits, and foreign pages are told so. */
  const admitOwnPage: RequestHandler = async (request, response, next) => {
    const own = ownAddress(request)
    const refusal =
      own === undefined || !isFromOwnPage(request, own) ? FOREIGN : await limits.refusal(addresses.of(request))
    if (refusal === undefined) next()
    else refuseUnread(request, response, refusal)
  }

  const redeem = async (request: Request, response: Response): Promise<HttpAnswer> => {
    if (!isUtf8Json(request.headers['content-type'])) {
      return httpProblem(415, 'the body must be application/json in UTF-8, or none')
    }
    const body = parseJson(bodyOf(request))
    if (!body.ok) return httpProblem(400, 'the body is not valid JSON')
    const parsed = parseOrProblem(signInCode, body.json)
    if (!parsed.ok) return httpProblem(422, 'the code does not fit', { errors: parsed.errors })
    const opened = await flow.redeem(parsed.value)
    if (opened === undefined) {
      await limits.wrong(addresses.of(request))
      return NO_SUCH_CODE
    }
    const { secret, answer } = opened
    response.setHeader('set-cookie', sessionCookie(secret, secondsUntil(answer.signedInUntil, clock.now())))
    return { status: 200, body: answer }
  }

  const renew = async (request: Request, response: Response): Promise<HttpAnswer> => {
    const secret = sessionIn(request.headers)
    const answer = secret === undefined ? undefined : await flow.renew(secret)
    if (answer !== undefined) return { status: 200, body: answer }
    if (secret !== undefined) {
      response.setHeader('set-cookie', noSessionCookie())
      await limits.wrong(addresses.of(request))
    }
    return NOBODY
  }

  router.route('/auth/login').get(windows.login).all(only('GET'))
  router.route('/auth/callback').get(windows.callback).all(only('GET'))
  router.route('/auth/signed-out').get(windows.signedOut).all(only('GET'))
  router
    .route('/auth/token')
    .post(admitOwnPage, readBody, async (request, response) => {
      const isRenewal = bodyOf(request).length === 0
      writeAnswer(response, await (isRenewal ? renew(request, response) : redeem(request, response)))
    })
    .all(only('POST'))
  router
    .route('/auth/logout')
    .post(admitOwnPage, async (request, response) => {
      const secret = sessionIn(request.headers)
      if (secret !== undefined) await flow.end(secret)
      response.setHeader('set-cookie', noSessionCookie())
      const providerLogout = flow.providerLogout(`${ownAddress(request)?.base ?? ''}/auth/signed-out`)
      const more = providerLogout === undefined ? {} : { providerLogout }
      writeAnswer(response, { status: 200, body: { status: 'signed_out', ...more } satisfies SignedOutAnswer })
    })
    .all(only('POST'))
  router
    .route('/auth/backchannel-logout')
    .post(readBody, async (request, response) => {
      writeAnswer(response, await endByProvider(request, parts))
    })
    .all(only('POST'))
}

/** Server to server (OpenID Connect Back-Channel Logout 1.0): what proves it is the provider's signature. */
const endByProvider = async (request: Request, parts: SignInRoutesParts): Promise<HttpAnswer> => {
  const { flow, limits, addresses, clock, log } = parts
  const address = addresses.of(request)
  const refusal = await limits.refusal(address)
  if (refusal !== undefined) return refusal
  const token = new URLSearchParams(bodyOf(request).toString('latin1')).get('logout_token')
  if (token === null) return httpProblem(400, 'a form with a logout_token is wanted')
  const deadline = startDeadline(LOGOUT_WITHIN_MS, clock)
  try {
    await flow.endByProvider(token, deadline)
    return { status: 200, body: { status: 'signed_out' } }
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error
    log.warn({ reason: error.reason, cause: error.cause }, 'the provider’s word of a logout was not taken')
    if (error.reason === 'unavailable') return httpProblem(503, 'the provider’s keys cannot be read right now')
    await limits.wrong(address)
    return httpProblem(400, 'the logout_token is not one of the provider’s, or was used already')
  } finally {
    deadline.release()
  }
}

const only =
  (allow: string): RequestHandler =>
  (request, response) => {
    refuseUnread(request, response, httpProblem(405, `this path takes ${allow} only`, { headers: { allow } }))
  }
