/** Agents sign in where their desktop can mint no tokens, and out again everywhere at once. */
import * as z from 'zod/mini'
import type { SignInMark } from '../../../shared/wire/token.ts'
import { describeFault } from '../../fault.ts'
import type { Log } from '../../ports/observe.ts'
import type { SharedStore } from '../../ports/store.ts'
import { createSessions, type Ended } from './sessions.ts'
import { createSignIn, type SignIn, type SignInParts } from './sign-in.ts'

export interface SignInUseCaseParts extends Omit<SignInParts, 'log' | 'onEnded' | 'sessions'> {
  readonly shared: SharedStore
  /** Lets the widgets go whose token comes of such a sign-in. */
  readonly dismiss: (isMeant: (mark: SignInMark) => boolean) => void
  readonly log: Pick<Log, 'error' | 'info'>
}

export interface SignInUseCase extends SignIn {
  /** Whether a token's sign-in has ended since. */
  isOver(mark: SignInMark): Promise<boolean>
  stop(): void
}

const TOLD = 'signed-out'
const told = z.object({ who: z.optional(z.string()), session: z.optional(z.string()), at: z.number() })

export const createSignInUseCase = (parts: SignInUseCaseParts): SignInUseCase => {
  const { texts, shared, clock, log } = parts
  const sessions = createSessions(texts, clock)
  // A message may be lost: then those widgets stay until their token runs out, which is soon.
  const following = shared.follow(TOLD, (text) => {
    const { who, session, at } = told.parse(JSON.parse(text))
    parts.dismiss(
      (mark) =>
        mark.since <= at &&
        ((who !== undefined && mark.who === who) || (session !== undefined && mark.session === session)),
    )
  })
  const onEnded = async (of: Ended): Promise<void> => {
    await sessions.end(of)
    // It is over by now, whether or not the others learn of it at once.
    await shared
      .tell(TOLD, JSON.stringify({ ...of, at: clock.now() }))
      .catch((error: unknown) => log.error(describeFault(error), 'other processes could not be told of a sign-out'))
  }
  return { ...createSignIn({ ...parts, sessions, onEnded }), isOver: sessions.isOver, stop: () => following.stop() }
}
