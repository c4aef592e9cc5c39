import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { UnhelpfulReason } from '../../../shared/wire/socket-reports.ts'
import { define } from '../../define.ts'
import { CLOSED_SEARCH, LONGEST_QUERY } from '../../desk/knowledge-desk.ts'
import type { Placed } from '../../desk/placed.ts'
import type { CardAct } from '../../desk/suggestion-desk.ts'
import { noLanguage } from '../../i18n/language.ts'
import { DEFAULT_KEYS, isMove, type KeyAct, movedFrom } from '../../keys/key-map.ts'
import { focusedIn } from '../../keys/reach.ts'
import { defaultConfig } from '../../link/widget-config.ts'
import { canUndo, type Mark, type Marks, markOf } from '../../state/marks.ts'
import { crossIcon, searchIcon } from '../shared/icons.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { reveal } from '../shared/reveal.ts'
import { shared } from '../shared/shared.styles.ts'
import { Clamp } from '../suggestions/clamp.ts'
import { REASONS } from '../suggestions/suggestion-acts.ts'
import { cardStyles } from '../suggestions/suggestion-card.styles.ts'
import { followSource, suggestionCard } from '../suggestions/suggestion-card.ts'
import { type Item, itemsOf, proposalOf } from './items.ts'
import { searchStyles } from './search.styles.ts'
import { citationsPart, stoppedPart, toldPart, writingPart } from './search-words.ts'

/** What the panel's desks do for it. */
interface CardActs {
  act(act: CardAct, suggestion: Placed): Promise<void>
  write(text: string, suggestion: Placed): void
  explain(reason: UnhelpfulReason, suggestion: Placed): void
  decline(): void
}
interface SearchActs {
  type(query: string): void
  search(query?: string): void
  answer(): Promise<void>
  close(): void
}

const noCards: CardActs = {
  act: async () => undefined,
  write: () => undefined,
  explain: () => undefined,
  decline: () => undefined,
}
const noSearch: SearchActs = {
  type: () => undefined,
  search: () => undefined,
  answer: async () => undefined,
  close: () => undefined,
}

