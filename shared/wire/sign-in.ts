/** Between the hosted panel, its sign-in window and the BFF (docs/contract.md, part 13.3). */
import * as z from 'zod/mini'
import { identifier, instant } from './identifiers.ts'

/**
 * Why nobody was signed in:
 * - `denied`: the provider, or the person, said no;
 * - `mixed_up`: it was begun in another browser, or too long ago;
 * - `replayed`: this answer of the provider was used before;
 * - `clock`: the clocks of the service and of the provider are too far apart;
 * - `not_genuine`: what came is not the provider's answer to this sign-in;
 * - `no_agent`: the provider does not say which agent it is;
 * - `not_set_up`: the provider does not take this service for whom it says it is;
 * - `unavailable`: the provider, or what is kept here, cannot be reached;
 * - `too_many`: too many tries from one address.
 */
const signInRefusal = z.enum([
  'denied',
  'mixed_up',
  'replayed',
  'clock',
  'not_genuine',
  'no_agent',
  'not_set_up',
  'unavailable',
  'too_many',
])
export type SignInRefusal = z.infer<typeof signInRefusal>

/** 32 random bytes, or the SHA-256 of something, in base64url. */
export const opaque = z.string().check(z.regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url'))

/** What the sign-in window says to the panel that opened it, at the BFF's own origin and nowhere else. */
export const signInMessage = z.union([
  z.object({ type: z.literal('cx-assist:signed-in'), code: opaque }),
  z.object({ type: z.literal('cx-assist:sign-in-refused'), reason: signInRefusal }),
])
export type SignInMessage = z.infer<typeof signInMessage>

/** `POST /auth/token` with what a sign-in came to; without a body it renews by the cookie. */
export const signInCode = z.object({
  /** Of the message; good once, for a minute. */
  code: opaque,
  /** Its SHA-256 was the `challenge` that the window was opened with. */
  verifier: opaque,
})
export type SignInCode = z.infer<typeof signInCode>

/** The token of whoever is signed in, and who that is. */
export const signedInAnswer = z.object({
  token: z.string().check(z.minLength(1)),
  expiresAt: instant,
  agentId: identifier,
  role: z.enum(['agent', 'supervisor']),
  /** When the sign-in itself is over, and has to be done again. */
  signedInUntil: instant,
})
export type SignedInAnswer = z.infer<typeof signedInAnswer>

/** `POST /auth/logout`. */
export const signedOutAnswer = z.object({
  status: z.literal('signed_out'),
  /** Where a window ends the session at the provider too; absent where it offers that not. */
  providerLogout: z.optional(z.string()),
})
export type SignedOutAnswer = z.infer<typeof signedOutAnswer>
