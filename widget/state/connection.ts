/** What the state means to the agent right now: one union, which the status line and the host are told. */
import type { RequestRefusalCode } from '../../shared/wire/refusal.ts'
import type { Moment } from './moment.ts'
import type { AssistState } from './state.ts'

/** Cut off for longer than this is offline: what is shown may be missing something that matters. */
const OFFLINE_AFTER_MS = 30_000
/** A conversation that was shown before is shown at once; for so long nobody need know that its join is not answered yet. */
const JOINS_WITHIN_MS = 2_000
/** How long "3 messages while you were away" is told. */
const MISSED_TOLD_MS = 15_000

/**
 * - `idle`: nothing to follow, or no connection wanted;
 * - `connecting`: on the way to a first answer;
 * - `live`: joined, events arrive; `missed` counts the messages that came in while it was not so;
 * - `reconnecting`: cut off since then, it will probably pass;
 * - `offline`: cut off for so long that what is shown must be taken as old; `since` is when it was true;
 * - `refused`: the server said no. `unauthorized` is about the token, everything else about this conversation.
 */
export type Connection =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting'; readonly since: Moment }
  | { readonly kind: 'live'; readonly missed: number }
  | { readonly kind: 'reconnecting'; readonly since: Moment }
  | { readonly kind: 'offline'; readonly since: Moment }
  | { readonly kind: 'refused'; readonly code: RequestRefusalCode; readonly since: Moment; readonly willRetry: boolean }
export type ConnectionKind = Connection['kind']

export const connectionOf = ({ link, conversation }: AssistState, now: Moment): Connection => {
  if (conversation.kind === 'none' || link.state === 'closed') return { kind: 'idle' }
  if (link.state === 'unauthorized') {
    return { kind: 'refused', code: 'unauthorized', since: link.since, willRetry: false }
  }
  switch (conversation.kind) {
    case 'joined': {
      const { missed } = conversation
      const isNews = missed !== null && now - missed.noticedAt < MISSED_TOLD_MS
      return { kind: 'live', missed: isNews ? missed.messages : 0 }
    }
    case 'refused': {
      const { code, since, willRetry } = conversation
      return { kind: 'refused', code, since, willRetry }
    }
    case 'joining': {
      const { since, known, recalledFrom } = conversation
      const waited = now - since
      const isMissed = known !== null && (recalledFrom === null || waited >= JOINS_WITHIN_MS)
      if (!isMissed && link.state !== 'reconnecting') return { kind: 'connecting', since }
      return waited < OFFLINE_AFTER_MS
        ? { kind: 'reconnecting', since }
        : { kind: 'offline', since: recalledFrom ?? since }
    }
  }
}
