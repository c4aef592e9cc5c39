/** `(state, action) → state`, pure: time comes in with the action. */
import { applyEvent } from '../../shared/domain/conversation/conversation.ts'
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { JoinAccepted } from '../../shared/wire/socket-events.ts'
import type { JoinRefusal, LinkConnection, LinkErrorCode } from '../link/link.ts'
import { begunAnew, wasDeleted, withoutDeleted } from './deleted.ts'
import type { Known } from './known.ts'
import { forget, type Memory, recall, remember } from './memory.ts'
import { mergeSnapshots } from './merge.ts'
import type { Moment } from './moment.ts'
import type { AssistState, Followed, Missed } from './state.ts'
import { knownOf } from './state.ts'
import { awaitedIn, withEarlier } from './suggestions.ts'

export type Action =
  /** Another conversation is followed, or none. */
  | { readonly type: 'followed'; readonly conversationId: string | null; readonly now: Moment }
  | { readonly type: 'connection'; readonly state: LinkConnection; readonly now: Moment }
  | { readonly type: 'joined'; readonly accepted: JoinAccepted; readonly now: Moment }
  | { readonly type: 'event'; readonly envelope: AssistEnvelope; readonly now: Moment }
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
      return arrived(state, action.envelope, action.now)
    case 'refused':
      return refused(state, action.refusal, action.now)
    case 'error':
      return failed(state, action.code)
  }
}

const followed = (state: AssistState, asked: string | null, now: Moment): AssistState => {
  const memory = memoryAfterLeaving(state, now)
  if (asked === null) return { ...state, memory, conversation: { kind: 'none' } }
  // A link that is already down does not come nearer by choosing another conversation.
  const since = state.link.state === 'reconnecting' ? state.link.since : now
  const { known = null, asOf: recalledFrom = null } = recall(memory, asked) ?? {}
  return { ...state, memory, conversation: { kind: 'joining', asked, since, known, recalledFrom, trouble: null } }
}

const memoryAfterLeaving = ({ link, conversation, memory }: AssistState, now: Moment): Memory => {
  const { kind } = conversation
  if (kind === 'none' || conversation.known === null || link.state === 'unauthorized') return memory
  if (kind === 'refused' && conversation.code === 'forbidden') return memory
  const { asked, known } = conversation
  return remember(memory, asked, known, kind === 'joined' ? now : (conversation.recalledFrom ?? conversation.since))
}

/** What was only recalled is not left before the eyes of somebody who may not see it any more. */
const withoutRecalled = (conversation: Followed): Followed =>
  conversation.kind === 'none' || conversation.kind === 'joined' || conversation.recalledFrom === null
    ? conversation
    : { ...conversation, known: null, recalledFrom: null }

const linkChanged = (state: AssistState, link: LinkConnection, now: Moment): AssistState => {
  if (link === state.link.state) return state
  const conversation = afterLinkChange(state.conversation, link, now)
  const changed = { ...state, link: { state: link, since: now }, conversation }
  // Whoever comes with the next token may be somebody else.
  return link === 'unauthorized' ? { ...changed, conversation: withoutRecalled(conversation), memory: [] } : changed
}

/** Joins do not outlive the connection they were made over. */
const afterLinkChange = (conversation: Followed, link: LinkConnection, now: Moment): Followed => {
  const { kind } = conversation
  if (link === 'open' || kind === 'none' || kind === 'joining') return conversation
  const { asked, known } = conversation
  const recalledFrom = kind === 'joined' ? null : conversation.recalledFrom
  return { kind: 'joining', asked, since: now, known, recalledFrom, trouble: null }
}

const joined = (state: AssistState, accepted: JoinAccepted, now: Moment): AssistState => {
  const { conversation } = state
  if (conversation.kind === 'none') return state
  const { asked } = conversation
  const before = continued(conversation.known, asked, accepted)
  const known = knownAfterJoin(before, accepted, now)
  if (known === null) return state
  // A join while joined only heals a gap: the agent was not away.
  const isHealing = conversation.kind === 'joined'
  const missed = isHealing
    ? conversation.missed
    : { messages: missedMessages(before, accepted), upTo: accepted.seq, noticedAt: now }
  return { ...state, conversation: { kind: 'joined', asked, known, missed } }
}

