/** What of the board is read: which rows, in which order, and that they keep still under whoever is at them. */
import type { BoardRow } from '../../../shared/wire/board.ts'
import type { Timers } from '../../link/link.ts'
import type { Rows } from '../state/board-state.ts'
import { type Filter, filterRows, noFilter } from '../state/filter.ts'
import { byNeed, changesBetween, type Place, placesOf } from '../state/order.ts'

/** Whoever looks away for a moment finds it as it was. */
const STILL_MS = 2_000

export class Reading {
  readonly #timers: Timers
  readonly #arranged: () => void
  #rows: Rows | null = null
  #filter = noFilter
  #wanted: readonly BoardRow[] = []
  #places: readonly Place[] = []
  #changes = 0
  #seen: Rows | null = null
  #isHeld = false
  #cancel: (() => void) | undefined
  /** The newest of each that was opened or listed, also once it is gone. */
  #last = new Map<string, BoardRow>()

  /** @param arranged is called when something is to be drawn that no change of the rows led to. */
  constructor(timers: Timers, arranged: () => void) {
    this.#timers = timers
    this.#arranged = arranged
  }

  /** The order that is shown. */
  get places(): readonly Place[] {
    return this.#places
  }

  /** How many rows would be elsewhere, new or gone, once nobody reads. */
  get changes(): number {
    return this.#changes
  }

  get filter(): Filter {
    return this.#filter
  }

  /** What the rows said when somebody looked last. */
  get seen(): Rows | null {
    return this.#seen
  }

  /** A row that left the board, as it was. */
  lastOf(conversationId: string): BoardRow | undefined {
    return this.#last.get(conversationId)
  }

  /** @param rows `null` where nothing is known any more. */
  changed(rows: Rows | null): void {
    if (rows === null) this.#last = new Map()
    else {
      for (const [id, row] of this.#rows ?? []) if (!rows.has(id)) this.#last.set(id, row)
      // Once it is shown to nobody, it need not be known.
      for (const id of [...this.#last.keys()].slice(0, -MOST_GONE)) this.#last.delete(id)
    }
    this.#rows = rows
    this.#seen = rows === null ? null : (this.#seen ?? rows)
    this.#arrange(!this.#isHeld || rows === null)
  }

  /** Whoever chooses wants to see it at once. */
  choose(filter: Filter): void {
    this.#filter = filter
    this.#arrange(true)
    this.#arranged()
  }

  /** Whoever asks for it wants to see it at once, wherever they are. */
  showNow(): void {
    this.#arrange(true)
    this.#arranged()
  }

  /** Somebody points at the rows or has the focus in them, or left. */
  attended(isHere: boolean): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (isHere) {
      this.#isHeld = true
      return
    }
    this.#cancel = this.#timers.after(STILL_MS, () => {
      this.#isHeld = false
      this.#seen = this.#rows
      this.#arrange(true)
      this.#arranged()
    })
  }

  #arrange(isShown: boolean): void {
    this.#wanted = byNeed(filterRows(this.#rows?.values() ?? [], this.#filter))
    if (isShown) this.#places = placesOf(this.#wanted)
    this.#changes = isShown ? 0 : changesBetween(this.#places, this.#wanted)
  }
}

/** Rows that went are kept for whoever still reads them; more are not read by anybody. */
const MOST_GONE = 1_000
