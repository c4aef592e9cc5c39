import { emptySnapshot } from '../../../../shared/domain/conversation/conversation.ts'
import type { AssistEnvelope, ConversationSnapshot } from '../../../../shared/wire/assist.ts'
import type { Timers } from '../../../../widget/link/link.ts'

export const SOME_CONVERSATION = 'conv_abc123'
export const ANOTHER_CONVERSATION = 'conv_def456'
export const SOME_EPOCH = 'epoch-1'
export const ANOTHER_EPOCH = 'epoch-2'

const at = (seq: number): string => new Date(Date.UTC(2026, 0, 31, 9, 30, 0, seq)).toISOString()

export const said = (seq: number, conversationId = SOME_CONVERSATION, utteranceId = `utt_${seq}`): AssistEnvelope => ({
  conversationId,
  seq,
  at: at(seq),
  type: 'transcript',
  data: { utteranceId, speaker: 'customer', text: `message ${seq}` },
})

export const intended = (seq: number, name = 'billing_inquiry'): AssistEnvelope => ({
  conversationId: SOME_CONVERSATION,
  seq,
  at: at(seq),
  type: 'intent',
  data: { name, score: 0.92, threshold: 0.85, accepted: true },
})

const utterance = (seq: number, utteranceId: string, text: string) => ({
  seq,
  at: at(seq),
  data: { utteranceId, speaker: 'customer' as const, text },
})

/** A conversation in which these utterances were said and nothing else happened. */
export const snapshotOf = (utteranceIds: readonly string[], more: Partial<ConversationSnapshot> = {}) => ({
  ...emptySnapshot(SOME_CONVERSATION),
  seq: utteranceIds.length,
  transcript: utteranceIds.map((id, index) => utterance(index + 1, id, `text of ${id}`)),
  ...more,
})

export const joined = (snapshot: ConversationSnapshot, epoch = SOME_EPOCH) => ({
  ok: true as const,
  conversationId: snapshot.conversationId,
  seq: snapshot.seq,
  epoch,
  snapshot,
})

/** Timers that fire when the test says so. */
export class ManualTimers implements Timers {
  #now = 0
  #waiting: { readonly at: number; readonly callback: () => void }[] = []

  /** How long the waiting ones have still to wait, shortest first. */
  get waiting(): number[] {
    return this.#waiting.map((each) => each.at - this.#now).sort((a, b) => a - b)
  }

  after(ms: number, callback: () => void): () => void {
    const entry = { at: this.#now + ms, callback }
    this.#waiting.push(entry)
    return () => {
      this.#waiting = this.#waiting.filter((each) => each !== entry)
    }
  }

  pass(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [next] = this.#waiting.filter((each) => each.at <= end).sort((a, b) => a.at - b.at)
      if (next === undefined) break
      this.#waiting = this.#waiting.filter((each) => each !== next)
      this.#now = next.at
      next.callback()
    }
    this.#now = end
  }
}
