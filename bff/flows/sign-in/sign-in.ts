/**
 * Signing in: a window goes to the provider and back, hands a code to the panel that opened it, and the panel redeems that.
 * The window's cookies are another partition's than the panel's, so nothing else would get from the one to the other.
 */
import { hash } from 'node:crypto'
import { type AgentRules, agentOf, claimsNeeded } from '../../../shared/domain/sign-in/agent-of.ts'
import type { SignedInAnswer, SignInCode } from '../../../shared/wire/sign-in.ts'
import type { SignInMark, TokenAnswer } from '../../../shared/wire/token.ts'
import { type IdentityProvider, type PendingSignIn, SignInRefused, type SignInWish } from '../../ports/identity.ts'
import type { Log } from '../../ports/observe.ts'
import type { ShortLivedStore } from '../../ports/store.ts'
import type { Clock, Deadline } from '../../ports/time.ts'
import { textDigest } from '../../text-digest.ts'
import { type Ended, type HandedOver, handedOver, newSecret, type Sessions, type SignedIn } from './sessions.ts'

/** The panel waits for it, so it takes it at once. */
const CODE_SECONDS = 60
/** As long as a sign-in may take, and somewhat longer. */
const ANSWERED_SECONDS = 1200
/** Longer than a provider's word of an end is taken for. */
const TOLD_SECONDS = 600

/** Signs a token for one agent. */
type IssueToken = (grant: {
  readonly agentId: string
  readonly conversations: undefined
  readonly ttlSeconds: number
  readonly role: 'agent' | 'supervisor'
  readonly signIn: SignInMark
}) => Promise<TokenAnswer>

export interface SignInParts {
  readonly provider: IdentityProvider
  readonly agentRules: AgentRules
  readonly texts: ShortLivedStore
  readonly sessions: Sessions
  readonly issueToken: IssueToken
  readonly rules: () => { readonly signIn: { readonly hours: number; readonly tokenSeconds: number } }
  readonly onEnded: (of: Ended) => Promise<void>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'info'>
}

/** What a browser keeps between the two ways; secret, but from that browser. */
interface PendingPanel extends PendingSignIn {
  /** SHA-256, in base64url, of what the panel alone knows; `undefined`: no panel waits, and the window itself signs in. */
  readonly challenge?: string | undefined
}

/** What a window comes back with: a code for the panel that opened it, or a session of its own. */
type Completed = { readonly code: string } | { readonly opened: Opened }

interface Opened {
  /** For the cookie. */
  readonly secret: string
  readonly answer: SignedInAnswer
}

export interface SignIn {
  /** @throws SignInRefused */
  begin(
    wish: SignInWish & Pick<PendingPanel, 'challenge'>,
    deadline: Deadline,
  ): Promise<{ readonly url: string; readonly pending: PendingPanel }>
  /** @throws SignInRefused */
  complete(query: URLSearchParams, pending: PendingPanel, deadline: Deadline): Promise<Completed>
  /** `undefined`: the code is none, was used, is too old, or another panel's. */
  redeem(given: SignInCode): Promise<Opened | undefined>
  /** `undefined`: nobody is signed in by that. */
  renew(secret: string): Promise<SignedInAnswer | undefined>
  /** Ends all sessions of whoever is signed in by that, in every browser. False where nobody is. */
  end(secret: string): Promise<boolean>
  /**
   * The provider says that somebody's session is over.
   *
   * @throws SignInRefused
   */
  endByProvider(token: string, deadline: Deadline): Promise<void>
  /** Where a window ends the session at the provider too. */
  providerLogout(returnTo: string): string | undefined
}

const codeName = (code: string): string => `sign-in-code:${textDigest(code)}`
const challengeOf = (verifier: string): string => hash('sha256', verifier, 'base64url')

export const createSignIn = (parts: SignInParts): SignIn => {
  const { provider, agentRules, texts, sessions, rules, clock, log } = parts

  const answerFor = async ({ agentId, role, until, ...mark }: SignedIn): Promise<SignedInAnswer> => {
    const left = Math.max(1, Math.floor((until - clock.now()) / 1000))
    const ttlSeconds = Math.min(rules().signIn.tokenSeconds, left)
    const issued = await parts.issueToken({ agentId, conversations: undefined, ttlSeconds, role, signIn: mark })
    return { ...issued, agentId, role, signedInUntil: new Date(until).toISOString() }
  }

  const open = async (who: SignedIn): Promise<Opened> => {
    const secret = await sessions.open(who)
    log.info({ agentId: who.agentId, role: who.role }, 'an agent signed in')
    return { secret, answer: await answerFor(who) }
  }

  return {
    begin: async ({ challenge, ...wish }, deadline) => {
      const { url, pending } = await provider.begin(wish, deadline)
      return { url, pending: { ...pending, challenge } }
    },

    complete: async (query, pending, deadline) => {
      // Before the provider is asked: of two who come with the same answer, one is let through.
      if (!(await texts.add(`sign-in-answered:${textDigest(pending.state)}`, '1', ANSWERED_SECONDS))) {
        throw new SignInRefused('replayed', 'this answer came before')
      }
      const identity = await provider.complete(query, pending, claimsNeeded(agentRules), deadline)
      const agent = agentOf(identity.claims, agentRules)
      if (agent === undefined) {
        throw new SignInRefused('no_agent', `the claim ${agentRules.agentClaim} is absent, or no agent’s id`)
      }
      const now = clock.now()
      const who: SignedIn = {
        ...agent,
        who: textDigest(identity.subject),
        ...(identity.session === undefined ? {} : { session: textDigest(identity.session) }),
        since: now,
        until: now + rules().signIn.hours * 3_600_000,
      }
      if (pending.challenge === undefined) return { opened: await open(who) }
      const code = newSecret()
      const handed: HandedOver = { who, challenge: pending.challenge }
      await texts.put(codeName(code), JSON.stringify(handed), CODE_SECONDS)
      return { code }
    },

    redeem: async ({ code, verifier }) => {
      const text = await texts.take(codeName(code))
      if (text === undefined) return undefined
      const { who, challenge } = handedOver.parse(JSON.parse(text))
      if (challengeOf(verifier) !== challenge || (await sessions.isOver(who))) return undefined
      return await open(who)
    },

    renew: async (secret) => {
      const who = await sessions.find(secret)
      return who === undefined ? undefined : await answerFor(who)
    },

    end: async (secret) => {
      const found = await sessions.find(secret)
      if (found === undefined) return false
      await parts.onEnded({ who: found.who, session: found.session })
      log.info({ agentId: found.agentId }, 'an agent signed out')
      return true
    },

    endByProvider: async (token, deadline) => {
      const { subject, session, id } = await provider.readLogout(token, deadline)
      if (!(await texts.add(`sign-in-told:${textDigest(id)}`, '1', TOLD_SECONDS))) {
        throw new SignInRefused('replayed', 'this logout token came before')
      }
      const who = subject === undefined ? undefined : textDigest(subject)
      await parts.onEnded(session === undefined ? { who } : { session: textDigest(session) })
      log.info({}, 'the provider ended the session of an agent')
    },

    providerLogout: (returnTo) => provider.logoutUrl(returnTo),
  }
}
