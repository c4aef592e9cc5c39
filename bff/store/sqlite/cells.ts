/**
 * What the service holds of the database, piece by piece. Of each piece there is what is sure to last, which is shown, and
 * what is decided already and on its way to the disk, which further decisions go by.
 */
import { LRUCache } from 'lru-cache'

export interface Bounds<V> {
  readonly count: number
  readonly bytes?: { readonly most: number; readonly of: (value: V) => number }
  /** What is hardly needed again goes first. */
  readonly goesSoon?: (value: V) => boolean
}

/** Of pieces that go soon, so many stay. */
const MOST_GOING = 200
/** And so much of all that is held at most. */
const SHARE_OF_GOING = 0.1

interface Cell<V> {
  readonly lasting: V
  readonly decided: V
  /** Decisions on their way to the disk. */
  readonly underWay: number
}

/** Pieces by name. Nothing is known of a piece that is not held: it is to be read from the database. */
export class Cells<V> {
  /** What somebody decided on and is not on the disk yet can be read nowhere else. */
  readonly #underWay = new Map<string, Cell<V>>()
  readonly #resting: LRUCache<string, Cell<V>>
  readonly #going: LRUCache<string, Cell<V>>
  readonly #goesSoon: (value: V) => boolean

  constructor({ count, bytes, goesSoon = () => false }: Bounds<V>) {
    const atMost = (share: number) =>
      bytes === undefined
        ? {}
        : { maxSize: Math.ceil(bytes.most * share), sizeCalculation: ({ lasting }: Cell<V>) => bytes.of(lasting) }
    this.#resting = new LRUCache<string, Cell<V>>({ max: count, ...atMost(1 - SHARE_OF_GOING) })
    this.#going = new LRUCache<string, Cell<V>>({ max: MOST_GOING, ...atMost(SHARE_OF_GOING) })
    this.#goesSoon = goesSoon
  }

  get(name: string): Cell<V> | undefined {
    return this.#underWay.get(name) ?? this.#resting.get(name) ?? this.#going.get(name)
  }

  /** As it was read. What is held already is newer, or the same. */
  fill(name: string, value: V): void {
    if (this.get(name) === undefined) this.#rest(name, value)
  }

  /** Is to be followed by one {@link last} of the same value. */
  decide(name: string, value: V): void {
    const cell = this.get(name)
    this.#resting.delete(name)
    this.#going.delete(name)
    const underWay = (cell?.underWay ?? 0) + 1
    this.#underWay.set(name, { lasting: cell === undefined ? value : cell.lasting, decided: value, underWay })
  }

  /** It is on the disk. */
  last(name: string, value: V): void {
    const cell = this.#underWay.get(name)
    if (cell === undefined) return
    if (cell.underWay > 1) {
      this.#underWay.set(name, { ...cell, lasting: value, underWay: cell.underWay - 1 })
      return
    }
    this.#underWay.delete(name)
    this.#rest(name, value)
  }

  clear(): void {
    this.#underWay.clear()
    this.#resting.clear()
    this.#going.clear()
  }

  #rest(name: string, value: V): void {
    const home = this.#goesSoon(value) ? this.#going : this.#resting
    home.set(name, { lasting: value, decided: value, underWay: 0 })
  }
}
