/** What a widget that (re)joins a conversation must be sent so that it has every event once. */

export interface JoinFacts {
  /** Newest event of the conversation; 0 if none. */
  readonly seq: number
  /** Oldest event that can still be replayed; `seq + 1` if none. */
  readonly oldestReplayable: number
  /** Which history the numbers belong to. */
  readonly epoch: string
  /** The newest event the widget has, where it said so. */
  readonly afterSeq?: number | undefined
  /** The history the widget's numbers belong to, where it said so. */
  readonly afterEpoch?: string | undefined
}

export type CatchUp = { readonly kind: 'snapshot' } | { readonly kind: 'replay'; readonly afterSeq: number }

/**
 * Replay only what is certain to continue what the widget has: same history, not from the future, nothing missing in
 * between. Everything else is a snapshot.
 */
export const decideCatchUp = (facts: JoinFacts): CatchUp => {
  const { afterSeq, afterEpoch } = facts
  if (afterSeq === undefined) return { kind: 'snapshot' }
  const isOtherHistory = afterEpoch !== undefined && afterEpoch !== facts.epoch
  const isFromTheFuture = afterSeq > facts.seq
  const isTooOld = afterSeq + 1 < facts.oldestReplayable
  if (isOtherHistory || isFromTheFuture || isTooOld) return { kind: 'snapshot' }
  return { kind: 'replay', afterSeq }
}
