/** What a token endpoint answers (RFC 6749, 5.1). */
import * as z from 'zod/mini'
import { lenientNumber, orNothing } from '../../../shared/wire/lenient.ts'

export const tokenAnswer = z.object({
  access_token: z.string().check(z.minLength(1)),
  /** Seconds, by some written as text. */
  expires_in: orNothing(lenientNumber(z.number().check(z.gt(0)))),
})

/** What a token without `expires_in` is trusted for. */
export const ASSUMED_LIFE_SECONDS = 300

/** The form of HTTP Basic that OAuth clients send. */
export const basicHeader = ({ clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string }) =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`
