/**
 * All that a supervisor sees of the board and does on it, as one module: fetched beside the words, without which it could not
 * be shown anyway.
 */
import { html, nothing, type TemplateResult } from 'lit'
import type { Density, Theme } from '../../attributes.ts'
import type { Text } from '../../i18n/catalogue.ts'
import type { Language } from '../../i18n/language.ts'
import { emptyStyles } from '../../parts/panel/empty.ts'
import { statusLineStyles } from '../../parts/panel/status-line.ts'
import { shared } from '../../parts/shared/shared.styles.ts'
import type { Clock } from '../../session/clock.ts'
import { holderOf, TokenWatch } from '../../session/token-watch.ts'
import { besidePart } from '../beside/beside.ts'
import { SupervisorDesk } from '../beside/supervisor-desk.ts'
import { CxBoardOpenEvent, CxBoardTokenExpiringEvent } from '../events.ts'
import { filtersPart } from '../parts/filters.ts'
import { headPart } from '../parts/head.ts'
import { keyListPart } from '../parts/key-list.ts'
import { nameOf, whyWords } from '../parts/row-words.ts'
import { emptyBoardPart, noRowsPart, type StatusInput, statusPart } from '../parts/status.ts'
import type { BoardSession } from '../session/board-session.ts'
import '../parts/list.ts'
import { type BoardState, boardConnection, type Rows } from '../state/board-state.ts'
import { countsOf, type Sample, sampled, toldBy } from '../state/figures.ts'
import { isFiltering, noFilter } from '../state/filter.ts'
import { boardStyles } from './board.styles.ts'
import { BoardKeys } from './board-keys.ts'
import { Reading } from './reading.ts'
import { UrgentAnnouncer } from './urgent-announcer.ts'

/** Beside those that the element has from the start. */
export const viewStyles = [shared, statusLineStyles, emptyStyles, boardStyles]

/** What the host wants, as it stands. */
export interface ViewSettings {
  readonly bff: string
  readonly token: string
  readonly theme: Theme
  readonly density: Density
}

export interface BoardViewParts {
  readonly session: BoardSession
  readonly clock: Clock
  /** In the language of the moment. */
  readonly text: Text
  root(): ParentNode
  settings(): ViewSettings
  /** Resolves once what changed is in the page. */
  updated(): Promise<unknown>
  loadPanel(): Promise<unknown>
  dispatch(event: Event): void
  changed(): void
}

export class BoardView {
  readonly #parts: BoardViewParts
  readonly #announcer: UrgentAnnouncer
  readonly #tokens: TokenWatch
  readonly #reading: Reading
  readonly #desk: SupervisorDesk
  readonly #keys: BoardKeys
  #history: readonly Sample[] = []
  #openId: string | null = null
  #panel: 'loading' | 'ready' | 'lost' = 'loading'
  #spoken = ''
  #isKeyListShown = false
  #language: Language | undefined
  #wasBeside = false

