/** What is kept in `DATA_DIR` for whoever has to account for it or to build on it. */

/** What came last could not be written, and what came since that moment neither. */
interface WritingTrouble {
  /** The file's name, or the variable that names it; never a path. */
  readonly what: string
  /** ISO 8601. */
  readonly since: string
  /** A code such as `ENOSPC`. */
  readonly cause: string
}

/** Whoever writes records says whether that goes well; `undefined` while it does. */
export interface RecordKeeper {
  trouble(): WritingTrouble | undefined
}

/** What was decided of a handover. */
export type HandoverOutcomeKind = 'transferred' | 'refused' | 'unchecked' | 'failed'

/** One handover, as it is kept for whoever has to account for it. It holds ids and codes, no word of the customer. */
export interface HandoverRecord {
  readonly timestamp: string
  readonly eventType: 'HANDOVER'
  readonly by: 'webhook' | 'diagnose'
  readonly conversationId: string
  readonly transferTo: { readonly type: string; readonly id: string }
  readonly transferType: string
  readonly wrapupCodeId: string
  /** The names of what the bot handed over, so far as they are known ones; never the values. */
  readonly contextKeys: readonly string[]
  /** How many more there were. */
  readonly otherContextKeys: number
  readonly outcome: HandoverOutcomeKind
  readonly findings: readonly { readonly path: string; readonly code: string; readonly severity: string }[]
}

/** The audit trail of handovers. */
export interface HandoverAudit extends RecordKeeper {
  /** Resolves once the record is safe; rejects with {@link NotKept} if it cannot be. */
  record(handover: HandoverRecord): Promise<void>
}

/** What an agent said was meant: an example that the next index is built from. It holds no text of the customer. */
export interface ConfirmedIntent {
  readonly timestamp: string
  readonly conversationId: string
  readonly utteranceId?: string
  /** What the bot took it for; absent where it took it for nothing. */
  readonly predicted?: string
  readonly actual: string
  readonly eventType: 'INTENT_CONFIRMED'
}

/** An example could not be kept. `cause` is a code such as `ENOSPC` and holds no path. */
export class NotKept extends Error {
  override readonly cause: string

  constructor(cause: string) {
    super(`not kept: ${cause}`)
    this.name = 'NotKept'
    this.cause = cause
  }
}

/** Keeps confirmed intents. */
export interface ConfirmedIntents extends RecordKeeper {
  /** Resolves once the example is safe; rejects with {@link NotKept} if it cannot be. */
  record(example: ConfirmedIntent): Promise<void>
}
