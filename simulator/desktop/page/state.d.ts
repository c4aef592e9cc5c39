/** What the desktop knows. Every change makes a new state; nothing here touches the page. */
import type { ChatLine, ConversationSummary } from '../wire.ts'
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
export declare const initialState: DesktopState
/** The whole list, as after each (re)connect. What was unread stays so. */
export declare const replaceAll: (state: DesktopState, summaries: readonly ConversationSummary[]) => DesktopState
export declare const upsert: (state: DesktopState, { lines, ...summary }: ConversationSummary) => DesktopState
export declare const addLine: (state: DesktopState, conversationId: string, line: ChatLine) => DesktopState
export declare const select: (state: DesktopState, id: string) => DesktopState
/** Since when the customer waits for an answer, if so. */
export declare const waitingSince: ({ summary, lines }: Conversation) => number | null
/**
 * The order to show. While the agent points at the list it keeps the order it has, and what is new goes to its end.
 *
 * @param shown the order on screen.
 */
export declare const listOrder: (
  conversations: ReadonlyMap<string, Conversation>,
  shown: readonly string[],
  isPointedAt: boolean,
) => string[]
