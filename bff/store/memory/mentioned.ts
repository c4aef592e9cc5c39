/** Mentions as keys of equal length. All that grew out of one another share one table, and each sees its own part of it. */
import type { Mentions } from '../../../shared/domain/conversation/record.ts'
import { textDigest } from '../../text-digest.ts'

export const MOST_MENTIONED = 20_000

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
    return (this.#table.keys.get(textDigest(mention)) ?? this.#until) < this.#until
  }

  with(more: readonly string[]): Mentioned {
    return this.#and(more.map(textDigest))
  }

  joined(others: Mentions): Mentioned {
    return others instanceof Mentioned ? this.#and(others.#own()) : this
  }

  /** Oldest first; only those that are not among the `earlier` ones, where such are given. */
  keys(earlier?: Mentioned): readonly string[] {
    const own = this.#own()
    if (earlier === undefined) return own
    const isOurs = earlier.#table === this.#table
    const known = isOurs ? this.#table : tableOf(earlier.#own())
    const from = isOurs ? earlier.#until : known.next
    return own.filter((key) => (known.keys.get(key) ?? from) >= from)
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

/** Mentions as they were kept. @param keys oldest first, as {@link mentionKeys} gave them */
export const mentionsOf = (keys: readonly string[]): Mentions => new Mentioned(tableOf(keys))

/** What stands for the mentions, oldest first; of those that `earlier` has not, where it is given. */
export const mentionKeys = (mentions: Mentions, earlier?: Mentions): readonly string[] => {
  if (!(mentions instanceof Mentioned)) return []
  return mentions.keys(earlier instanceof Mentioned ? earlier : undefined)
}
/** @param keys as {@link mentionKeys} gave them */
export const withMentionKeys = (mentions: Mentions, keys: readonly string[]): Mentions =>
  mentions instanceof Mentioned ? mentions.withKeys(keys) : mentionsOf(keys)
