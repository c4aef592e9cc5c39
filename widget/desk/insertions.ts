/** What is in the host's reply of what the agent inserted: to be taken back, and to be compared with what is sent. */
import type { TakeBack } from '../composer/composer.ts'
import { markKey } from '../state/marks.ts'
import type { Placed } from './placed.ts'

export interface LastInsertion {
  readonly suggestion: Placed
  /** What was inserted, which the agent may have changed before. */
  readonly text: string
  readonly takeBack: TakeBack | undefined
}

/** A reply that is still being written began with one of these. */
const MOST = 50

export class Insertions {
  /** The last one is last. */
  #all: readonly LastInsertion[] = []

  add(inserted: LastInsertion): void {
    this.#all = [...this.#all.filter((each) => !isOf(each, inserted.suggestion)), inserted].slice(-MOST)
  }

  find(suggestion: Placed): LastInsertion | undefined {
    return this.#all.find((each) => isOf(each, suggestion))
  }

  findById(suggestionId: string): LastInsertion | undefined {
    return this.#all.findLast(({ suggestion }) => suggestion.id === suggestionId)
  }

  /** The last one in a conversation that can be taken back. */
  lastIn(conversationId: string): LastInsertion | undefined {
    return this.#all.findLast(
      ({ suggestion, takeBack }) => suggestion.conversationId === conversationId && takeBack !== undefined,
    )
  }

  remove(inserted: LastInsertion): void {
    this.#all = this.#all.filter((each) => each !== inserted)
  }
}

const isOf = (inserted: LastInsertion, suggestion: Placed): boolean =>
  markKey(inserted.suggestion) === markKey(suggestion)
