/** `(state, action) → state`, pure: time comes in with the action. */
import { applyEvent } from '../../shared/domain/conversation.ts'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { JoinAccepted, JoinRefusal, LinkConnection, LinkErrorCode } from '../link/link.ts'
import { mergeSnapshots } from './merge.ts'
import type { AssistState, Followed, Known, Moment } from './state.ts'
import { knownOf } from './state.ts'

export type Action =
  /** Another conversation is followed, or none. */
  | { readonly type: 'followed'; readonly conversationId: string | null; readonly now: Moment }
  | { readonly type: 'connection'; readonly state: LinkConnection; readonly now: Moment }
  | { readonly type: 'joined'; readonly accepted: JoinAccepted; readonly now: Moment }
  | { readonly type: 'event'; readonly envelope: AssistEnvelope }
  | { readonly type: 'refused'; readonly refusal: JoinRefusal; readonly now: Moment }
  | { readonly type: 'error'; readonly code: LinkErrorCode }

export const reduce = (state: AssistState, action: Action): AssistState => {
  switch (action.type) {
    case 'followed':
      return followed(state, action.conversationId, action.now)
    case 'connection':
      return linkChanged(state, action.state, action.now)
    case 'joined':
      return joined(state, action.accepted, action.now)
    case 'event':
      return arrived(state, action.envelope)
    case 'refused':
      return refused(state, action.refusal, action.now)
    case 'error':
      return failed(state, action.code)
  }
}

const followed = (state: AssistState, asked: string | null, now: Moment): AssistState => {
  if (asked === null) return { ...state, conversation: { kind: 'none' } }
  // A link that is already down does not come nearer by choosing another conversation.
  const since = state.link.state === 'reconnecting' ? state.link.since : now
  return { ...state, conversation: { kind: 'joining', asked, since, known: null, trouble: null } }
}

const linkChanged = (state: AssistState, link: LinkConnection, now: Moment): AssistState => {
  if (link === state.link.state) return state
  return { link: { state: link, since: now }, conversation: afterLinkChange(state.conversation, link, now) }
}

/** Joins do not outlive the connection they were made over. */
const afterLinkChange = (conversation: Followed, link: LinkConnection, now: Moment): Followed => {
  const { kind } = conversation
  const isUnaffected = link === 'open' || kind === 'none' || kind === 'joining'
  return isUnaffected
    ? conversation
    : { kind: 'joining', asked: conversation.asked, since: now, known: conversation.known, trouble: null }
}

const joined = (state: AssistState, accepted: JoinAccepted, now: Moment): AssistState => {
  const { conversation } = state
  if (conversation.kind === 'none') return state
  const known = knownAfterJoin(conversation.known, accepted)
  if (known === null) return state
  const { asked } = conversation
  // A join while joined only heals a gap: the agent was not away.
  const isHealing = conversation.kind === 'joined'
  const updates = missedUpdates(conversation.known, accepted)
  const missed = isHealing ? conversation.missed : updates > 0 ? { updates, noticedAt: now } : null
  return { ...state, conversation: { kind: 'joined', asked, known, missed } }
}

const knownAfterJoin = (known: Known | null, { epoch, snapshot }: JoinAccepted): Known | null => {
  if (snapshot === undefined) return known?.epoch === epoch ? known : null
  return { epoch, snapshot: known === null ? snapshot : mergeSnapshots(known.snapshot, snapshot) }
}

/** How much happened between what is shown and what the server has; for another history, how much of it is new to us. */
const missedUpdates = (known: Known | null, { epoch, seq, snapshot }: JoinAccepted): number => {
  if (known === null) return 0
  if (known.epoch === epoch) return Math.max(0, seq - known.snapshot.seq)
  const shown = new Set(known.snapshot.transcript.map((entry) => entry.data.utteranceId))
  return snapshot?.transcript.filter((entry) => !shown.has(entry.data.utteranceId)).length ?? 0
}

const arrived = (state: AssistState, envelope: AssistEnvelope): AssistState => {
  const { conversation } = state
  const known = knownOf(state)
  if (conversation.kind === 'none' || known === null) return state
  if (envelope.conversationId !== known.snapshot.conversationId) return state
  const snapshot = applyEvent(known.snapshot, envelope)
  if (snapshot === known.snapshot) return state
  return { ...state, conversation: { ...conversation, known: { ...known, snapshot } } }
}

const refused = (state: AssistState, { code, retryInMs }: JoinRefusal, now: Moment): AssistState => {
  const { conversation } = state
  if (conversation.kind === 'none') return state
  const { asked, known } = conversation
  const since = conversation.kind === 'refused' ? conversation.since : now
  const willRetry = retryInMs !== undefined
  return { ...state, conversation: { kind: 'refused', asked, code, since, willRetry, known } }
}

const failed = (state: AssistState, code: LinkErrorCode): AssistState => {
  const { conversation } = state
  // Once joined the link heals what goes wrong by itself; there is nothing the agent must know.
  if (conversation.kind !== 'joining') return state
  return { ...state, conversation: { ...conversation, trouble: code } }
}
