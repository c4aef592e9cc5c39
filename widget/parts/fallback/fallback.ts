import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { define } from '../../define.ts'
import type { PickIntent } from '../../desk/intent-desk.ts'
import { noLanguage } from '../../i18n/language.ts'
import { defaultConfig } from '../../link/widget-config.ts'
import { type Displayed, nothingDisplayed } from '../../state/displayed.ts'
import {
  type Choices,
  displayFallback,
  type FallbackNews,
  isSameQuestion,
  questionOf,
  type Verdict,
  verdictOf,
} from '../../state/fallback.ts'
import { Attention } from '../shared/attention.ts'
import { warningIcon } from '../shared/icons.ts'
import { noticeStyles } from '../shared/notice.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { candidatePart } from './candidate.ts'
import { fallbackStyles } from './fallback.styles.ts'
import { foldedPart, linePart, resultPart } from './fallback-outcome.ts'

/** More than these are asked for. */
const MOST_SHOWN = 5
/** What surely fits into the two lines that are shown of a message. */
const TWO_LINES = 60

const MOVES = new Map([
  ['ArrowDown', 1],
  ['ArrowUp', -1],
  ['Home', -Infinity],
  ['End', Infinity],
])

const isDone = ({ kind }: Verdict): boolean => kind === 'noted' || kind === 'none'

/**
 * What the customer wrote that the bot did not understand, what it probably means, and what the agent says was meant.
 * Once that is said it becomes one line. A newer message waits while the agent is at this one.
 */
