import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { SummaryPoint } from '../../../shared/wire/wrap-up.ts'
import { define } from '../../define.ts'
import { LONGEST_SUMMARY } from '../../desk/summary-text.ts'
import { savingFailure, summaryRefusal } from '../../desk/wrap-up-desk.ts'
import { noLanguage } from '../../i18n/language.ts'
import { defaultConfig } from '../../link/widget-config.ts'
import { isSaved, NO_WRAP_UP } from '../../state/wrap-up.ts'
import { panelOf } from '../shared/attention.ts'
import { surenessPart } from '../shared/confidence.ts'
import { checkIcon, crossIcon, warningIcon } from '../shared/icons.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { reveal } from '../shared/reveal.ts'
import { shared } from '../shared/shared.styles.ts'
import { pointsPart } from './summary-points.ts'
import { wrapUpStyles } from './wrap-up.styles.ts'

/** What the panel's desk does for the wrap-up. */
interface WrapUpActs {
  open(conversationId: string, isOnTop: boolean): void
  close(conversationId: string): void
  summarize(conversationId: string): void
  useNewer(conversationId: string): void
  write(conversationId: string, text: string): void
  choose(conversationId: string, dispositionId: string | undefined): void
  copy(conversationId: string): void
  save(conversationId: string): void
}

const nothingDone = (): void => undefined
const noActs: WrapUpActs = {
  open: nothingDone,
  close: nothingDone,
  summarize: nothingDone,
  useNewer: nothingDone,
  write: nothingDone,
  choose: nothingDone,
  copy: nothingDone,
  save: nothingDone,
}

