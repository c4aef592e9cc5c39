/** What the desktop knows. Every change makes a new state; nothing here touches the page. */
import type { ChatLine, ConversationStatus, ConversationSummary } from '../wire.ts'

export interface Conversation {
  readonly summary: Omit<ConversationSummary, 'lines'>
  readonly lines: readonly ChatLine[]
  /** Messages of the customer that came while another conversation was open. */
  readonly unread: number
}

export interface DesktopState {
  readonly conversations: ReadonlyMap<string, Conversation>
  readonly selectedId: string | null
  /** How it stands with the desktop's own server. */
  readonly feed: 'connecting' | 'live' | 'lost'
}

export const initialState: DesktopState = { conversations: new Map(), selectedId: null, feed: 'connecting' }

const withConversation = (state: DesktopState, conversation: Conversation): DesktopState => ({
  ...state,
  conversations: new Map(state.conversations).set(conversation.summary.id, conversation),
})

/**
 * The first conversation that reaches the agent opens by itself; after that only the agent decides. Of several it is the
 * newest: the one that is the furthest from its end.
 */
const selectFirst = (state: DesktopState): DesktopState => {
  if (state.selectedId !== null) return state
  const [first] = sorted(state.conversations)
  const isTheirs = first !== undefined && state.conversations.get(first)?.summary.status === 'active'
  return isTheirs ? select(state, first) : state
}

/** The whole list, as after each (re)connect. What was unread stays so. */
export const replaceAll = (state: DesktopState, summaries: readonly ConversationSummary[]): DesktopState => {
  const conversations = new Map(
    summaries.map(({ lines = [], ...summary }) => {
      const unread = state.conversations.get(summary.id)?.unread ?? 0
      return [summary.id, { summary, lines, unread }] as const
    }),
  )
  // Whoever comes back finds what can be answered, not what ended while they were away.
  const open = state.selectedId === null ? undefined : conversations.get(state.selectedId)
  const wasOver = open !== undefined && state.conversations.get(open.summary.id)?.summary.status === 'ended'
  const isLost = open === undefined || (open.summary.status === 'ended' && !wasOver)
  const selectedId = isLost ? null : state.selectedId
  return selectFirst({ conversations, selectedId, feed: 'live' })
}

export const upsert = (state: DesktopState, { lines, ...summary }: ConversationSummary): DesktopState => {
  const known = state.conversations.get(summary.id)
  const conversation = { summary, lines: lines ?? known?.lines ?? [], unread: known?.unread ?? 0 }
  return selectFirst(withConversation(state, conversation))
}

export const addLine = (state: DesktopState, conversationId: string, line: ChatLine): DesktopState => {
  const known = state.conversations.get(conversationId)
  if (known === undefined || known.lines.some(({ id }) => id === line.id)) return state
  const isUnread = line.speaker === 'customer' && state.selectedId !== conversationId
  return withConversation(state, {
    ...known,
    summary: { ...known.summary, lastLine: line.text },
    lines: [...known.lines, line],
    unread: known.unread + (isUnread ? 1 : 0),
  })
}

export const select = (state: DesktopState, id: string): DesktopState => {
  const known = state.conversations.get(id)
  if (known === undefined) return state
  return { ...withConversation(state, { ...known, unread: 0 }), selectedId: id }
}

/** Since when the customer waits for an answer, if so. */
export const waitingSince = ({ summary, lines }: Conversation): number | null => {
  if (summary.status === 'ended') return null
  const lastAnswer = lines.findLastIndex(({ speaker }) => speaker !== 'customer')
  const firstUnanswered = lines[lastAnswer + 1]
  return firstUnanswered === undefined ? null : Date.parse(firstUnanswered.at)
}

const RANK = { active: 0, queued: 1, bot: 2, ended: 3 } satisfies Record<ConversationStatus, number>

/** The agent's own first, then what is coming, then what is over; newest first within each. */
const sorted = (conversations: ReadonlyMap<string, Conversation>): string[] =>
  [...conversations.values()]
    .sort(
      (a, b) =>
        RANK[a.summary.status] - RANK[b.summary.status] ||
        b.summary.startedAt.localeCompare(a.summary.startedAt) ||
        a.summary.id.localeCompare(b.summary.id),
    )
    .map(({ summary }) => summary.id)

/**
 * The order to show. While the agent points at the list it keeps the order it has, and what is new goes to its end.
 *
 * @param shown the order on screen.
 */
export const listOrder = (
  conversations: ReadonlyMap<string, Conversation>,
  shown: readonly string[],
  isPointedAt: boolean,
): string[] => {
  if (!isPointedAt) return sorted(conversations)
  const kept = shown.filter((id) => conversations.has(id))
  return [...kept, ...sorted(conversations).filter((id) => !kept.includes(id))]
}
