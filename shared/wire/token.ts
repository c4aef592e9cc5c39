/** Tokens of widgets: how they are asked for, and what they say (docs/contract.md 5.1). Apart, since no widget reads them. */
import * as z from 'zod/mini'
import { identifier, instant } from './identifiers.ts'
import { lenientId, lenientNumber, orNothing } from './lenient.ts'

/** Longest life a widget token may have: one working day. */
export const LONGEST_TOKEN_SECONDS = 86_400

/** Who holds a token: an agent works on conversations, a supervisor reads them and helps. */
const tokenRole = z.enum(['agent', 'supervisor'])
export type TokenRole = z.infer<typeof tokenRole>

/** Ids or skills that a token may list. */
const MOST_LISTED = 500

/**
 * `POST /api/widget/token`, server to server. Without `conversations` an agent's token covers the agent's own; a
 * supervisor's covers those of its `skills`, and all where it names none.
 */
export const tokenRequest = z
  .object({
    agentId: lenientId,
    role: orNothing(tokenRole),
    conversations: orNothing(z.array(lenientId).check(z.maxLength(MOST_LISTED))),
    skills: orNothing(z.array(lenientId).check(z.maxLength(MOST_LISTED))),
    ttlSeconds: orNothing(lenientNumber(z.int().check(z.minimum(1), z.maximum(LONGEST_TOKEN_SECONDS)))),
  })
  .check(
    z.refine(({ role, skills }) => skills === undefined || role === 'supervisor', {
      path: ['skills'],
      message: 'is for the role supervisor alone',
    }),
  )
export type TokenRequest = z.infer<typeof tokenRequest>
export const tokenAnswer = z.object({ token: z.string(), expiresAt: instant })
export type TokenAnswer = z.infer<typeof tokenAnswer>

/**
 * Which sign-in a token comes of, where it comes of one: digests that stand for the person and for their session at the
 * provider, and since when they are signed in, in milliseconds since 1970.
 */
const signInMark = z.object({ who: z.string(), session: z.optional(z.string()), since: z.number() })
export type SignInMark = z.infer<typeof signInMark>

/** What a widget token says, once its signature was checked. */
export const tokenClaims = z.object({
  sub: identifier,
  /** An agent, where it is absent. */
  role: z.optional(tokenRole),
  conversations: z.optional(z.array(identifier)),
  /** Of a supervisor: the skills whose conversations it covers; without, all of them. */
  skills: z.optional(z.array(identifier)),
  signIn: z.optional(signInMark),
  /** Seconds since 1970. */
  exp: z.number(),
})
export type TokenClaims = z.infer<typeof tokenClaims>
