/** Who is signed in: kept by the store, so that every process knows it and each can end it. */
import { randomBytes } from 'node:crypto'
import * as z from 'zod/mini'
import { identifier } from '../../../shared/wire/identifiers.ts'
import type { SignInMark } from '../../../shared/wire/token.ts'
import type { ShortLivedStore } from '../../ports/store.ts'
import type { Clock } from '../../ports/time.ts'
import { textDigest } from '../../text-digest.ts'

/** Whose sessions have ended: a person's, or the one that they had at the provider. */
export interface Ended {
  readonly who?: string | undefined
  readonly session?: string | undefined
}

const signedIn = z.object({
  agentId: identifier,
  role: z.enum(['agent', 'supervisor']),
  /** Stand for the person and for their session at the provider: what these call them is not kept. */
  who: z.string(),
  session: z.optional(z.string()),
  /** Milliseconds since 1970. */
  since: z.number(),
  until: z.number(),
})
/** Somebody who is signed in. */
export type SignedIn = z.infer<typeof signedIn>

/** What a browser holds is kept nowhere: whoever reads the store can take nobody's place by it. */
const nameOf = (secret: string): string => `signed-in:${textDigest(secret)}`
const overOf = (kind: 'who' | 'session', digest: string): string => `signed-out:${kind}:${digest}`

/** Ends of sessions are remembered for as long as any session that they end could live. */
const LONGEST_SIGNED_IN_SECONDS = 7 * 86_400

export interface Sessions {
  /** @returns what a browser has to hold for it */
  open(who: SignedIn): Promise<string>
  find(secret: string): Promise<SignedIn | undefined>
  /** Of all that were begun until now: of a person, or of one session of theirs at the provider. */
  end(of: Ended): Promise<void>
  isOver(mark: SignInMark): Promise<boolean>
}

/** 256 bits that nobody guesses, in base64url. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

export const createSessions = (texts: ShortLivedStore, clock: Pick<Clock, 'now'>): Sessions => {
  const endedAt = async (kind: 'who' | 'session', digest: string | undefined): Promise<number> =>
    digest === undefined ? 0 : Number((await texts.read(overOf(kind, digest))) ?? 0)

  const isOver = async ({ who, session, since }: SignInMark): Promise<boolean> => {
    const ends = await Promise.all([endedAt('who', who), endedAt('session', session)])
    return ends.some((at) => since <= at)
  }

  return {
    open: async (who) => {
      const secret = newSecret()
      await texts.put(nameOf(secret), JSON.stringify(who), Math.max(1, Math.ceil((who.until - clock.now()) / 1000)))
      return secret
    },
    find: async (secret) => {
      const text = await texts.read(nameOf(secret))
      if (text === undefined) return undefined
      const who = signedIn.parse(JSON.parse(text))
      return who.until <= clock.now() || (await isOver(who)) ? undefined : who
    },
    end: async ({ who, session }) => {
      const at = String(clock.now())
      const keep = (kind: 'who' | 'session', digest: string | undefined): Promise<void> =>
        digest === undefined ? Promise.resolve() : texts.put(overOf(kind, digest), at, LONGEST_SIGNED_IN_SECONDS)
      await Promise.all([keep('who', who), keep('session', session)])
    },
    isOver,
  }
}

/** What a sign-in came to, until the panel takes it. */
export const handedOver = z.object({ who: signedIn, challenge: z.string() })
export type HandedOver = z.infer<typeof handedOver>
