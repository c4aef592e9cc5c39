/** What a hosted panel shows, from what is known of the desktop around it and of the token. Pure. */
import type { DesktopTrouble } from '../desktops/port.ts'
import type { TokenState } from '../desktops/token-source.ts'

export interface HostedFacts {
  /** Whether the address names a desktop that there is an adapter for. */
  readonly isKnown: boolean
  readonly isFramed: boolean
  /** Its adapter could not be fetched. */
  readonly isLoadFailed: boolean
  readonly trouble: DesktopTrouble | undefined
  /** `undefined`: the desktop has not said yet; `null`: none is open. */
  readonly conversation: string | null | undefined
  readonly isEnded: boolean
  readonly token: TokenState
  /** What was asked of the desktop last, and whether it has answered. */
  readonly asking: 'no' | 'waiting' | 'late'
}

/** Why there is no conversation to be seen. */
export type Hindrance =
  | { readonly kind: 'unknown' | 'alone' | 'loadFailed' | 'waiting' | 'late' | 'noConversation' }
  | { readonly kind: 'signingIn' | 'signedOut' | 'noToken' | 'signInFailed' }
  | { readonly kind: 'wrongOrigin'; readonly origin: string }
  | { readonly kind: 'refused'; readonly reason: string }

/** What is to be known although the conversation is to be seen. */
type Remark = 'ended' | 'askingAgain' | 'notAnsweredAgain'

export type HostedState =
  | { readonly kind: 'hindrance'; readonly hindrance: Hindrance }
  | { readonly kind: 'shown'; readonly remark: Remark | undefined }

const hindranceOf = (facts: HostedFacts): Hindrance | undefined => {
  const { isKnown, isFramed, trouble, conversation, asking } = facts
  if (!isKnown) return { kind: 'unknown' }
  if (!isFramed) return { kind: 'alone' }
  if (facts.isLoadFailed) return { kind: 'loadFailed' }
  if (trouble?.kind === 'refused') return { kind: 'refused', reason: trouble.reason }
  if (trouble?.kind === 'wrong_origin') return { kind: 'wrongOrigin', origin: trouble.origin }
  if (conversation === undefined) return { kind: asking === 'late' ? 'late' : 'waiting' }
  return tokenHindrance(facts.token) ?? (conversation === null ? { kind: 'noConversation' } : undefined)
}

const tokenHindrance = ({ kind }: TokenState): Hindrance | undefined => {
  switch (kind) {
    case 'token':
      return undefined
    case 'none':
    case 'asking':
      return { kind: 'signingIn' }
    case 'signed_out':
      return { kind: 'signedOut' }
    case 'not_offered':
      return { kind: 'noToken' }
    case 'unreachable':
      return { kind: 'signInFailed' }
  }
}

const remarkOn = ({ isEnded, asking }: HostedFacts): Remark | undefined => {
  if (asking === 'waiting') return 'askingAgain'
  if (asking === 'late') return 'notAnsweredAgain'
  return isEnded ? 'ended' : undefined
}

export const hostedState = (facts: HostedFacts): HostedState => {
  const hindrance = hindranceOf(facts)
  return hindrance === undefined ? { kind: 'shown', remark: remarkOn(facts) } : { kind: 'hindrance', hindrance }
}