/**
 * What is known, as far as it is of the conversation that was joined: an id may lead to another one than before. One that
 * bears the very id that was asked for may be the same after the server forgot what else it is called. And of one that was
 * deleted, that it was so is known by whatever name its place has now.
 */
const continued = (known: Known | null, asked: string, { conversationId }: JoinAccepted): Known | null =>
  known !== null &&
  (known.snapshot.conversationId === conversationId || conversationId === asked || wasDeleted(known.snapshot))
    ? known
    : null

const knownAfterJoin = (known: Known | null, accepted: JoinAccepted, now: Moment): Known | null => {
  const { epoch, agentId } = accepted
  if (accepted.snapshot === undefined) return known?.epoch === epoch ? { ...known, agentId } : null
  const snapshot = known === null ? accepted.snapshot : mergeSnapshots(known.snapshot, accepted.snapshot)
  // What a snapshot tells of may be long ago. Its clock is the server's, which may be ahead of ours.
  const awaited = awaitedIn(snapshot, known?.awaited ?? null, ({ at }) => Math.min(now, Date.parse(at)))
  const earlier = known === null ? [] : withEarlier(known.earlier, known.snapshot.suggestions, snapshot.suggestions)
  return { epoch, snapshot, awaited, earlier, agentId }
}

/** Messages of a snapshot that are new to us; those that are replayed are counted as they arrive. */
const missedMessages = (known: Known | null, { snapshot }: JoinAccepted): number => {
  if (known === null) return 0
  const shown = new Set(known.snapshot.transcript.map((entry) => entry.data.utteranceId))
  return snapshot?.transcript.filter((entry) => !shown.has(entry.data.utteranceId)).length ?? 0
}

const arrived = (state: AssistState, envelope: AssistEnvelope, now: Moment): AssistState => {
  const { conversation } = state
  const known = knownOf(state)
  if (conversation.kind === 'none' || known === null) return state
  if (envelope.conversationId !== known.snapshot.conversationId) return state
  const before = begunAnew(known.snapshot)
  const applied = applyEvent(before, envelope)
  if (applied === before) return state
  const snapshot = withoutDeleted(applied)
  if (wasDeleted(snapshot)) return withKnown(state, { ...known, snapshot, awaited: null, earlier: [] })
  const awaited = awaitedIn(snapshot, known.awaited, () => now)
  const earlier = withEarlier(known.earlier, known.snapshot.suggestions, snapshot.suggestions)
  const next = { ...known, snapshot, awaited, earlier }
  if (conversation.kind !== 'joined') return { ...state, conversation: { ...conversation, known: next } }
  return {
    ...state,
    conversation: { ...conversation, known: next, missed: missedAfter(conversation.missed, envelope) },
  }
}

/** Of the conversation that is followed, where one is. */
const withKnown = (state: AssistState, known: Known): AssistState =>
  state.conversation.kind === 'none' ? state : { ...state, conversation: { ...state.conversation, known } }

const missedAfter = (missed: Missed | null, { type, seq }: AssistEnvelope): Missed | null =>
  missed !== null && type === 'transcript' && seq <= missed.upTo ? { ...missed, messages: missed.messages + 1 } : missed

const refused = (state: AssistState, { code, retryInMs }: JoinRefusal, now: Moment): AssistState => {
  const { conversation } = state
  if (conversation.kind === 'none') return state
  const { asked, known } = conversation
  const since = conversation.kind === 'refused' ? conversation.since : now
  const recalledFrom = conversation.kind === 'joined' ? null : conversation.recalledFrom
  const willRetry = retryInMs !== undefined
  const next: Followed = { kind: 'refused', asked, code, since, willRetry, known, recalledFrom }
  if (code !== 'forbidden') return { ...state, conversation: next }
  const memory = forget(forget(state.memory, asked), known?.snapshot.conversationId ?? asked)
  return { ...state, conversation: withoutRecalled(next), memory }
}

const failed = (state: AssistState, code: LinkErrorCode): AssistState => {
  const { conversation } = state
  // Once joined the link heals what goes wrong by itself; there is nothing the agent must know.
  if (conversation.kind !== 'joining') return state
  return { ...state, conversation: { ...conversation, trouble: code } }
}