/** The operator's own knowledge, by words: a box, and what was found as cards that are used as suggestions are. */
class SearchPart extends PortableElement {
  static override styles = [shared, searchStyles, cardStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) view = CLOSED_SEARCH
  @property({ attribute: false }) entries: ConversationSnapshot['transcript'] = []
  @property({ attribute: false }) config = defaultConfig
  @property({ attribute: false }) marks: Marks = new Map()
  @property({ attribute: false }) keys = DEFAULT_KEYS
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) canWrite = true
  @property({ attribute: false }) desk = noCards
  @property({ attribute: false }) knowledge = noSearch
  @state() private whole: ReadonlySet<string> = new Set()
  @state() private currentId = ''
  @state() private openId = ''

  /** What had the focus when the search was asked for. */
  #before: Element | null = null
  #hadFocus = false
  #isWriting = false
  readonly #clamp = new Clamp(this)

  /** The agent is in it: keys are for what is here. */
  get isActive(): boolean {
    return this.shadowRoot?.activeElement != null
  }

  /** Where whoever comes by keys begins; `null` while it is closed. */
  get beginning(): HTMLElement | null {
    return this.#items.length > 0 && this.#isCurrent ? this.#card(this.#currentIndex) : this.#box
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#hadFocus = this.isActive
    const { opened } = changed.get('view') ?? CLOSED_SEARCH
    if (changed.has('view') && opened === 0 && this.view.opened > 0) this.#before = focusedIn(this.getRootNode())
  }

  override updated(changed: PropertyValues<this>): void {
    const { opened } = changed.get('view') ?? CLOSED_SEARCH
    if (changed.has('view') && opened !== this.view.opened) {
      if (this.view.opened > 0) this.#enterBox()
      else if (this.#hadFocus) this.#giveBack()
      return
    }
    // What was pressed went away; the focus must not go with it.
    if (this.#hadFocus && !this.isActive) (this.#card(this.#currentIndex) ?? this.#box)?.focus({ preventScroll: true })
  }

  override render(): TemplateResult | typeof nothing {
    const { view, language, keys } = this
    if (view.opened === 0) return nothing
    const { text } = language
    const label = text('search.label')
    return html`<section role="search" aria-labelledby="label" part="search" @focusin=${this.#focusCame} @focusout=${this.#focusLeft} @keydown=${this.#pressed}>
      <div class="head row spread label">
        <h2 id="label">${label}</h2>
        <button class="sign close" aria-label=${text('search.close')} title=${text('keys.hint', { act: text('search.close'), key: 'Esc' })} @click=${this.knowledge.close}>${crossIcon}</button>
      </div>
      <label class="box">${searchIcon}<input
        type="text"
        dir="auto"
        enterkeyhint="search"
        autocomplete="off"
        maxlength=${LONGEST_QUERY}
        aria-labelledby="label"
        aria-describedby="told"
        aria-keyshortcuts=${keys.search === '' ? nothing : keys.search}
        placeholder=${this.#proposal || text('search.hint')}
        .value=${live(view.query)}
        @input=${this.#typed}
        @keydown=${this.#pressedInBox}
      /></label>
      ${toldPart({
        view,
        language,
        proposal: this.#proposal,
        canAnswer: this.config.offers?.languageModel === true,
        take: this.#take,
        retry: () => this.knowledge.search(),
        answer: this.knowledge.answer,
      })}
      ${writingPart(view, language)}
      ${this.#list()}
      ${stoppedPart(view, language)}
    </section>`
  }

  #list(): TemplateResult | typeof nothing {
    const items = this.#items
    if (items.length === 0) return nothing
    const isBefore = this.view.stage.kind !== 'found'
    return html`<ol role="list" class=${isBefore ? 'before' : ''} ?inert=${isBefore} aria-label=${this.language.text('search.results')}>${repeat(
      items,
      ({ suggestion }) => suggestion.id,
      (item, index) => this.#cardOf(item, index),
    )}</ol>`
  }

  #cardOf(item: Item, index: number): TemplateResult {
    const { config, language } = this
    const { suggestion, found, placed, cited } = item
    const { id } = suggestion
    const isCurrent = index === this.#currentIndex
    return suggestionCard({
      suggestion,
      index,
      found,
      ...(found === 'answer'
        ? { citations: citationsPart(cited, isCurrent ? 0 : -1, language, (each) => this.#show(each)) }
        : {}),
      mark: this.#markOf(item),
      isCurrent,
      isOpen: id === this.openId,
      isRecord: false,
      canWrite: this.canWrite,
      isHeld: false,
      extent: this.whole.has(id) ? 'whole' : this.#clamp.isCut(id) ? 'cut' : 'short',
      bands: config.confidenceBands,
      // Nothing is dismissed here, and what a model wrote is not judged.
      keys: { ...this.keys, dismiss: '', ...(found === 'answer' ? { helpful: '', unhelpful: '' } : {}) },
      language,
      // What is found stands as the operator wrote it.
      rewrite: undefined,
      act: (act) => this.#do(act, item),
      toggle: () => this.#toggle(id),
      stretch: () => this.#stretch(id),
      write: (text) => this.desk.write(text, placed),
      explain: (reason) => this.desk.explain(reason, placed),
    })
  }

  /** As the suggestions do, for what was found. Gives whether there was anything to do. */
  obey(act: Exclude<KeyAct, 'search' | 'suggest' | 'wrapUp' | 'escalate' | 'hide' | 'keys'>): boolean {
    const items = this.#items
    const index = this.#currentIndex
    const item = items[index]
    if (item === undefined || this.view.stage.kind !== 'found') return false
    if (isMove(act)) {
      if (act === 'previous' && index === 0) this.#box?.focus()
      else this.#card(this.#isOnCards ? movedFrom(index, act, items.length) : index)?.focus()
      return true
    }
    switch (act) {
      case 'dismiss':
        return false
      case 'helpful':
      case 'unhelpful':
        if (item.found === 'answer') return false
        break
      case 'undo':
        if (!canUndo(this.#markOf(item))) return false
        break
      case 'source':
        return followSource(this.#card(index))
      case 'menu':
        this.#toggle(item.suggestion.id, true)
        return true
      default:
        break
    }
    this.#do(act, item)
    return true
  }

  /** Says why the current result is not helpful, by the figure of a reason. Gives whether there was one to give. */
  explain(figure: number): boolean {
    const item = this.#items[this.#currentIndex]
    const reason = REASONS[figure - 1]
    if (!item || !reason || this.#markOf(item).rating !== 'unhelpful') return false
    this.desk.explain(reason, item.placed)
    return true
  }

  get #items(): readonly Item[] {
    return itemsOf(this.view, this.conversationId)
  }

  get #proposal(): string {
    return proposalOf(this.entries)
  }

  get #isCurrent(): boolean {
    return this.#items.some(({ suggestion }) => suggestion.id === this.currentId)
  }

  get #currentIndex(): number {
    return Math.max(
      0,
      this.#items.findIndex(({ suggestion }) => suggestion.id === this.currentId),
    )
  }

  get #isOnCards(): boolean {
    return this.shadowRoot?.activeElement?.closest('.card') != null
  }

  get #box(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input')
  }

  #card(index: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`)
  }

  #markOf({ placed }: Item): Mark {
    return markOf(this.marks, placed)
  }

  #enterBox(): void {
    const box = this.#box
    if (box === null) return
    box.focus({ preventScroll: true })
    box.select()
    reveal(box, this)
  }

  /** To where the agent was, or to what is nearest to it. */
  #giveBack(): void {
    const before = this.#before
    const root = this.getRootNode()
    const beside = root instanceof ShadowRoot ? root : document
    const place =
      before instanceof HTMLElement && before.isConnected
        ? before
        : (beside.querySelector('cx-assist-suggestions')?.currentCard ?? beside.querySelector<HTMLElement>('.panel'))
    place?.focus({ preventScroll: true })
  }

  readonly #typed = ({ target }: Event): void => {
    if (target instanceof HTMLInputElement) this.knowledge.type(target.value)
  }

  /** The customer's words become those of the search, to be changed if need be. */
  readonly #take = async (): Promise<void> => {
    this.knowledge.search(this.#proposal)
    await this.updateComplete
    const box = this.#box
    box?.focus()
    box?.setSelectionRange(box.value.length, box.value.length)
  }

  readonly #pressedInBox = (event: KeyboardEvent): void => {
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing)
    if (!isPlain || event.repeat) return
    const { query, stage } = this.view
    if (event.key === 'Tab' && query === '' && this.#proposal !== '') this.#take()
    else if (event.key === 'Enter' && stage.kind !== 'found') this.knowledge.search()
    else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      if (stage.kind === 'found') this.#card(0)?.focus()
    } else return
    event.preventDefault()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return
    event.preventDefault()
    // One thing at a time: a question, a menu, then the search itself.
    if (this.#items.some((item) => this.#markOf(item).confirming !== undefined)) this.desk.decline()
    else if (this.openId === '') this.knowledge.close()
    else this.openId = ''
  }

  #focusCame({ target }: FocusEvent): void {
    const card = target instanceof Element ? target.closest<HTMLElement>('.card') : null
    if (card) this.currentId = this.#items[Number(card.dataset['index'])]?.suggestion.id ?? ''
  }

  /** What is asked about on a card is not wanted by whoever goes elsewhere. */
  async #focusLeft({ target, relatedTarget }: FocusEvent): Promise<void> {
    const card = target instanceof Element ? target.closest('.card') : null
    if (relatedTarget instanceof Node && card?.contains(relatedTarget)) return
    await this.updateComplete
    const focused = this.shadowRoot?.activeElement
    if (card?.querySelector('.question') && (!focused || !card.contains(focused))) this.desk.decline()
  }

  #show(id: string): void {
    this.#card(this.#items.findIndex(({ suggestion }) => suggestion.id === id))?.focus()
  }

  #stretch(id: string): void {
    const whole = new Set(this.whole)
    if (!whole.delete(id)) whole.add(id)
    this.whole = whole
  }

  /** @param isByKey the agent goes on with the next key. */
  async #toggle(id: string, isByKey = false): Promise<void> {
    this.openId = this.openId === id ? '' : id
    await this.updateComplete
    if (isByKey) this.renderRoot.querySelector<HTMLElement>('.more-acts button')?.focus()
  }

  async #do(act: CardAct, { placed, suggestion }: Item): Promise<void> {
    if (this.#isWriting) return
    const wasHere = this.isActive
    if (act !== 'copy') this.openId = ''
    this.#isWriting = true
    await this.desk.act(act, placed)
    await this.updateComplete
    this.#isWriting = false
    const card = this.#card(this.#items.findIndex((each) => each.suggestion.id === suggestion.id))
    // Whoever takes something back is not at the reply yet.
    if (act === 'undo' && wasHere && !this.isActive) card?.focus({ preventScroll: true })
    if (act !== 'edit') return
    const draft = card?.querySelector('textarea')
    draft?.focus()
    draft?.setSelectionRange(draft.value.length, draft.value.length)
  }
}

define('cx-assist-search', SearchPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-search': SearchPart
  }
}
