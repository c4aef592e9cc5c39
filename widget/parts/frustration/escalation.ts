import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { type EscalationView, escalationKey, isSameEscalation } from '../../state/escalation.ts'
import { Attention, panelOf } from '../shared/attention.ts'
import { crossIcon, warningIcon } from '../shared/icons.ts'
import { noticeStyles } from '../shared/notice.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { timeTemplate } from '../shared/time.ts'
import { escalationStyles } from './escalation.styles.ts'

/** On the screen for so long, it was seen. */
const SEEN_AFTER_MS = 2_000
/** Enough for a day of conversations. */
const MOST_KEPT = 200

/** For all panels of the page, since hosts make a new one for each conversation: what was put away, and seen since when. */
const putAway = new Set<string>()
const firstSeen = new Map<string, number>()

const forgetOldest = (kept: Set<string> | Map<string, number>): void => {
  const [oldest] = kept.keys()
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
}

/**
 * That the conversation was escalated, by whom and why. It goes once the customer calmed down and the agent saw it, or
 * when the agent puts it away. It is on top, so all is moved by it: while the agent is anywhere at the panel, what
 * arrives waits behind a button that moves nothing, and what goes stays.
 */
class EscalationPart extends PortableElement {
  static override styles = [shared, noticeStyles, escalationStyles]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) view: EscalationView | null = null
  /** The conversation ended: it is part of the record and cannot be put away. */
  @property({ attribute: false }) isRecord = false
  @property({ attribute: false }) hideKey = ''
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ type: Boolean, reflect: true }) override hidden = true
  /** Nothing is shown yet, and something waits to be. */
  @property({ type: Boolean, reflect: true }) arrived = false
  @state() private isShown = false
  /** As it is on the screen: while the agent is at the panel it does not change its height. */
  @state() private shown: EscalationView | null = null

  #of = ''
  readonly #attention = new Attention(this, () => this.#display(), panelOf)

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('view') || changed.has('conversationId') || changed.has('now')) this.#display()
    this.arrived = !this.isShown && !this.isRecord && this.#isWanted
    this.hidden = !this.isShown && !this.arrived
  }

  override updated(): void {
    const key = this.#key
    if (!this.isShown || key === undefined || firstSeen.has(key)) return
    if (this.ownerDocument.visibilityState !== 'visible' || !this.checkVisibility()) return
    firstSeen.set(key, this.now)
    forgetOldest(firstSeen)
  }

  override render(): TemplateResult | typeof nothing {
    const { shown: view, language, now } = this
    const { text } = language
    if (view === null) return nothing
    const title = text(`escalation.title.${view.level}`)
    if (this.arrived) {
      return html`<button class="arrived row small ${view.tone}" part="notice" @click=${this.#show}>${warningIcon}${title}</button>`
    }
    if (!this.isShown) return nothing
    const label = text('escalation.putAway')
    const { reason } = view.news.data
    return html`<section class="notice ${view.tone}" part="notice" aria-labelledby="title" @keydown=${this.#pressed}>
      ${warningIcon}
      <div class="head row spread">
        <h2 id="title" class="strong">${title}</h2>
        <span class="label">${timeTemplate(view.news.data.since ?? view.news.at, now, language)}</span>
        ${
          this.isRecord
            ? nothing
            : html`<button class="sign" aria-label=${label} title=${this.hideKey === '' ? label : text('keys.hint', { act: label, key: this.hideKey })} @click=${this.hide}>${crossIcon}</button>`
        }
      </div>
      <p>${this.#why(view)}${reason === undefined ? nothing : html` <bdi>${text('text.quoted', { text: reason })}</bdi>`}</p>
      ${view.takenBy === undefined ? nothing : html`<p class="strong">${this.#takenBy(view.takenBy)}</p>`}
    </section>`
  }

  /** Puts it away. Gives whether there was something to put away. */
  readonly hide = (): boolean => {
    const key = this.#key
    if (key === undefined || this.isRecord || (!this.isShown && !this.arrived)) return false
    const hadFocus = this.shadowRoot?.activeElement != null
    putAway.add(key)
    forgetOldest(putAway)
    this.isShown = false
    this.requestUpdate()
    // The button goes away; the focus must not go with it.
    if (hadFocus) panelOf(this).focus()
    return true
  }

  #why({ news, by, isOver }: EscalationView): string {
    const { text } = this.language
    const { cause, score } = news.data
    const said =
      by === 'you'
        ? text('escalation.byYou')
        : by !== undefined
          ? text('escalation.byName', { name: by.name })
          : cause === 'frustration' && score !== undefined
            ? text('escalation.frustrationAt', { figure: Math.round(score * 100) })
            : text(`escalation.cause.${cause}`)
    return isOver ? text('text.both', { first: said, second: text('escalation.calmer') }) : said
  }

  #takenBy(who: NonNullable<EscalationView['takenBy']>): string {
    const { text } = this.language
    return who === 'you' ? text('escalation.takenByYou') : text('escalation.takenBy', { name: who.name })
  }

  get #key(): string | undefined {
    return this.view === null ? undefined : `${this.conversationId} ${escalationKey(this.view.news)}`
  }

  /** Whether it is to be on the screen, were the agent not at the panel. */
  get #isWanted(): boolean {
    const key = this.#key
    if (this.view === null || key === undefined || (putAway.has(key) && !this.isRecord)) return false
    const since = firstSeen.get(key)
    const isSeen = since !== undefined && this.now - since >= SEEN_AFTER_MS
    return this.isRecord || !this.view.isOver || !isSeen
  }

  #display(isBusy = this.#attention.isHere): void {
    const isOther = this.#of !== this.conversationId
    this.#of = this.conversationId
    const isFree = !isBusy || isOther || this.view === null
    if (isFree) this.isShown = this.#isWanted
    const isSame = this.view !== null && this.shown !== null && isSameEscalation(this.view, this.shown)
    if (isFree || !isSame) this.shown = this.view
  }

  readonly #show = (): void => this.#display(false)

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !this.hide()) return
    event.preventDefault()
  }
}

define('cx-assist-escalation', EscalationPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-escalation': EscalationPart
  }
}
