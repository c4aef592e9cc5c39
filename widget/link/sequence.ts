/** Brings the events of one conversation into order, in whatever order and however often they arrive. */
import type { AssistEnvelope } from '../../shared/wire/assist.ts'
import type { LaterEvent } from './arriving.ts'

/** Whatever takes a number. */
export type Numbered = AssistEnvelope | LaterEvent

/** Events held back while an earlier one is missing. More than this means that a snapshot is cheaper. */
export const MOST_HELD = 500

export class Sequence {
  readonly conversationId: string
  readonly epoch: string
  #seq: number
  readonly #held = new Map<number, Numbered>()

  constructor(conversationId: string, epoch: string, seq: number) {
    this.conversationId = conversationId
    this.epoch = epoch
    this.#seq = seq
  }

  /** Newest event that was let through, with all before it. */
  get seq(): number {
    return this.#seq
  }

  /** Whether something is held back because an earlier event is missing. */
  get hasGap(): boolean {
    return this.#held.size > 0
  }

  /** The events that may be shown now that this one arrived: none, it alone, or it and those that waited for it. */
  accept(envelope: Numbered): readonly Numbered[] {
    if (envelope.conversationId !== this.conversationId || envelope.seq <= this.#seq) return []
    const isNext = envelope.seq === this.#seq + 1
    if (isNext || this.#held.size < MOST_HELD) this.#held.set(envelope.seq, envelope)
    const released: Numbered[] = []
    for (let next = this.#held.get(this.#seq + 1); next !== undefined; next = this.#held.get(this.#seq + 1)) {
      this.#held.delete(next.seq)
      this.#seq = next.seq
      released.push(next)
    }
    return released
  }
}
