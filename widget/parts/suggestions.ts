import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { ConversationSnapshot, Suggestion } from '../../shared/wire/assist.ts'
import { define } from '../define.ts'
import type { FeedbackTrouble } from '../feedback-outbox.ts'
import { noLanguage } from '../i18n/language.ts'
import { defaultConfig } from '../link/widget-config.ts'
import { type Displayed, nothingDisplayed } from '../state/displayed.ts'
import { lastDismissed, type Marks } from '../state/marks.ts'
import { displaySuggestions, type Search, type SuggestionSet, shownOf } from '../state/suggestions.ts'
import type { CardAct, Placed } from '../suggestion-desk.ts'
import { Attention } from './attention.ts'
import { shared } from './shared.styles.ts'
import { cardStyles } from './suggestion-card.styles.ts'
import { suggestionCard } from './suggestion-card.ts'
import { type KeyMeaning, meaningOf } from './suggestion-keys.ts'
import { footPart, genericPart, noneId, notePart, searchPart } from './suggestion-words.ts'
import { suggestionsStyles } from './suggestions.styles.ts'
import { timeTemplate } from './time.ts'

/** What the agent might answer. A newer set waits while the agent points at the one shown or has the focus in it. */
export class SuggestionsPart extends LitElement {
  static override styles = [shared, suggestionsStyles, cardStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) newest: ConversationSnapshot['suggestions'] = null
  @property({ attribute: false }) entries: ConversationSnapshot['transcript'] = []
  @property({ attribute: false }) search: Search = 'none'
  @property({ attribute: false }) config = defaultConfig
  @property({ attribute: false }) marks: Marks = new Map()
  @property({ attribute: false }) trouble: FeedbackTrouble = null
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ attribute: false }) act: (act: CardAct, suggestion: Placed) => void = () => undefined
  @state() private displayed: Displayed<SuggestionSet> = nothingDisplayed
  @state() private currentId = ''

  readonly #attention = new Attention(this, () => this.#display())

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('newest') || changed.has('conversationId')) this.#display()
  }

  override render(): TemplateResult {
    const { shown, waiting, waitingCount } = this.displayed
    const { language } = this
    const { text } = language
    return html`<section
      aria-labelledby="label"
      part="suggestions"
      @focusin=${this.#focusCame}
      @keydown=${this.#pressed}
    >
      <div class="head row label">
        <h2 id="label">${text('suggestions.label')}</h2>
        ${shown ? notePart(shown, this.entries, language) : nothing}
        ${
          waiting
            ? html`<button class="fresh" @click=${this.#showFresh}>${text('suggestions.fresh', { count: waitingCount })}</button>`
            : (searchPart(this.search, language) ?? (shown && timeTemplate(shown.at, this.now, language)))
        }
      </div>
      ${shown ? this.#set(shown) : html`<p class="muted">${text(noneId(this.config))}</p>`}
      ${this.trouble ? html`<p class="small muted">${text(`suggestions.feedback.${this.trouble}`)}</p>` : nothing}
    </section>`
  }

  #set({ data }: SuggestionSet): TemplateResult {
    const { marks, config, language } = this
    const shown = this.#shown()
    const current = shown.find(({ id }) => id === this.currentId) ?? shown[0]
    const card = (suggestion: Suggestion, index: number): TemplateResult =>
      suggestionCard({
        suggestion,
        index,
        mark: marks.get(suggestion.id) ?? {},
        isCurrent: suggestion === current,
        bands: config.confidenceBands,
        language,
        act: (act) => this.#do(act, index),
      })
    return html`${genericPart(data, language)}
      ${shown.length === 0 ? html`<p class="muted">${language.text('suggestions.noneFor')}</p>` : html`<ol role="list">${shown.map(card)}</ol>`}
      ${footPart(data, shown.length > 0, language)}`
  }

  #display(isBusy = this.#attention.isHere): void {
    this.displayed = displaySuggestions(this.displayed, this.conversationId, this.newest, isBusy)
  }

  #focusCame({ target }: FocusEvent): void {
    const card = target instanceof Element ? target.closest<HTMLElement>('.card') : null
    if (card) this.currentId = this.#shown()[Number(card.dataset['index'])]?.id ?? ''
  }

  #shown() {
    const data = this.displayed.shown?.data
    return data ? shownOf(data, this.config.maxSuggestions) : []
  }

  #card(index: number): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-index="${index}"]`)
  }

  async #showFresh(): Promise<void> {
    this.#display(false)
    await this.updateComplete
    // The button went away; the focus must not go with it.
    this.#card(0)?.focus({ preventScroll: true })
  }

  #do(act: CardAct, index: number): void {
    const suggestion = this.#shown()[index]
    if (suggestion === undefined) return
    // What was pressed goes away with the act; the focus must not.
    if (act === 'dismiss' || act === 'undo') this.#card(index)?.focus({ preventScroll: true })
    this.act(act, { id: suggestion.id, text: suggestion.text, conversationId: this.conversationId })
  }

  #pressed(event: KeyboardEvent): void {
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>('.card') : null
    const meaning = card ? meaningOf(event) : undefined
    if (!card || meaning === undefined) return
    event.preventDefault()
    this.#obey(meaning, Number(card.dataset['index']))
  }

  #obey(meaning: KeyMeaning, index: number): void {
    const shown = this.#shown()
    const target = { next: index + 1, previous: index - 1, first: 0, last: shown.length - 1 }
    switch (meaning) {
      case 'next':
      case 'previous':
      case 'first':
      case 'last':
        this.#card(Math.min(Math.max(target[meaning], 0), target.last))?.focus()
        break
      case 'keys':
        this.renderRoot.querySelector('details.keys')?.toggleAttribute('open')
        break
      case 'undo': {
        const id = lastDismissed(this.marks, new Set(shown.map((each) => each.id)))
        this.#do(
          'undo',
          shown.findIndex((each) => each.id === id),
        )
        break
      }
      default:
        if (!this.marks.get(shown[index]?.id ?? '')?.isDismissed) this.#do(meaning, index)
    }
  }
}

define('cx-assist-suggestions', SuggestionsPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-suggestions': SuggestionsPart
  }
}
