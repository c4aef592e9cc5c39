/** The rows. Only those that can be seen are in the page; one of them can be reached by Tab, the others from it by arrows. */
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core'
import { html, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { Attention } from '../../parts/shared/attention.ts'
import { PortableElement } from '../../parts/shared/portable-element.ts'
import { shared } from '../../parts/shared/shared.styles.ts'
import type { Rows } from '../state/board-state.ts'
import { isFresh, type Place } from '../state/order.ts'
import { listStyles } from './list.styles.ts'
import { rowPart } from './row.ts'

const COLUMNS = ['why', 'customer', 'agent', 'mood', 'waits', 'last'] as const
/** Until a row was measured. */
const USUAL_ROW_PX = 41
const OVERSCAN = 6
const MOVES = ['ArrowDown', 'ArrowUp', 'Home', 'End', 'PageDown', 'PageUp'] as const
type Move = (typeof MOVES)[number]

const moveOf = (key: string): Move | undefined => MOVES.find((move) => move === key)

class BoardList extends PortableElement {
  static override styles = [shared, listStyles]

  /** The order that is shown. */
  @property({ attribute: false }) places: readonly Place[] = []
  /** What the rows say now. */
  @property({ attribute: false }) rows: Rows | null = null
  /** What they said when somebody looked last. */
  @property({ attribute: false }) seen: Rows | null = null
  @property({ attribute: false }) openId: string | null = null
  @property({ attribute: false }) me: string | undefined
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ attribute: false }) open: (conversationId: string) => void = () => undefined
  /** Somebody came to the rows, or left them. */
  @property({ attribute: false }) attended: (isHere: boolean) => void = () => undefined
  @state() private activeId: string | null = null
  @query('.scroller') private scroller!: HTMLElement | null

  #rowPx = USUAL_ROW_PX
  #isHere = false
  #hadFocus = false
  #indexes: ReadonlyMap<string, number> = new Map()
  #unmount: (() => void) | undefined
  readonly #attention = new Attention(this, () => this.#attend())
  readonly #virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
    count: 0,
    getScrollElement: () => this.scroller,
    estimateSize: () => this.#rowPx,
    overscan: OVERSCAN,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => this.requestUpdate(),
  })

  /** Leads to the row that the keys are for. Gives whether there is one. */
  focusRow(conversationId: string | null = this.activeId): boolean {
    const index = this.#indexes.get(conversationId ?? '') ?? this.#activeIndex
    if (this.places[index] === undefined) return false
    this.#go(index)
    return true
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#unmount?.()
    this.#unmount = undefined
    this.#attend()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.#attention.hasFocus
    if (changed.has('places')) this.#indexes = new Map(this.places.map(({ row }, index) => [row.conversationId, index]))
    this.#configure()
  }

  override updated(): void {
    this.#unmount ??= this.#virtualizer._didMount()
    this.#virtualizer._willUpdate()
    this.#measure()
    // The row that had it is gone; whoever was at it is not.
    if (this.#hadFocus && !this.#attention.hasFocus) this.focusRow()
  }

  override render(): TemplateResult {
    const { places, rows, seen, openId, language, now, me } = this
    const { text } = language
    const active = this.#activeIndex
    const items = this.#virtualizer.getVirtualItems()
    return html`<div class="grid" role="grid" aria-label=${text('board.list')} aria-rowcount=${places.length + 1} @keydown=${this.#pressed} @focusin=${this.#focusCame} @click=${this.#clicked}>
      <div class="head" role="rowgroup">
        <div class="line" role="row" aria-rowindex="1">
          ${COLUMNS.map((column) => html`<span role="columnheader" class="cut">${text(`board.column.${column}`)}</span>`)}
        </div>
      </div>
      <div class="scroller" role="rowgroup">
        <div class="whole" role="none" .style=${`block-size: ${this.#virtualizer.getTotalSize()}px`}>
          ${repeat(
            items.filter(({ index }) => index < places.length),
            ({ index }) => places[index]?.row.conversationId,
            ({ index, start }) => {
              const place = places[index]
              if (place === undefined) return html``
              const id = place.row.conversationId
              const row = rows?.get(id)
              return rowPart({
                row: row ?? place.row,
                isGone: row === undefined,
                index,
                top: start,
                isActive: index === active,
                isOpen: id === openId,
                isFresh: row !== undefined && isFresh(row, seen),
                language,
                now,
                me,
              })
            },
          )}
        </div>
      </div>
    </div>`
  }

  #configure(): void {
    const active = this.#activeIndex
    this.#virtualizer.setOptions({
      ...this.#virtualizer.options,
      count: this.places.length,
      // The row that has the focus stays in the page, wherever it was scrolled to: the focus would be lost with it.
      rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
        const first = Math.max(0, startIndex - overscan)
        const last = Math.min(count - 1, endIndex + overscan)
        const seen = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
        if (active < 0 || active >= count || (active >= first && active <= last)) return seen
        return active < first ? [active, ...seen] : [...seen, active]
      },
    })
  }

  /** All are as high as each other; how high, depends on the width and on the font of the page. */
  #measure(): void {
    const px = this.renderRoot.querySelector<HTMLElement>('.row')?.offsetHeight ?? 0
    if (px === 0 || px === this.#rowPx) return
    this.#rowPx = px
    this.#virtualizer.measure()
    this.requestUpdate()
  }

  get #activeIndex(): number {
    return this.#indexes.get(this.activeId ?? '') ?? Math.min(0, this.places.length - 1)
  }

  async #go(index: number): Promise<void> {
    this.activeId = this.places[index]?.row.conversationId ?? null
    this.#virtualizer.scrollToIndex(index)
    await this.updateComplete
    const row = this.renderRoot.querySelector<HTMLElement>('.row[tabindex="0"]')
    row?.focus({ preventScroll: true })
  }

  #moved(move: Move): number {
    const { length } = this.places
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? 0) / this.#rowPx) - 1)
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -length, End: length } as const
    return Math.min(Math.max(this.#activeIndex + steps[move], 0), length - 1)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || this.places.length === 0) return
    const move = moveOf(event.key)
    if (move !== undefined) {
      event.preventDefault()
      this.#go(this.#moved(move))
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      const active = this.places[this.#activeIndex]
      if (active !== undefined && !event.repeat) this.open(active.row.conversationId)
    }
  }

  readonly #focusCame = ({ target }: FocusEvent): void => {
    const id = target instanceof HTMLElement ? target.dataset['id'] : undefined
    if (id !== undefined) this.activeId = id
  }

  readonly #clicked = ({ target }: MouseEvent): void => {
    const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null
    const id = row?.dataset['id']
    if (id !== undefined) this.open(id)
  }

  #attend(): void {
    const isHere = this.isConnected && this.#attention.isHere
    if (isHere === this.#isHere) return
    this.#isHere = isHere
    this.attended(isHere)
  }
}

define('cx-board-list', BoardList)

declare global {
  interface HTMLElementTagNameMap {
    'cx-board-list': BoardList
  }
}
