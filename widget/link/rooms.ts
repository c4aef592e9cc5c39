/** Which conversations the server may still send us, and leaving all but one without silencing that one. */
export class Rooms {
  readonly #leave: (conversationId: string) => Promise<unknown>
  readonly #entered = new Set<string>()
  #left: Promise<unknown> = Promise.resolve()
  #joinsUnderWay = 0

  /** @param leave asks the server to leave; settles when it did or will not answer. */
  constructor(leave: (conversationId: string) => Promise<unknown>) {
    this.#leave = leave
  }

  entered(conversationId: string): void {
    this.#entered.add(conversationId)
  }

  /** The connection is gone, and with it every room. */
  forget(): void {
    this.#entered.clear()
  }

  /**
   * Joins and leaves never overlap: two ids may mean one conversation, and a leave that is served after a join would
   * silence it.
   */
  async join<T>(ask: () => Promise<T>): Promise<T> {
    this.#joinsUnderWay += 1
    try {
      await this.#left
      return await ask()
    } finally {
      this.#joinsUnderWay -= 1
    }
  }

  leaveAllBut(conversationId: string | undefined): void {
    if (this.#joinsUnderWay > 0) return
    for (const other of this.#entered) {
      if (other === conversationId) continue
      this.#entered.delete(other)
      this.#left = Promise.allSettled([this.#left, this.#leave(other)])
    }
  }
}
