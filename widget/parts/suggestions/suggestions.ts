import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ConversationSnapshot, Suggestion } from '../../../shared/wire/assist.ts'
import type { UnhelpfulReason } from '../../../shared/wire/socket-reports.ts'
import { define } from '../../define.ts'
import type { FeedbackTrouble } from '../../desk/feedback-outbox.ts'
import type { Placed } from '../../desk/placed.ts'
import type { RewriteWish } from '../../desk/rewrite-desk.ts'
import type { CardAct } from '../../desk/suggestion-desk.ts'
import type { SuggestionsAsked } from '../../desk/suggestion-requests.ts'
import { noLanguage } from '../../i18n/language.ts'
import { DEFAULT_KEYS, isMove, type KeyAct, movedFrom } from '../../keys/key-map.ts'
import { defaultConfig } from '../../link/widget-config.ts'
import { canUndo, lastUndoable, type Mark, type Marks, markKey, markOf, type Obstacle } from '../../state/marks.ts'
import { isStale } from '../../state/suggestion-sets.ts'
import { goesOn, newIn, type Search, type SuggestionSet } from '../../state/suggestions.ts'
import { Attention, panelOf } from '../shared/attention.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { timeTemplate } from '../shared/time.ts'
import { Arrangement } from './arrangement.ts'
import type { RewriteInput } from './card-input.ts'
import { Clamp } from './clamp.ts'
import { RewriteMenu } from './rewrite-menu.ts'
import { REASONS } from './suggestion-acts.ts'
import { cardStyles } from './suggestion-card.styles.ts'
import { followSource, obstacleWords, suggestionCard } from './suggestion-card.ts'
import { earlierPart } from './suggestion-sets.ts'
import {
  genericPart,
  noneId,
  notePart,
  notRequestedPart,
  nowPart,
  searchButton,
  withheldPart,
} from './suggestion-words.ts'
import { suggestionsStyles } from './suggestions.styles.ts'

/** What the panel's desk does for the suggestions. */
interface SuggestionActs {
  act(act: CardAct, suggestion: Placed): Promise<void>
  write(text: string, suggestion: Placed): void
  explain(reason: UnhelpfulReason, suggestion: Placed): void
  decline(): void
  undoLast(conversationId: string): Promise<'undone' | Obstacle | undefined>
}

/** What a language model does with them, where there is one. */
interface Rewrites {
  rewrite(wish: RewriteWish, suggestion: Placed): Promise<void>
  undo(suggestion: Placed): boolean
}

const noActs: SuggestionActs = {
  act: async () => undefined,
  write: () => undefined,
  explain: () => undefined,
  decline: () => undefined,
  undoLast: async () => undefined,
}

/** What decides on what is on screen. */
const RELEVANT = ['newest', 'earlier', 'entries', 'isEnded', 'conversationId', 'marks', 'asked'] as const

/**
 * What the agent might answer. A newer set waits while the agent points at the one shown, has the focus in the panel,
 * where keys act on it, or is changing a text of it.
 */
