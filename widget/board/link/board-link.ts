/** The port between the board and whatever brings it its rows. Types only. */
import type { BoardRow, EscalationTake, SupervisorNote } from '../../../shared/wire/board.ts'
import type {
  JoinRefusal,
  LinkConnection,
  LinkError,
  LinkTarget,
  ReportOutcome,
  RequestRefused,
} from '../../link/link.ts'

/** What became of rows since what was told before: the newest of each, and which are gone. */
interface BoardChanges {
  readonly upserts: readonly BoardRow[]
  readonly removed: readonly string[]
}

/** What a link reports: first `joined`, then `changed` without gaps, until it is `joined` again. */
export interface BoardListener {
  connection(state: LinkConnection): void
  /**
   * @param rows all that there are; without, what is known goes on
   * @param lastHour how many needed somebody, minute by minute up to now; without, the service does not tell
   */
  joined(rows: readonly BoardRow[] | undefined, lastHour: readonly number[] | undefined): void
  changed(changes: BoardChanges): void
  /** The board is not for this token, or not to be had now. */
  refused(refusal: JoinRefusal): void
  error(error: LinkError): void
}

/** Who is on it: whoever asked, or whoever was quicker. */
export type TakeOutcome = { readonly takenBy: string } | RequestRefused

export interface BoardLink {
  /** Starts connecting. Once; later calls do nothing. */
  open(): void
  /** The token for all that is asked from now on. It is tried at once. */
  renewToken(token: string): void
  /** Sends a word to the agent of a conversation. Never rejects. */
  note(note: SupervisorNote): Promise<ReportOutcome>
  /** Says that whoever holds the token is on an escalation. Never rejects. */
  take(take: EscalationTake): Promise<TakeOutcome>
  /** Skips the rest of a waiting time. */
  retryNow(): void
  /** Ends everything and reports nothing more. Closing twice is harmless. */
  close(): void
}

/** Makes the link of one board; tests bring their own. */
export type BoardLinkFactory = (target: LinkTarget, listener: BoardListener) => BoardLink
