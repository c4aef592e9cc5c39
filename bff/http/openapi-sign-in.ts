/** `/auth/…` in the OpenAPI description. */
import * as z from 'zod/mini'
import type { ZodOpenApiPathsObject } from 'zod-openapi'
import { opaque, signedInAnswer, signedOutAnswer, signInCode } from '../../shared/wire/sign-in.ts'
import { json, problems, text } from './openapi-answers.ts'
import { SESSION_COOKIE } from './sign-in-cookies.ts'

const TAGS = ['Sign-in']

/** The one security scheme of these paths. */
export const SIGNED_IN = {
  signedIn: {
    type: 'apiKey',
    in: 'cookie',
    name: SESSION_COOKIE,
    description: 'Of an agent who is signed in, sent by a page of this service’s own origin',
  },
} as const

const page = (description: string) => text(description, 'text/html')
const REFUSED_PAGES = {
  '400': page('This is no answer to a sign-in that began in this browser'),
  '403': page('The provider, or the person, said no; or it is not told which agent this is'),
  '429': page('Too many tries from this address'),
  '502': page('The provider does not take this service for whom it says it is, or the clocks are too far apart'),
  '503': page('The provider, or what is kept here, cannot be reached'),
}

const wish = z.object({
  /** SHA-256 of what the panel proves later that it opened this window. */
  challenge: z.optional(opaque),
  lang: z.optional(z.string()),
  /** Whoever is signed in at the provider has to show again who they are. */
  afresh: z.optional(z.string()),
})
const answerOfProvider = z.object({
  state: z.string(),
  code: z.optional(z.string()),
  error: z.optional(z.string()),
  iss: z.optional(z.string()),
})
const logout = z.object({ logout_token: z.string() })
const ended = z.object({ status: z.literal('signed_out') })

export const SIGN_IN_PATHS: ZodOpenApiPathsObject = {
  '/auth/login': {
    get: {
      operationId: 'signIn',
      summary: 'Leads the sign-in window to the identity provider',
      tags: TAGS,
      requestParams: { query: wish },
      responses: {
        '303': {
          description: 'To the provider',
          headers: z.object({ location: z.string(), 'set-cookie': z.string() }),
        },
        ...REFUSED_PAGES,
      },
    },
  },
  '/auth/callback': {
    get: {
      operationId: 'signInCallback',
      summary: 'Takes the sign-in window back from the identity provider',
      tags: TAGS,
      requestParams: { query: answerOfProvider },
      responses: { '200': page('Signed in: the window tells its panel, and closes'), ...REFUSED_PAGES },
    },
  },
  '/auth/signed-out': {
    get: {
      operationId: 'signedOutPage',
      summary: 'Where the provider leads a window after it ended its session',
      tags: TAGS,
      responses: { '200': page('Signed out: the window closes') },
    },
  },
  '/auth/token': {
    post: {
      operationId: 'signInToken',
      summary: 'The widget token of whoever is signed in: with a code the first one, without a body the next one',
      tags: TAGS,
      security: [{}, { signedIn: [] }],
      requestBody: { required: false, content: { 'application/json': { schema: signInCode } } },
      responses: {
        '200': json('The token, and whose it is', signedInAnswer),
        ...problems(400, 401, 403, 413, 415, 422, 429, 500, 503),
      },
    },
  },
  '/auth/logout': {
    post: {
      operationId: 'signOut',
      summary: 'Ends the sign-in here, and says where it is ended at the provider',
      tags: TAGS,
      security: [{}, { signedIn: [] }],
      responses: { '200': json('Nobody is signed in', signedOutAnswer), ...problems(403, 429, 500, 503) },
    },
  },
  '/auth/backchannel-logout': {
    post: {
      operationId: 'backChannelLogout',
      summary: 'The provider’s word that somebody signed out (OpenID Connect Back-Channel Logout 1.0)',
      tags: TAGS,
      requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: logout } } },
      responses: { '200': json('They are signed out here too', ended), ...problems(400, 413, 415, 429, 500, 503) },
    },
  },
}