  constructor(parts: BoardViewParts) {
    this.#parts = parts
    const { session, clock, text, changed } = parts
    this.#announcer = new UrgentAnnouncer({
      clock,
      sentence: (ids) => this.#urgentWords(ids),
      speak: (sentence) => {
        this.#spoken = sentence
        changed()
      },
    })
    this.#tokens = new TokenWatch(clock, (detail) => parts.dispatch(new CxBoardTokenExpiringEvent(detail)))
    this.#reading = new Reading(clock, changed)
    this.#desk = new SupervisorDesk({
      clock,
      note: (conversationId, note) => session.note(conversationId, note),
      take: (conversationId) => session.take(conversationId),
      me: () => this.#me,
      text,
      say: (sentence) => this.#announcer.say(sentence),
      changed,
    })
    this.#keys = new BoardKeys({
      root: parts.root,
      isOpen: () => this.#openId !== null,
      close: () => this.close(),
      toList: () => this.focus(),
      showChanges: () => this.#reading.showNow(),
      take: () => {
        if (this.#openId !== null) this.#desk.take(this.#openId)
      },
      isListShown: () => this.#isKeyListShown,
      showList: (isShown) => this.#showKeys(isShown),
    })
    this.configured()
    this.changed({ ...session.state, rows: null, lastHour: null }, session.state)
  }

  /** The host may want something else. */
  configured(): void {
    this.#tokens.watch(this.#parts.settings().token)
  }

  /** The state is another, or reads differently by now. */
  changed(before: BoardState, after: BoardState): void {
    const { rows } = after
    if (rows !== before.rows) this.#reading.changed(rows)
    if (rows === null) {
      this.#history = []
      this.#desk.forget()
      if (this.#openId !== null) this.close()
    } else {
      const { urgent } = countsOf(rows.values())
      const { lastHour, since } = after
      if (lastHour !== null && lastHour !== before.lastHour) this.#history = toldBy(this.#history, lastHour, since)
      this.#history = sampled(this.#history, { at: this.#parts.clock.now(), urgent })
    }
    this.#announcer.changed(before, after)
  }

  /** Lets go of what waits. */
  leave(): void {
    this.#tokens.close()
    this.#announcer.silence()
  }

  /** Opens a conversation beside the list. */
  async open(conversationId: string): Promise<void> {
    const { dispatch, updated, root } = this.#parts
    if (conversationId !== this.#openId) {
      this.#openId = conversationId
      dispatch(new CxBoardOpenEvent({ conversation: conversationId }))
    }
    this.#fetchPanel()
    await updated()
    root().querySelector<HTMLElement>('.beside h2')?.focus({ preventScroll: true })
  }

  /** Closes it again, and leads back to its row. */
  async close(): Promise<void> {
    const { dispatch, updated, changed } = this.#parts
    const openId = this.#openId
    if (openId === null) return
    this.#openId = null
    dispatch(new CxBoardOpenEvent({ conversation: null }))
    changed()
    await updated()
    this.#list?.focusRow(openId)
  }

  /** Leads to the rows. */
  focus(): void {
    if (this.#list?.focusRow() !== true) this.#parts.root().querySelector<HTMLElement>('.board')?.focus()
  }

  /** Resolves once the rows are in the page too. */
  async updated(): Promise<void> {
    await this.#list?.updateComplete
  }

  part(language: Language): TemplateResult {
    this.#language = language
    const { session, clock, root } = this.#parts
    this.#wasBeside = root().querySelector('.beside :focus') !== null
    const { state, problem } = session
    const now = clock.now()
    const connection = boardConnection(state, now)
    const status: StatusInput = { connection, problem, language, now, retry: () => session.retryNow() }
    const { wordsTag, direction, text } = language
    return html`<section class="board ${this.#openId === null ? '' : 'opened-board'}" part="board" tabindex="-1" lang=${wordsTag} dir=${direction} aria-label=${text('board.label')} @keydown=${this.#keys.pressed}>
      ${statusPart(status)}
      ${state.rows === null ? emptyBoardPart(status) : this.#rowsPart(state.rows, language, now)}
      ${this.#isKeyListShown ? keyListPart(language, () => this.#showKeys(false)) : nothing}
      <div class="for-screen-readers" role="status">${this.#spoken}</div>
    </section>`
  }

  /** What was made of it is in the page. */
  rendered(): void {
    const root = this.#parts.root()
    const isLost = this.#wasBeside && root.querySelector(':focus') === null
    this.#wasBeside = false
    // What was pressed went away; the focus must not go with it.
    if (isLost) root.querySelector<HTMLElement>('.beside h2')?.focus({ preventScroll: true })
  }

  #rowsPart(rows: Rows, language: Language, now: number): TemplateResult {
    const { places, changes, filter } = this.#reading
    return html`${headPart({ counts: countsOf(rows.values()), history: this.#history, language, now })}
      ${filtersPart({
        filter,
        rows,
        shown: places.length,
        changes,
        language,
        change: (changed) => this.#reading.choose({ ...filter, ...changed }),
        clear: () => this.#reading.choose(noFilter),
        showChanges: () => this.#reading.showNow(),
        showKeys: () => this.#showKeys(!this.#isKeyListShown),
      })}
      <div class="main ${this.#openId === null ? '' : 'opened'}">
        ${
          places.length === 0
            ? html`<div class="nobody">${noRowsPart(isFiltering(filter), language)}</div>`
            : this.#listPart(rows, language, now)
        }
        ${this.#besidePart(rows, language)}
      </div>`
  }

  #listPart(rows: Rows, language: Language, now: number): TemplateResult {
    const { places, seen } = this.#reading
    return html`<cx-board-list
      exportparts="row"
      .places=${places}
      .rows=${rows}
      .seen=${seen}
      .openId=${this.#openId}
      .me=${this.#me}
      .language=${language}
      .now=${now}
      .open=${this.#open}
      .attended=${this.#attended}
    ></cx-board-list>`
  }

  #besidePart(rows: Rows, language: Language): TemplateResult | typeof nothing {
    const openId = this.#openId
    const row = openId === null ? undefined : (rows.get(openId) ?? this.#reading.lastOf(openId))
    if (openId === null || row === undefined) return nothing
    return besidePart({
      ...this.#parts.settings(),
      row,
      isGone: !rows.has(openId),
      me: this.#me,
      panel: this.#panel,
      language,
      desk: this.#desk,
      close: () => this.close(),
      retryPanel: () => this.#fetchPanel(),
    })
  }

  readonly #open = (conversationId: string): Promise<void> => this.open(conversationId)
  readonly #attended = (isHere: boolean): void => this.#reading.attended(isHere)

  get #list() {
    return this.#parts.root().querySelector('cx-board-list')
  }

  get #me(): string | undefined {
    return holderOf(this.#parts.settings().token).id
  }

  async #fetchPanel(): Promise<void> {
    const { loadPanel, changed } = this.#parts
    changed()
    if (this.#panel === 'ready') return
    this.#panel = 'loading'
    this.#panel = await loadPanel().then(
      () => 'ready' as const,
      () => 'lost' as const,
    )
    changed()
  }

  async #showKeys(isShown: boolean): Promise<void> {
    const { changed, updated, root } = this.#parts
    this.#isKeyListShown = isShown
    changed()
    await updated()
    if (isShown) root().querySelector<HTMLElement>('.keys')?.focus()
    else this.focus()
  }

  #urgentWords(ids: readonly string[]): string {
    const language = this.#language
    const [first, ...others] = ids
    const row = first === undefined ? undefined : this.#parts.session.state.rows?.get(first)
    if (language === undefined || row === undefined) return ''
    const { text } = language
    const why = whyWords({ row, isGone: false, language, me: this.#me })
    const one = text('text.labelled', { label: nameOf(row), text: why })
    return others.length === 0
      ? one
      : text('announced.both', { first: one, second: text('board.more', { count: others.length }) })
  }
}