class FallbackPart extends PortableElement {
  static override styles = [shared, noticeStyles, fallbackStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) newest: FallbackNews | null = null
  /** A later card tells the same and more: it is one line until the agent opens it. */
  @property({ attribute: false }) isEarlier = false
  @property({ attribute: false }) choices: Choices = new Map()
  @property({ attribute: false }) bands = defaultConfig.confidenceBands
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) pick: PickIntent = () => undefined
  @property({ type: Boolean, reflect: true }) override hidden = true
  @state() private displayed: Displayed<FallbackNews> = nothingDisplayed
  /** Whether all of it is shown although there is nothing more to do. */
  @state() private isOpen = false
  @state() private isFolded = false
  @state() private isDetailed = false
  /** Whether all guesses are shown. */
  @state() private isWhole = false
  @state() private current = 0

  #hadFocus = false
  readonly #attention = new Attention(this, () => {
    this.#display()
    this.#fold()
    if (!this.#attention.isHere) this.#close()
  })

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('newest') || changed.has('conversationId')) this.#display()
    if (changed.has('isEarlier')) this.#fold()
    this.hidden = this.displayed.shown === null
    this.#hadFocus = this.shadowRoot?.activeElement != null
  }

  override updated(): void {
    const { shadowRoot } = this
    if (!this.#hadFocus || shadowRoot?.activeElement) return
    // What was pressed went away; the focus must not go with it.
    const next =
      shadowRoot?.querySelector<HTMLElement>('[role=radio][tabindex="0"]') ?? shadowRoot?.querySelector('button')
    next?.focus({ preventScroll: true })
  }

  override render(): TemplateResult | typeof nothing {
    const { shown } = this.displayed
    if (shown === null) return nothing
    const verdict = this.#verdictOn(shown)
    if (this.isOpen || (!isDone(verdict) && !this.isFolded)) return this.#whole(shown, verdict)
    return this.isFolded && !isDone(verdict)
      ? foldedPart(shown, this.language, this.#reopen)
      : linePart(shown, verdict, this.language, verdict.kind === 'none' ? this.#undo : this.#reopen)
  }

  #whole({ data }: FallbackNews, verdict: Verdict): TemplateResult {
    const { candidates, escalated } = data
    const { isDetailed } = this
    const { text } = this.language
    return html`<section class="notice watch" part="notice" aria-labelledby="title">
      ${warningIcon}
      <div class="head row"><h2 id="title" class="strong" title=${text('fallback.title')}>${text('fallback.title')}</h2>${this.#newerPart()}</div>
      <p class=${isDetailed ? '' : 'short'} dir="auto" title=${data.text}>${text('text.quoted', { text: data.text })}</p>
      ${escalated ? html`<p>${text('fallback.escalated')}</p>` : nothing}
      ${candidates.length > 0 ? this.#guesses(data, verdict) : html`<p>${text('fallback.noIdea')}</p>`}
      <div class="foot row">
        ${
          candidates.length > 0 || data.text.length > TWO_LINES
            ? html`<button aria-expanded=${isDetailed ? 'true' : 'false'} @click=${this.#toggleDetails}>${text('fallback.details')}</button>`
            : nothing
        }
        <button class="outlined" @click=${this.#leave}>
          ${text(verdict.kind === 'noted' ? 'fallback.done' : candidates.length === 0 ? 'fallback.dismiss' : 'fallback.noneOfThese')}
        </button>
      </div>
    </section>`
  }

  #guesses({ candidates, escalated }: FallbackNews['data'], verdict: Verdict): TemplateResult {
    const { bands, language, isDetailed } = this
    const { text } = language
    const listed = this.isWhole ? candidates : candidates.slice(0, MOST_SHOWN)
    const left = candidates.length - listed.length
    return html`<p id="guesses" class="small muted">${text(escalated ? 'fallback.perhaps' : 'fallback.probably')}</p>
      <div role="radiogroup" aria-labelledby="guesses" @keydown=${this.#pressed} @focusin=${this.#focusCame}>
        ${listed.map((candidate, index) =>
          candidatePart({
            candidate,
            index,
            isChosen: candidate.intent === verdict.actual,
            isCurrent: index === Math.min(this.current, listed.length - 1),
            isDetailed,
            bands,
            language,
            pick: () => this.#choose(candidate.intent, verdict),
          }),
        )}
      </div>
      ${left > 0 ? html`<button class="more" @click=${this.#showAll}>${text('fallback.more', { count: left })}</button>` : nothing}
      ${resultPart(verdict, language, () => this.#tell(verdict.actual))}`
  }

  #newerPart(): TemplateResult | typeof nothing {
    const { newest, displayed } = this
    const { text } = this.language
    if (newest === null) return html`<span class="small muted">${text('fallback.understood')}</span>`
    const { waiting, waitingCount } = displayed
    if (waiting === null) return nothing
    return html`<button class="newer small" title=${text('fallback.newerHint')} @click=${this.#showNewer}>${text('fallback.newer', { count: waitingCount })}</button>`
  }

  #verdictOn(shown: FallbackNews): Verdict {
    return verdictOf(shown, this.choices.get(questionOf(this.displayed.conversationId, shown.data)))
  }

  #display(isBusy = this.#attention.isHere): void {
    const before = this.displayed
    this.displayed = displayFallback(before, this.conversationId, this.newest, isBusy)
    const { shown, conversationId } = this.displayed
    if (conversationId === before.conversationId && isSameQuestion(shown, before.shown)) return
    this.isFolded = this.isEarlier
    this.isOpen = shown !== null && !isDone(this.#verdictOn(shown)) && !this.isFolded
    this.isDetailed = false
    this.isWhole = false
    this.current = 0
  }

  /** Not under the pointer, nor once the agent opened it. */
  #fold(): void {
    if (this.isFolded === this.isEarlier || this.#attention.isHere) return
    this.isFolded = this.isEarlier
    if (this.isFolded) this.isOpen = false
  }

  #close(): void {
    const { shown } = this.displayed
    if (shown && isDone(this.#verdictOn(shown))) this.isOpen = false
  }

  #tell(actual: string | null | undefined): void {
    const { shown, conversationId } = this.displayed
    if (shown) this.pick(conversationId, shown.data, actual)
  }

  #choose(actual: string, verdict: Verdict): void {
    if (actual !== verdict.actual || verdict.kind === 'failed') this.#tell(actual)
  }

  #leave(): void {
    const { shown } = this.displayed
    if (shown && this.#verdictOn(shown).kind !== 'noted') this.#tell(null)
    this.isOpen = false
  }

  readonly #undo = (): void => {
    this.isOpen = true
    this.#tell(undefined)
  }

  readonly #reopen = (): void => {
    this.isOpen = true
  }

  #showNewer(): void {
    this.#display(false)
  }

  #showAll(): void {
    this.isWhole = true
    this.current = MOST_SHOWN
  }

  #toggleDetails(): void {
    this.isDetailed = !this.isDetailed
  }

  #pressed(event: KeyboardEvent): void {
    const step = MOVES.get(event.key)
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const radios = this.renderRoot.querySelectorAll<HTMLElement>('[role=radio]')
    radios[Math.min(Math.max(this.current + step, 0), radios.length - 1)]?.focus()
  }

  #focusCame({ target }: FocusEvent): void {
    if (target instanceof HTMLElement) this.current = Number(target.dataset['index'])
  }
}

define('cx-assist-fallback', FallbackPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-fallback': FallbackPart
  }
}