/** What is left behind of a conversation: a button, and in its place what it came to, to be corrected and saved. */
class WrapUpPart extends PortableElement {
  static override styles = [shared, wrapUpStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) form = NO_WRAP_UP
  /** Where the conversation has ended this is what there is to do. */
  @property({ attribute: false }) isEnded = false
  @property({ attribute: false }) entries: ConversationSnapshot['transcript'] = []
  @property({ attribute: false }) config = defaultConfig
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) desk = noActs
  @property({ attribute: false }) showUtterance: (utteranceId: string) => void = nothingDone
  /** What appears by itself waits while the agent points at something in the panel: it would move. */
  @state() private isWaiting = false
  @state() private opened: ReadonlySet<SummaryPoint> = new Set()
  @query('textarea') private textField!: HTMLTextAreaElement | null
  @query('.begin') private opener!: HTMLElement | null
  #panel: HTMLElement | undefined
  #takesFocus = false

  override connectedCallback(): void {
    super.connectedCallback()
    const panel = panelOf(this)
    this.#panel = panel
    this.isWaiting = this.form.hasJustEnded && panel.matches(':hover')
    panel.addEventListener('pointerleave', this.#pointerLeft)
    // The one below goes once this is here, and the focus must not go with it.
    const others = panel.shadowRoot?.querySelectorAll('cx-assist-wrap-up') ?? []
    this.#takesFocus = [...others].some((other) => other !== this && other.shadowRoot?.activeElement != null)
    if (this.#takesFocus) this.isWaiting = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#panel?.removeEventListener('pointerleave', this.#pointerLeft)
  }

  override willUpdate(): void {
    this.hidden = this.isWaiting
  }

  override updated(changed: PropertyValues<this>): void {
    if (this.#takesFocus) {
      this.#takesFocus = false
      this.#goIn()
      return
    }
    const before = changed.get('form')?.isOpen
    if (before === undefined || before === this.form.isOpen) return
    // Whoever opened it goes on in it, and whoever puts it away stands where they began.
    if (this.form.isOpen) {
      if (!this.form.hasJustEnded) this.#goIn()
    } else this.opener?.focus({ preventScroll: true })
  }

  /** Brings the agent to it, by keys from anywhere in the panel. */
  begin(): void {
    this.isWaiting = false
    if (this.form.isOpen) this.#goIn()
    else this.#open()
  }

  override render(): TemplateResult {
    const { form } = this
    const { text } = this.language
    if (!form.isOpen) return this.#button()
    return html`<section part="wrap-up" aria-labelledby="title" @keydown=${this.#pressed}>
      <div class="row spread">
        <h2 id="title" class="strong">${text('wrapUp.label')}</h2>
        <button class="close" aria-label=${text('wrapUp.close')} title=${text('wrapUp.close')} @click=${this.#close}>${crossIcon}</button>
      </div>
      ${this.#summary()}
      <label class="field"
        >${text('wrapUp.text')}<textarea
          dir="auto"
          rows="3"
          maxlength=${LONGEST_SUMMARY}
          .value=${form.text}
          @input=${this.#typed}
        ></textarea
      ></label>
      ${this.#disposition()}${this.#foot()}${this.#points()}
    </section>`
  }

  #button(): TemplateResult {
    const { form, isEnded, language } = this
    const { saved } = form
    const label = language.text('wrapUp.open')
    // What is saved is done.
    if (isEnded && saved === undefined) {
      return html`<button class="begin outlined prominent" part="wrap-up" @click=${this.#open}>${label}</button>`
    }
    return html`<div class="row spread">
      <button class="begin outlined small" part="wrap-up" @click=${this.#open}>${label}</button>
      ${saved ? html`<span class="row small muted">${checkIcon}${this.#savedWords()}</span>` : nothing}
    </div>`
  }

  /** By whom the summary is, or why there is none. */
  #summary(): TemplateResult {
    const { form, language } = this
    const { text } = language
    const { written, newer, refusal, writing } = form
    const isWriting = writing !== 'no'
    const working = html`<p class="writing small muted">${text(writing === 'slow' ? 'wrapUp.writingSlowly' : 'wrapUp.writing')}</p>`
    return html`${
      written
        ? html`<div class="about small muted">
            <p>${this.#about()}</p>
            ${isWriting ? working : html`<button class="again" @click=${this.#again}>${text('wrapUp.again')}</button>`}
          </div>`
        : isWriting
          ? working
          : nothing
    }${
      newer
        ? html`<div class="newer row small">
            <span>${text(written ? 'wrapUp.newer' : 'wrapUp.ready')}</span>
            <button class="use" @click=${this.#useNewer}>${text(written ? 'wrapUp.useNewer' : 'wrapUp.use')}</button>
          </div>`
        : nothing
    }${
      refusal
        ? html`<div class="refused row small">${warningIcon}<span>${summaryRefusal(refusal, text)}</span>
            <button class="outlined retry" @click=${this.#again}>${text('fallback.again')}</button>
          </div>`
        : nothing
    }`
  }

  /** Below what is to be done, which stays on the screen however many there are. */
  #points(): TemplateResult | typeof nothing {
    const { form, entries, language } = this
    if (!form.written) return nothing
    return pointsPart({
      summary: form.written.summary,
      entries,
      language,
      opened: this.opened,
      toggle: (point) => this.#toggle(point),
      show: this.showUtterance,
    })
  }

  /** Whose words these are, what is hidden in them, and whether they are all. */
  #about(): string {
    const { form, entries, language } = this
    const { written } = form
    if (written === undefined) return ''
    const { text } = language
    const { engine, fallbackReason, redactions } = written.summary
    const made =
      engine === 'llm'
        ? text('wrapUp.byModel')
        : fallbackReason === undefined
          ? text('wrapUp.byRules')
          : text('wrapUp.byRulesBecause', { reason: fallbackReason })
    const isBehind = (entries.at(-1)?.seq ?? 0) > written.asOf
    const more = [
      ...(redactions > 0 ? [text('wrapUp.redacted', { count: redactions })] : []),
      ...(isBehind ? [text('wrapUp.behind')] : []),
    ]
    return more.reduce((first, second) => text('text.both', { first, second }), made)
  }

  #disposition(): TemplateResult | typeof nothing {
    const { form, config, language } = this
    const { text } = language
    const { disposition: suggested, dispositions = [] } = form.written?.summary ?? {}
    const isListed = suggested === undefined || dispositions.some(({ id }) => id === suggested.id)
    const offered = isListed ? dispositions : [suggested, ...dispositions]
    if (offered.length === 0) return nothing
    const chosen = offered.some(({ id }) => id === form.dispositionId) ? form.dispositionId : ''
    return html`<label class="field"
        >${text('wrapUp.disposition')}<select @change=${this.#chose}>
          <option value="" ?selected=${chosen === ''}>${text('wrapUp.noDisposition')}</option>
          ${offered.map(
            ({ id, name }) =>
              html`<option value=${id} ?selected=${chosen === id}>${id === suggested?.id ? text('wrapUp.suggestedOption', { name }) : name}</option>`,
          )}
        </select></label
      >
      ${
        suggested
          ? html`<p class="sure row small muted">${surenessPart(suggested.confidence, config.confidenceBands, language)}<span>${text('wrapUp.suggested', { name: suggested.name })}</span></p>`
          : nothing
      }`
  }

  #foot(): TemplateResult {
    const { form, language } = this
    const { text } = language
    const { saving, failure, copied, saved } = form
    const isBusy = saving !== 'no'
    const cannot = isBusy || isSaved(form) || form.text.trim() === ''
    const label = text(failure ? 'wrapUp.saveAgain' : 'wrapUp.save')
    const told = isBusy
      ? html`<span class="told row small muted">${text(saving === 'slow' ? 'wrapUp.savingSlowly' : 'wrapUp.saving')}</span>`
      : saved
        ? html`<span class="told row small muted">${isSaved(form) ? checkIcon : nothing}<span>${this.#savedWords()}</span></span>`
        : html`<span class="told"></span>`
    return html`${failure && !isBusy ? html`<p class="failed row small">${warningIcon}<span>${savingFailure(failure, text)}</span></p>` : nothing}
      ${copied === 'failed' ? html`<p class="refused small">${text('suggestions.copyFailed')}</p>` : nothing}
      <div class="foot">
        <button class="save" aria-disabled=${cannot ? 'true' : 'false'} title=${text('keys.hint', { act: label, key: 'Ctrl + Enter' })} @click=${this.#save}>${label}</button>
        <button class="copy row" @click=${this.#copy}>${copied === 'yes' ? html`${checkIcon}${text('wrapUp.copied')}` : text('suggestions.copy')}</button>
        ${told}
      </div>`
  }

  #savedWords(): string {
    const { form, language } = this
    const { saved } = form
    if (saved === undefined) return ''
    const at = language.clockTime(saved.at)
    if (!isSaved(form)) return language.text('wrapUp.changedSince', { at })
    return language.text(`wrapUp.saved.${saved.by}`, { at })
  }

  #goIn(): void {
    const { textField, opener } = this
    const place = textField ?? opener
    place?.focus({ preventScroll: true })
    reveal(this)
  }

  #toggle(point: SummaryPoint): void {
    const opened = new Set(this.opened)
    if (!opened.delete(point)) opened.add(point)
    this.opened = opened
  }

  readonly #pointerLeft = (): void => {
    this.isWaiting = false
  }

  readonly #open = (): void => this.desk.open(this.conversationId, this.isEnded)
  readonly #close = (): void => this.desk.close(this.conversationId)
  readonly #again = (): void => this.desk.summarize(this.conversationId)
  readonly #useNewer = (): void => {
    this.desk.useNewer(this.conversationId)
    // The button goes away; the focus must not go with it.
    this.textField?.focus({ preventScroll: true })
  }
  readonly #copy = (): void => this.desk.copy(this.conversationId)
  readonly #save = (): void => this.desk.save(this.conversationId)

  readonly #typed = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) this.desk.write(this.conversationId, target.value)
  }

  readonly #chose = ({ target }: Event): void => {
    if (target instanceof HTMLSelectElement) this.desk.choose(this.conversationId, target.value || undefined)
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const { key, ctrlKey, metaKey } = event
    if (event.isComposing || event.defaultPrevented) return
    if (key === 'Escape') {
      event.preventDefault()
      this.#close()
    } else if (key === 'Enter' && (ctrlKey || metaKey) && !event.repeat) {
      event.preventDefault()
      this.#save()
    }
  }
}

define('cx-assist-wrap-up', WrapUpPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-wrap-up': WrapUpPart
  }
}
