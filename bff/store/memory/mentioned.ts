/** Mentions as keys of equal length. All that grew out of one another share one table, and each sees its own part of it. */
import { createHash } from 'node:crypto'
import type { Mentions } from '../../../shared/domain/conversation/record.ts'

const KEY_BYTES = 16
export const MOST_MENTIONED = 20_000

const keyOf = (mention: string): string =>
  createHash('sha256').update(mention).digest().subarray(0, KEY_BYTES).toString('base64url')

/** Shared by mentions that grew out of one another. */
interface Table {
  /** When each key came, counted up. */
  readonly keys: Map<string, number>
  /** What the next one will have. */
  next: number
}

class Mentioned implements Mentions {
  readonly #table: Table
  /** What came from here on belongs to others that grew out of this one. */
  readonly #until: number

  constructor(table: Table) {
    this.#table = table
    this.#until = table.next
  }

  get size(): number {
    return this.#isNewest() ? this.#table.keys.size : this.#own().length
  }

  has(mention: string): boolean {
    return (this.#table.keys.get(keyOf(mention)) ?? this.#until) < this.#until
  }

  with(more: readonly string[]): Mentioned {
    return this.#and(more.map(keyOf))
  }

  joined(others: Mentions): Mentioned {
    return others instanceof Mentioned ? this.#and(others.#own()) : this
  }

  /** The keys that are new beside those of `earlier`, in order. */
  newSince(earlier: Mentions): readonly string[] {
    if (!(earlier instanceof Mentioned)) return this.#own()
    if (earlier.#table === this.#table && earlier.#until === this.#until) return []
    return this.#own().filter((key) => (earlier.#table.keys.get(key) ?? earlier.#until) >= earlier.#until)
  }

  /** With what was stored as keys. */
  withKeys(keys: readonly string[]): Mentioned {
    return this.#and(keys)
  }

  #isNewest(): boolean {
    return this.#table.next === this.#until
  }

  #own(): readonly string[] {
    return [...this.#table.keys].flatMap(([key, at]) => (at < this.#until ? [key] : []))
  }

  #and(keys: readonly string[]): Mentioned {
    // A change that came to nothing, or that was decided anew, has left its own there: they are not to be seen.
    const table = this.#isNewest() ? this.#table : tableOf(this.#own())
    for (const key of keys) {
      if (table.keys.has(key)) continue
      table.keys.set(key, table.next)
      table.next += 1
    }
    for (const oldest of table.keys.keys()) {
      if (table.keys.size <= MOST_MENTIONED) break
      table.keys.delete(oldest)
    }
    return new Mentioned(table)
  }
}

const tableOf = (keys: readonly string[]): Table => ({
  keys: new Map(keys.map((key, at) => [key, at])),
  next: keys.length,
})

export const noMentions = (): Mentions => new Mentioned(tableOf([]))

/** What a store keeps of mentions: keys of equal length, the oldest first. */
export const mentionKeys = (mentions: Mentions, earlier: Mentions = noMentions()): readonly string[] =>
  mentions instanceof Mentioned ? mentions.newSince(earlier) : []

/** @param keys as {@link mentionKeys} gave them */
export const withMentionKeys = (mentions: Mentions, keys: readonly string[]): Mentions =>
  mentions instanceof Mentioned ? mentions.withKeys(keys) : mentionsOfKeys(keys)

export const mentionsOfKeys = (keys: readonly string[]): Mentions => new Mentioned(tableOf(keys))
