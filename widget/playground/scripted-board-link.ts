/** A board's link that does what a script says, in place of the one to a BFF. */
import {
  type BoardPush,
  type BoardRow,
  boardPush,
  type EscalationTake,
  type SupervisorNote,
  supervisorNote,
} from '../../shared/wire/board.ts'
import type { BoardLink, BoardLinkFactory, BoardListener, TakeOutcome } from '../board/link/board-link.ts'
import type { LinkTarget, ReportOutcome } from '../link/link.ts'

export class ScriptedBoardLink implements BoardLink {
  readonly target: LinkTarget
  readonly says: BoardListener
  /** What the element asked for, in order. */
  readonly calls: string[] = []
  readonly notes: SupervisorNote[] = []
  /** What a note is answered. */
  noteOutcome: ReportOutcome | Promise<ReportOutcome> = 'recorded'
  /** What a taking is answered. */
  takeOutcome: TakeOutcome | Promise<TakeOutcome> = { takenBy: 'sup_1' }

  /** What a join is told of the last hour. */
  lastHour: readonly number[] | undefined

  constructor(target: LinkTarget, listener: BoardListener) {
    this.target = target
    this.says = listener
  }

  open(): void {
    this.calls.push('open')
    this.says.connection('connecting')
  }

  renewToken(token: string): void {
    this.calls.push(`renewToken ${token}`)
  }

  async note(note: SupervisorNote): Promise<ReportOutcome> {
    this.notes.push(supervisorNote.parse(note))
    return this.noteOutcome
  }

  async take({ conversationId }: EscalationTake): Promise<TakeOutcome> {
    this.calls.push(`take ${conversationId}`)
    return this.takeOutcome
  }

  retryNow(): void {
    this.calls.push('retryNow')
  }

  close(): void {
    this.calls.push('close')
  }

  /** Accepts the join. */
  join(...rows: readonly BoardRow[]): void {
    this.says.connection('open')
    this.says.joined(rows, this.lastHour)
  }

  /** Tells what changed, read as the link would read it. */
  push({ upserts = [], removed = [] }: Partial<Pick<BoardPush, 'upserts' | 'removed'>>): void {
    this.says.changed(boardPush.parse({ seq: 1, upserts, removed }))
  }
}

/** A factory and the links it made. */
export const scriptedBoardLinks = (): { createLink: BoardLinkFactory; made: ScriptedBoardLink[] } => {
  const made: ScriptedBoardLink[] = []
  const createLink: BoardLinkFactory = (target, listener) => {
    const link = new ScriptedBoardLink(target, listener)
    made.push(link)
    return link
  }
  return { createLink, made }
}