class SuggestionsPart extends PortableElement {
  static override styles = [shared, suggestionsStyles, cardStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) newest: ConversationSnapshot['suggestions'] = null
  /** Sets before it, oldest first. */
  @property({ attribute: false }) earlier: readonly SuggestionSet[] = []
  /** The conversation ended: what is here is a record. */
  @property({ attribute: false }) isEnded = false
  /** Whoever looks reads along, and answers nobody. */
  @property({ attribute: false }) isReadOnly = false
  /** What became of those that the agent asked for. */
  @property({ attribute: false }) asked: SuggestionsAsked = { kind: 'none' }
  @property({ attribute: false }) entries: ConversationSnapshot['transcript'] = []
  @property({ attribute: false }) search: Search = 'none'
  @property({ attribute: false }) config = defaultConfig
  @property({ attribute: false }) marks: Marks = new Map()
  @property({ attribute: false }) keys = DEFAULT_KEYS
  @property({ attribute: false }) trouble: FeedbackTrouble = null
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ attribute: false }) canWrite = true
  @property({ attribute: false }) desk = noActs
  @property({ attribute: false }) rewrites: Rewrites | undefined
  /** BCP 47; `undefined` where it is not known. */
  @property({ attribute: false }) customerLanguage: string | undefined
  @property({ attribute: false }) showKeys: () => void = () => undefined
  @property({ attribute: false }) request: () => void = () => undefined
  /** Opens the search for the operator's own knowledge; `undefined` where there is none. */
  @property({ attribute: false }) openSearch: (() => void) | undefined
  @property({ attribute: false }) isSearchOpen = false
  /** Texts that are shown whole. */
  @state() private whole: ReadonlySet<string> = new Set()
  @state() private currentId = ''
  /** The one that shows everything that can be done with it. */
  @state() private openId = ''
  /** What became of taking back what no card here is about. */
  @state() private note: 'undone' | Obstacle | undefined

  readonly #arrangement = new Arrangement(() => ({
    conversationId: this.conversationId,
    newest: this.newest,
    earlier: this.earlier,
    entries: this.entries,
    isEnded: this.isEnded,
    maxSuggestions: this.config.maxSuggestions,
    isMarked: (suggestion) => this.marks.has(markKey(this.#placed(suggestion))),
  }))
  /** While the host is asked, the focus may be anywhere. */
  #acting = 0
  #hadFocus = false
  readonly #attention = new Attention(this, () => this.#display())
  readonly #clamp = new Clamp(this)
  readonly #menu = new RewriteMenu(this)
  readonly #panelAttention = new Attention(this, () => this.#display(), panelOf)

  /** The card that the keys are for, where there is one. */
  get currentCard(): HTMLElement | null {
    return this.#card(this.#currentIndex)
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (RELEVANT.some((name) => changed.has(name))) this.#display()
    if (changed.has('conversationId')) this.note = undefined
    this.#hadFocus = this.shadowRoot?.activeElement != null
  }

  override updated(): void {
    // What was pressed went away; the focus must not go with it.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.currentCard?.focus({ preventScroll: true })
  }

  override render(): TemplateResult {
    const { shown, waiting } = this.#arrangement.displayed
    const { current, earlier } = this.#arrangement.groups
    const { language } = this
    const { text } = language
    return html`<section
      aria-labelledby="label"
      part="suggestions"
      @focusin=${this.#focusCame}
      @focusout=${this.#focusLeft}
      @keydown=${this.#pressed}
    >
      <div class="head row label">
        <h2 id="label">${text('suggestions.label')}</h2>
        ${current && !waiting ? notePart(current, this.entries, language) : html`<span class="note"></span>`}
        ${
          waiting
            ? html`<button class="fresh" title=${this.#freshWords(waiting)} @click=${this.#showFresh}>${this.#freshWords(waiting)}</button>`
            : current && !isStale(current, this.entries)
              ? timeTemplate(current.at, this.now, language)
              : nothing
        }
      </div>
      ${current ? this.#set(current) : nothing}
      ${shown || this.isEnded ? nothing : html`<p class="muted">${text(noneId(this.config))}</p>`}
      ${earlierPart({
        sets: earlier,
        count: earlier.flatMap((set) => this.#arrangement.textsOf(set)).length,
        isOpen: this.#arrangement.isUnfolded,
        entries: this.entries,
        language,
        now: this.now,
        toggle: this.#unfold,
        cards: (set) => this.#cards(set),
      })}
      ${this.note ? html`<p class="small muted">${this.#noteWords(this.note)}</p>` : nothing}
      ${this.isEnded ? nothing : notRequestedPart(this.asked, language)}
      ${this.trouble ? html`<p class="small muted">${text(`suggestions.feedback.${this.trouble}`)}</p>` : nothing}
      ${this.isEnded || this.isReadOnly ? nothing : this.#tools()}
    </section>`
  }

  /** Of what waits: how many sets, or how many suggestions where it goes on with what is shown. */
  #freshWords(waiting: SuggestionSet): string {
    const { shown, waitingCount } = this.#arrangement.displayed
    const { text } = this.language
    return goesOn(waiting, shown)
      ? text('suggestions.freshMore', { count: newIn(waiting, shown) })
      : text('suggestions.fresh', { count: waitingCount })
  }

  /** Reached after the cards, and seen in the line of the heading, where they cost no room. */
  #tools(): TemplateResult {
    return html`<div class="tools row">
      ${this.openSearch ? searchButton({ ...this.#searchInput, open: this.openSearch }) : nothing}${this.config.maxSuggestions === 0 ? nothing : nowPart(this)}${this.#shown().length > 0 ? this.#keysButton() : nothing}
    </div>`
  }

  get #searchInput() {
    return { isOpen: this.isSearchOpen, keys: this.keys, language: this.language }
  }

  #keysButton(): TemplateResult {
    const { keys, showKeys } = this
    const label = this.language.text('keys.label')
    return html`<button class="sign keys" aria-label=${label} title="${label} (${keys.keys})" @click=${showKeys}>?</button>`
  }

  #noteWords(note: 'undone' | Obstacle): string {
    return note === 'undone' ? this.language.text('suggestions.takenBack') : obstacleWords(note, this.language)
  }

  #set(set: SuggestionSet): TemplateResult {
    const { data } = set
    const { language } = this
    const isNone = this.#arrangement.textsOf(set).length === 0
    return html`${genericPart(data, language)}
      ${isNone ? html`<p class="muted">${language.text('suggestions.noneFor')}</p>` : this.#cards(set)}
      ${withheldPart(data, language)}`
  }

  #cards(set: SuggestionSet): TemplateResult {
    const { config, language, keys } = this
    const current = this.#currentIndex
    const first = this.#shown().findIndex(({ id }) => id === this.#arrangement.textsOf(set)[0]?.id)
    const card = (suggestion: Suggestion, place: number): TemplateResult => {
      const placed = this.#placed(suggestion)
      const index = first + place
      return suggestionCard({
        suggestion,
        index,
        mark: this.#markOf(suggestion),
        isCurrent: index === current,
        isOpen: suggestion.id === this.openId,
        isRecord: this.isEnded || this.isReadOnly,
        canWrite: this.canWrite,
        isHeld: set === this.#arrangement.groups.current && !this.isReadOnly,
        extent: this.whole.has(suggestion.id) ? 'whole' : this.#clamp.isCut(suggestion.id) ? 'cut' : 'short',
        bands: config.confidenceBands,
        keys,
        language,
        rewrite: this.#rewriteOf(suggestion),
        act: (act) => this.#do(act, index),
        toggle: () => this.#toggle(suggestion),
        stretch: () => this.#stretch(suggestion),
        write: (text) => this.desk.write(text, placed),
        explain: (reason) => this.desk.explain(reason, placed),
      })
    }
    return html`<ol role="list" class=${isStale(set, this.entries) ? 'outdated' : ''}>${repeat(this.#arrangement.textsOf(set), ({ id }) => id, card)}</ol>`
  }

  #rewriteOf(suggestion: Suggestion): RewriteInput | undefined {
    const { rewrites, customerLanguage } = this
    if (rewrites === undefined) return undefined
    const { id } = suggestion
    const placed = this.#placed(suggestion)
    return {
      isOpen: this.#menu.isOpenAt(id),
      customerLanguage,
      open: (end) => this.#menu.open(id, end),
      close: (isReturning) => this.#menu.close(isReturning),
      ask: (wish) => {
        this.#menu.close(true)
        rewrites.rewrite(wish, placed)
      },
      undo: () => rewrites.undo(placed),
    }
  }

  /** Does what a key means, for the current suggestion where it means one. Gives whether there was anything to do. */
  obey(act: Exclude<KeyAct, 'search' | 'suggest' | 'wrapUp' | 'escalate' | 'hide' | 'keys'>): boolean {
    const shown = this.#shown()
    const index = this.#currentIndex
    const current = shown[index]
    if ((this.isEnded || this.isReadOnly) && !isMove(act))
      return this.isReadOnly && act === 'source' && followSource(this.currentCard)
    if (act === 'undo') {
      this.#undo(current)
      return true
    }
    if (current === undefined) return false
    if (isMove(act)) this.#card(movedFrom(index, act, shown.length))?.focus()
    else if (this.#markOf(current).isDismissed) return false
    else if (act === 'source') return followSource(this.#card(index))
    else if (act === 'menu') this.#toggle(current, true)
    else this.#do(act, index)
    return true
  }

  /** Says why the current suggestion is not helpful, by the figure of a reason. Gives whether there was one to give. */
  explain(figure: number): boolean {
    const current = this.#shown()[this.#currentIndex]
    const reason = REASONS[figure - 1]
    if (!current || !reason || this.#markOf(current).rating !== 'unhelpful') return false
    this.desk.explain(reason, this.#placed(current))
    return true
  }

  #display(isBusy = this.#isBusy): void {
    const { asked, newest } = this
    // Whoever asked for it waits for it.
    const isAskedFor = asked.kind === 'answered' && asked.seq === newest?.seq && !this.#isWriting && this.#acting === 0
    this.#arrangement.update(isBusy, isAskedFor)
    this.requestUpdate()
  }

  get #isWriting(): boolean {
    return this.#shown().some((suggestion) => this.#markOf(suggestion).draft !== undefined)
  }

  get #isBusy(): boolean {
    return this.#attention.isHere || this.#panelAttention.hasFocus || this.#acting > 0 || this.#isWriting
  }

  #focusCame({ target }: FocusEvent): void {
    const card = target instanceof Element ? target.closest<HTMLElement>('.card') : null
    if (card) this.currentId = this.#shown()[Number(card.dataset['index'])]?.id ?? ''
  }

  /** What is asked about on a card is not wanted by whoever goes elsewhere. */
  async #focusLeft({ target, relatedTarget }: FocusEvent): Promise<void> {
    const card = target instanceof Element ? target.closest('.card') : null
    if (relatedTarget instanceof Node && card?.contains(relatedTarget)) return
    // What was pressed may have gone away: the focus comes back to the card then.
    await this.updateComplete
    const focused = this.shadowRoot?.activeElement
    if (card?.querySelector('.question') && (!focused || !card.contains(focused))) this.desk.decline()
  }

  #shown(): readonly Suggestion[] {
    return this.#arrangement.shown()
  }

  #placed({ id, text, internal }: Suggestion): Placed {
    return { id, text, internal, conversationId: this.conversationId }
  }

  #markOf(suggestion: Suggestion): Mark {
    return markOf(this.marks, this.#placed(suggestion))
  }

  get #currentIndex(): number {
    const shown = this.#shown()
    const index = shown.findIndex(({ id }) => id === this.currentId)
    return index === -1 ? Math.min(0, shown.length - 1) : index
  }

  #card(index: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`)
  }

  async #showFresh(): Promise<void> {
    const before = new Set(this.#shown().map(({ id }) => id))
    this.#display(false)
    await this.updateComplete
    // The button went away; the focus must not go with it.
    const first = this.#shown().findIndex(({ id }) => !before.has(id))
    this.#card(Math.max(0, first))?.focus({ preventScroll: true })
  }

  readonly #unfold = (): void => {
    this.#arrangement.isUnfolded = !this.#arrangement.isUnfolded
    this.requestUpdate()
  }

  #stretch({ id }: Suggestion): void {
    const whole = new Set(this.whole)
    if (!whole.delete(id)) whole.add(id)
    this.whole = whole
  }

  /** @param isByKey the agent goes on with the next key. */
  async #toggle({ id }: Suggestion, isByKey = false): Promise<void> {
    this.openId = this.openId === id ? '' : id
    await this.updateComplete
    if (isByKey) this.renderRoot.querySelector<HTMLElement>('.more-acts button')?.focus()
  }

  async #do(act: CardAct, index: number): Promise<void> {
    const suggestion = this.#shown()[index]
    if (suggestion === undefined) return
    this.note = undefined
    if (act !== 'copy') this.openId = ''
    this.#menu.close(false)
    await this.#hold(act === 'undo', () => this.desk.act(act, this.#placed(suggestion)))
    if (act !== 'edit') return
    const draft = this.#card(index)?.querySelector('textarea')
    draft?.focus()
    draft?.setSelectionRange(draft.value.length, draft.value.length)
  }

  async #undo(current: Suggestion | undefined): Promise<void> {
    const { marks } = this
    const shown = this.#shown().map((each) => this.#placed(each))
    const isRewritten = current !== undefined && !canUndo(this.#markOf(current))
    if (isRewritten && this.rewrites?.undo(this.#placed(current))) return
    const here = current && canUndo(this.#markOf(current)) ? this.#placed(current) : lastUndoable(marks, shown)
    if (here)
      return this.#do(
        'undo',
        shown.findIndex(({ id }) => id === here.id),
      )
    // It was inserted from a set that is not shown any more.
    await this.#hold(true, async () => {
      this.note = await this.desk.undoLast(this.conversationId)
    })
  }

  /**
   * What is shown stays until the host answered, and what the agent is told about it with it.
   * @param isReturning an insertion takes the focus to the reply; whoever takes it back is not there yet.
   */
  async #hold(isReturning: boolean, act: () => Promise<void>): Promise<void> {
    const wasHere = this.#panelAttention.hasFocus
    this.#acting += 1
    await act()
    await this.updateComplete
    if (isReturning && wasHere && !this.#panelAttention.hasFocus) this.currentCard?.focus({ preventScroll: true })
    this.#acting -= 1
    this.#display()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.target instanceof HTMLTextAreaElement) return
    if (event.key === 'Escape' && this.#shown().some((each) => this.#markOf(each).confirming !== undefined)) {
      event.preventDefault()
      this.desk.decline()
      return
    }
    if (event.key === 'Escape' && this.openId !== '') {
      event.preventDefault()
      this.openId = ''
      return
    }
  }
}

define('cx-assist-suggestions', SuggestionsPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-suggestions': SuggestionsPart
  }
}
