/** What followers of one conversation in this process are told: all of it, in order, whatever the messages do on the way. */
import type { ConversationRecord } from '../../../shared/domain/conversation/record.ts'
import { skillOf } from '../../../shared/domain/conversation/skill.ts'
import type { ConversationNotice } from '../../ports/store.ts'

/** What one commit tells the followers of one conversation. */
export interface Message {
  readonly revision: number
  /** The revision before it; 0 where there was no such conversation. */
  readonly previous: number
  readonly epoch: string
  /** Of the last event. */
  readonly seq: number
  /** Stands for who may see it. */
  readonly access: string
  /** The conversation is no more. */
  readonly isGone: boolean
  readonly notices: readonly ConversationNotice[]
}

/** Where a feed stands: all up to here was told. */
interface Position {
  readonly revision: number
  readonly isThere: boolean
  readonly epoch: string
  readonly seq: number
  readonly access: string
}

const NOWHERE: Position = { revision: 0, isThere: false, epoch: '', seq: 0, access: '' }

/** Equal where the same widgets may see both. */
export const accessKey = ({ aliases, agentId, snapshot }: ConversationRecord): string =>
  JSON.stringify([aliases.toSorted(), agentId ?? null, skillOf(snapshot) ?? null])

const positionAt = (revision: number, record: ConversationRecord): Position => ({
  revision,
  isThere: true,
  epoch: record.epoch,
  seq: record.snapshot.seq,
  access: accessKey(record),
})

export class Feed {
  readonly #tell: (notice: ConversationNotice) => void
  readonly #onGone: () => void
  #position: Position | undefined
  readonly #early = new Map<number, Message>()

  constructor(tell: (notice: ConversationNotice) => void, onGone: () => void) {
    this.#tell = tell
    this.#onGone = onGone
  }

  /** What was told last, 0 where there is no such conversation; `undefined` before it was begun. */
  get revision(): number | undefined {
    return this.#position?.isThere === false ? 0 : this.#position?.revision
  }

  /** Whether messages came for which an earlier one is missing. */
  get isAhead(): boolean {
    return this.#early.size > 0
  }

  /** From here on all is told. */
  begin(revision: number, record: ConversationRecord | undefined): void {
    this.#position = record === undefined ? NOWHERE : positionAt(revision, record)
    this.#goOn()
  }

  /** The conversation as it was read: what was not told of it yet, is now. @returns false where more was told already */
  reach(revision: number, record: ConversationRecord | undefined): boolean {
    const position = this.#position
    if (position === undefined) {
      this.begin(revision, record)
      return true
    }
    if (record === undefined) {
      if (position.isThere) this.#leave(position.revision)
      this.#early.clear()
      return true
    }
    if (revision < position.revision) return false
    if (revision > position.revision || !position.isThere) this.#catchUp(position, revision, record)
    this.#goOn()
    return true
  }

  /** As it is told of by a commit, of this process or another. */
  offer(message: Message): void {
    const position = this.#position
    if (position?.isThere === true && message.revision <= position.revision) return
    this.#early.set(message.previous, message)
    if (position !== undefined) this.#goOn()
  }

  /** History may be another one than was told: everybody begins anew. */
  beginAnew(): void {
    this.#position = undefined
    this.#early.clear()
    this.#tell({ kind: 'rejoin' })
  }

  /** What came early and can be told now; what is told already is forgotten. */
  #goOn(): void {
    for (;;) {
      const position = this.#position
      if (position === undefined) return
      for (const [previous, { revision }] of this.#early) {
        if (revision < position.revision + (position.isThere ? 1 : 0)) this.#early.delete(previous)
      }
      const previous = position.isThere ? position.revision : 0
      const next = this.#early.get(previous)
      if (next === undefined) return
      this.#early.delete(previous)
      this.#take(next)
    }
  }

  #take({ revision, isGone, epoch, seq, access, notices }: Message): void {
    if (isGone) {
      this.#leave(revision)
      return
    }
    this.#position = { revision, isThere: true, epoch, seq, access }
    for (const notice of notices) this.#tell(notice)
  }

  #leave(revision: number): void {
    this.#position = { ...NOWHERE, revision }
    this.#tell({ kind: 'rejoin' })
    this.#onGone()
  }

  #catchUp(position: Position, revision: number, record: ConversationRecord): void {
    const isAnother = position.isThere && position.epoch !== record.epoch
    const from = isAnother ? 0 : position.seq
    const missed = record.replayable.filter(({ seq }) => seq > from)
    const isWhole = missed.length === record.snapshot.seq - from
    this.#position = positionAt(revision, record)
    if (isAnother || !isWhole) this.#tell({ kind: 'rejoin' })
    if (isWhole) for (const envelope of missed) this.#tell({ kind: 'event', envelope })
    const { aliases, agentId, snapshot } = record
    if (position.isThere && accessKey(record) !== position.access) {
      this.#tell({ kind: 'rejoin', access: { aliases, agentId, skill: skillOf(snapshot) } })
    }
  }
}
