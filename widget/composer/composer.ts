/** The port between the panel and the reply that the agent writes somewhere in the host's page. */

/** `insert`: at the cursor, and nothing that is written is replaced. `replace`: instead of all that is written. */
export type InsertMode = 'insert' | 'replace'

/**
 * Why a text is not in the reply, or is not taken out of it again:
 * - `refused`: the host said no, and nothing more;
 * - `no_answer`: it said that it would answer, and did not;
 * - `no_composer`: there is nothing to write in where the integrator said that there is;
 * - `not_visible`, `not_writable`: it is there, but hidden, disabled or read-only;
 * - `too_long`: the reply takes no text that long;
 * - `not_kept`: the reply would not hold the text as it is, its lines for one;
 * - `other_conversation`: what is open is the reply to somebody else;
 * - `changed_since`: the reply is not any more what the insertion left;
 * - `not_loaded`: the part of the panel that inserts could not be fetched.
 */
export type RefusalCode =
  | 'refused'
  | 'no_answer'
  | 'no_composer'
  | 'not_visible'
  | 'not_writable'
  | 'too_long'
  | 'not_kept'
  | 'other_conversation'
  | 'changed_since'
  | 'not_loaded'

export interface Refused {
  readonly outcome: 'refused'
  /** A {@link RefusalCode}, which the panel has words for, or a sentence of the host's, shown as it is. */
  readonly reason: string
}

export const refused = (reason: RefusalCode): Refused => ({ outcome: 'refused', reason })

export interface Insertion {
  readonly text: string
  readonly mode: InsertMode
  readonly suggestionId: string
  /** The id that the host asked for the conversation by. */
  readonly conversation: string
  /** The id that the conversation has of its own; often the same. */
  readonly conversationId: string
}

/** Makes the reply what it was before, or refuses: never anything in between. */
export type TakeBack = () => Promise<{ readonly outcome: 'undone' } | Refused>

export type InsertOutcome =
  | {
      readonly outcome: 'inserted'
      /** What the reply holds of it reads differently: the agent has to look. */
      readonly isAltered?: boolean
      /** Absent where it cannot be taken back. */
      readonly undo?: TakeBack
    }
  | Refused

export interface Composer {
  /** Whether there is a reply that can be written in at all; absent: there is. */
  readonly canWrite?: boolean
  /** Never rejects. */
  insert(insertion: Insertion): Promise<InsertOutcome>
}

/** A composer that holds on to something until it is closed. Closing twice is harmless. */
export interface ClosableComposer extends Composer {
  /** The agent leaves the panel, and came from nowhere in its own page. */
  leave?(): void
  close(): void
}
