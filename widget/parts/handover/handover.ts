import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { copyText } from '../../page/copy-text.ts'
import { type Displayed, nothingDisplayed } from '../../state/displayed.ts'
import {
  displayHandover,
  type Folds,
  factsOf,
  type HandoverNews,
  isFolded,
  isSameHandover,
  type SaidElsewhere,
  withFold,
  withoutRepeats,
} from '../../state/handover.ts'
import { Attention, panelOf } from '../shared/attention.ts'
import { botIcon, checkIcon, chevronIcon } from '../shared/icons.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { timeTemplate } from '../shared/time.ts'
import { handoverStyles } from './handover.styles.ts'
import { collectedPart, type Section, type Sections, textsPart, warningsPart } from './handover-card.ts'
import { handoverText } from './handover-text.ts'

/** For all panels of the page: hosts make a new one for each conversation, and the agent folded the card all the same. */
let folds: Folds = new Map()

/**
 * What the bot tells the agent of a conversation that it handed over. It is on top, so all is moved by it: while the
 * agent is anywhere at the panel, what arrives waits behind a button that moves nothing.
 */
class HandoverPart extends PortableElement {
  static override styles = [shared, handoverStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) newest: HandoverNews | null = null
  /** Something later speaks: it is folded until the agent opens it. */
  @property({ attribute: false }) isEarlier = false
  @property({ attribute: false }) saidElsewhere: SaidElsewhere = { intent: undefined, queue: undefined }
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  /** For screen readers. */
  @property({ attribute: false }) say: (sentence: string) => void = () => undefined
  @property({ type: Boolean, reflect: true }) override hidden = true
  /** Nothing is shown yet, and something waits to be. */
  @property({ type: Boolean, reflect: true }) arrived = false
  @state() private displayed: Displayed<HandoverNews> = nothingDisplayed
  @state() private isQuiet = false
  @state() private whole: ReadonlySet<Section> = new Set()
  @state() private copy: 'none' | 'done' | 'refused' = 'none'

  #hadFocus = false
  readonly #attention = new Attention(this, () => this.#display(), panelOf)

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('newest') || changed.has('conversationId') || changed.has('isEarlier')) this.#display()
    const { shown, waiting } = this.displayed
    this.hidden = shown === null && waiting === null
    this.arrived = shown === null && waiting !== null
    this.#hadFocus = this.shadowRoot?.activeElement != null
  }

  override updated(): void {
    // What was pressed went away; the focus must not go with it.
    if (this.#hadFocus && !this.shadowRoot?.activeElement) this.shadowRoot?.querySelector('button')?.focus()
  }

  override render(): TemplateResult | typeof nothing {
    const { shown, waiting } = this.displayed
    if (shown === null) return waiting === null ? nothing : this.#arrivedPart()
    const isOpen = this.#isOpen(shown)
    return html`<section part="handover" aria-labelledby="title">
      ${this.#head(shown, isOpen)}
      <div id="card" ?hidden=${!isOpen}>${isOpen ? this.#card(shown) : nothing}</div>
    </section>`
  }

  #head({ at, data }: HandoverNews, isOpen: boolean): TemplateResult {
    const { text } = this.language
    const { customerName } = factsOf(data)
    return html`<div class="head row spread">
      <h2 id="title">
        <button class="fold row strong" aria-expanded=${isOpen ? 'true' : 'false'} aria-controls="card" @click=${this.#fold}>
          ${chevronIcon}${botIcon}<span class="cut" title=${text('handover.title')}>${text(isOpen || customerName === '' ? 'handover.title' : 'handover.folded')}</span>${
            isOpen || customerName === ''
              ? nothing
              : html`<span class="who cut" title=${customerName}> · <bdi>${customerName}</bdi></span>`
          }
        </button>
      </h2>
      ${this.#newerPart()}
      <span class="label">${timeTemplate(at, this.now, this.language)}</span>
    </div>`
  }

  #card({ data }: HandoverNews): TemplateResult {
    const { language } = this
    const { text } = language
    const facts = withoutRepeats(factsOf(data), this.saidElsewhere)
    const sections: Sections = { isWhole: (section) => this.whole.has(section), toggle: this.#toggle }
    const isCopied = this.copy === 'done'
    return html`${textsPart(facts, sections, language)}${collectedPart(facts, sections, language)}${warningsPart(facts, sections, language)}
      <button class="copy outlined row small" @click=${this.#copy}>
        ${isCopied ? html`${checkIcon}${text('handover.copied')}` : text('handover.copy')}<span class="for-screen-readers"> ${text('handover.whole')}</span>
      </button>
      ${this.copy === 'refused' ? html`<p class="obstacle small">${text('suggestions.copyFailed')}</p>` : nothing}`
  }

  #newerPart(): TemplateResult | typeof nothing {
    const { waiting, waitingCount } = this.displayed
    const { text } = this.language
    if (waiting === null) return nothing
    return html`<button class="newer small" title=${text('handover.newerHint')} @click=${this.#showNewer}>${text('handover.newer', { count: waitingCount })}</button>`
  }

  #arrivedPart(): TemplateResult {
    return html`<button class="newer arrived row small" part="handover" @click=${this.#showNewer}>${botIcon}${this.language.text('handover.title')}</button>`
  }

  #display(isBusy = this.#attention.isHere): void {
    const before = this.displayed
    this.displayed = displayHandover(before, this.conversationId, this.newest, isBusy)
    const { shown, conversationId } = this.displayed
    // It neither folds nor opens under the pointer.
    if (!isBusy || conversationId !== before.conversationId) this.isQuiet = this.isEarlier
    if (conversationId === before.conversationId && isSameHandover(shown, before.shown)) return
    this.whole = new Set()
    this.copy = 'none'
  }

  #showNewer(): void {
    this.#display(false)
  }

  #fold(): void {
    const { shown } = this.displayed
    if (shown === null) return
    folds = withFold(folds, this.#foldId, shown, !isFolded(folds, this.#foldId, shown))
    this.requestUpdate()
  }

  #isOpen(shown: HandoverNews): boolean {
    return isFolded(folds, this.#foldId, shown) === this.isQuiet
  }

  /** Of one that is folded from the start, that it was opened is remembered. */
  get #foldId(): string {
    const { conversationId } = this.displayed
    return this.isQuiet ? JSON.stringify([conversationId, 'earlier']) : conversationId
  }

  readonly #toggle = (section: Section): void => {
    const whole = new Set(this.whole)
    if (!whole.delete(section)) whole.add(section)
    this.whole = whole
  }

  async #copy(): Promise<void> {
    const { shown } = this.displayed
    if (shown === null) return
    let copy: 'done' | 'refused' = 'done'
    try {
      await copyText(handoverText(shown, this.language))
    } catch {
      copy = 'refused'
    }
    this.say(this.language.text(copy === 'done' ? 'handover.copied' : 'suggestions.copyFailed'))
    // Meanwhile another may be shown, and that one was not copied.
    if (this.displayed.shown === shown) this.copy = copy
  }
}

define('cx-assist-handover', HandoverPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-handover': HandoverPart
  }
}
