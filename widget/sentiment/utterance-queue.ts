/** What waits to be scored: the newest of a conversation first, conversations in turn, and no more than is worth its memory. */

export interface Waiting {
  readonly conversationId: string
}

/** More than a screen of transcript; older ones stay unscored. */
const MOST_WAITING = 200

export class UtteranceQueue<W extends Waiting> {
  /** By conversation, those whose turn comes first in front; each oldest first. */
  readonly #conversations = new Map<string, W[]>()
  readonly #most: number
  /** In the order they came, so that the oldest of all is known. */
  readonly #arrived = new Set<W>()

  constructor(most = MOST_WAITING) {
    this.#most = most
  }

  get size(): number {
    return this.#arrived.size
  }

  /** @returns what had to go for it, the oldest of all conversations */
  add(entry: W): W | undefined {
    const waiting = this.#conversations.get(entry.conversationId)
    if (waiting === undefined) this.#conversations.set(entry.conversationId, [entry])
    else waiting.push(entry)
    this.#arrived.add(entry)
    if (this.#arrived.size <= this.#most) return undefined
    const [oldest] = this.#arrived
    if (oldest !== undefined) this.#remove(oldest)
    return oldest
  }

  /** The newest of the conversation whose turn it is. */
  take(): W | undefined {
    const [first] = this.#conversations
    if (first === undefined) return undefined
    const [conversationId, waiting] = first
    const newest = waiting.at(-1)
    // Behind the others, so that a busy conversation starves none of them.
    this.#conversations.delete(conversationId)
    this.#conversations.set(conversationId, waiting)
    if (newest !== undefined) this.#remove(newest)
    return newest
  }

  /** Takes out all that fit, oldest first. */
  drain(fits: (entry: W) => boolean = () => true): W[] {
    const drained = [...this.#arrived].filter(fits)
    for (const entry of drained) this.#remove(entry)
    return drained
  }

  #remove(entry: W): void {
    this.#arrived.delete(entry)
    const left = (this.#conversations.get(entry.conversationId) ?? []).filter((each) => each !== entry)
    if (left.length === 0) this.#conversations.delete(entry.conversationId)
    else this.#conversations.set(entry.conversationId, left)
  }
}
