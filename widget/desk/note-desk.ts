/** Notes of supervisors that an agent has not put away yet, by conversation. */
import type { NoteData } from '../../shared/wire/assist.ts'

/** What a supervisor writes in one conversation before its agent looks. */
const MOST_SHOWN = 5
/** Enough for a day of conversations. */
const MOST_KEPT = 500

/** For all panels of the page, since hosts make a new one for each conversation. */
const putAway = new Set<string>()

export class NoteDesk {
  readonly #changed: () => void
  readonly #notes = new Map<string, readonly NoteData[]>()

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** Newest first. */
  in(conversationId: string): readonly NoteData[] {
    return (this.#notes.get(conversationId) ?? []).filter(({ noteId }) => !putAway.has(noteId))
  }

  /** Hearing the same again changes nothing: only the newest is part of what is known of a conversation. */
  hear(conversationId: string, note: NoteData): void {
    const heard = this.#notes.get(conversationId) ?? []
    if (heard.some(({ noteId }) => noteId === note.noteId)) return
    this.#notes.delete(conversationId)
    this.#notes.set(conversationId, [note, ...heard].slice(0, MOST_SHOWN))
    const [oldest] = this.#notes.keys()
    if (this.#notes.size > MOST_KEPT && oldest !== undefined) this.#notes.delete(oldest)
  }

  readonly putAway = (noteId: string): void => {
    putAway.add(noteId)
    const [oldest] = putAway
    if (putAway.size > MOST_KEPT && oldest !== undefined) putAway.delete(oldest)
    this.#changed()
  }
}
