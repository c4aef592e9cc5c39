import { html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ConversationSnapshot, ScoredUtterance } from '../../../shared/wire/assist.ts'
import type { Speaker, Tone } from '../../../shared/wire/vocabulary.ts'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { mergeTones, type Tones } from '../../state/frustration.ts'
import { botIcon, chevronIcon, downIcon, headsetIcon, personIcon, toneIcons } from '../shared/icons.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { timeTemplate } from '../shared/time.ts'
import { transcriptStyles } from './transcript.styles.ts'

type Entry = ConversationSnapshot['transcript'][number]

const SPEAKER_ICONS = { customer: personIcon, agent: headsetIcon, bot: botIcon } satisfies Record<
  Speaker,
  TemplateResult
>
/** Utterances of one speaker within this time share one line that says who and when. */
const SAME_TURN_MS = 5 * 60_000
/** Rounding of scroll positions must not count as having scrolled away. */
const AT_END_PX = 8

const opensTurn = (entry: Entry, before: Entry | undefined): boolean =>
  before === undefined ||
  before.data.speaker !== entry.data.speaker ||
  Date.parse(entry.at) - Date.parse(before.at) > SAME_TURN_MS

/** Both sides of the conversation. Follows the newest message unless the agent reads further up. */
export class TranscriptPart extends PortableElement {
  static override styles = [shared, transcriptStyles]

  /** Another conversation starts at its end, whatever was read before. */
  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) entries: readonly Entry[] = []
  /** The newest messages that were scored; `undefined`: no marks. */
  @property({ attribute: false }) recent: readonly ScoredUtterance[] | undefined
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ type: Boolean, reflect: true }) collapsed = false
  /** The page shows what was said anyway: while this is folded, a new message is no news. */
  @property({ attribute: false }) isShownByPage = false
  /** Told when the agent folds or unfolds it. */
  @property({ attribute: false }) folded: (isFolded: boolean) => void = () => undefined
  /** Messages that arrived below what the agent is reading. */
  @state() private fresh = 0
  @query('.scroller') private scroller!: HTMLElement | null

  #isAtEnd = true
  /** Of the scroller and of what is in it, when it was last scrolled, or brought to its end. */
  #height = 0
  #extent = 0
  #tones: Tones = new Map()
  #resized: ResizeObserver | undefined

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('conversationId')) this.#tones = new Map()
    this.#tones = mergeTones(this.#tones, this.recent)
    if (changed.has('conversationId')) {
      this.#isAtEnd = true
      this.fresh = 0
    } else if (changed.has('entries') && (!this.#isAtEnd || this.collapsed)) {
      const before = new Set(changed.get('entries')?.map((entry) => entry.data.utteranceId))
      this.fresh += this.entries.filter((entry) => !before.has(entry.data.utteranceId)).length
    }
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.hasUpdated) this.#watch()
  }

  override firstUpdated(): void {
    this.#watch()
  }

  /**
   * What appears above makes this smaller, and larger letters make what is in it longer: either would push the newest
   * message out of sight.
   */
  #watch(): void {
    // Of the window that it is shown in, which may be another than the one it was made in.
    const { ResizeObserver: Observer } = this.ownerDocument.defaultView ?? window
    this.#resized = new Observer(() => this.#stayAtEnd())
    const { scroller } = this
    for (const each of [scroller, scroller?.firstElementChild]) if (each) this.#resized.observe(each)
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('entries') || changed.has('collapsed') || changed.has('conversationId')) this.#stayAtEnd()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#resized?.disconnect()
  }

  override render(): TemplateResult {
    const { collapsed, entries, fresh } = this
    const { text } = this.language
    return html`<div class="transcript" part="transcript">
      <h2 class="head">
        <button aria-expanded=${collapsed ? 'false' : 'true'} aria-controls="frame" @click=${this.#toggle}>
          ${chevronIcon}<span id="label">${text('transcript.label')}</span>
          <span class="count">${
            collapsed && fresh > 0 && !this.isShownByPage
              ? html`<span class="fresh-count">${text('transcript.fresh', { count: fresh })}</span>`
              : text('transcript.count', { count: entries.length })
          }</span>
        </button>
      </h2>
      <div class="frame" id="frame" ?hidden=${collapsed}>
        <div class="scroller" tabindex="0" role="group" aria-labelledby="label" @scroll=${this.#scrolled}>
          <div class="content">${collapsed ? nothing : this.#list()}</div>
        </div>
        ${fresh > 0 ? this.#freshButton() : nothing}
      </div>
    </div>`
  }

  #list(): TemplateResult {
    const { entries } = this
    if (entries.length === 0) return html`<p class="muted">${this.language.text('transcript.empty')}</p>`
    return html`<ol role="list">
      ${repeat(
        entries,
        ({ data }) => data.utteranceId,
        (entry, index) => this.#utterance(entry, opensTurn(entry, entries[index - 1])),
      )}
    </ol>`
  }

  #utterance({ at, data }: Entry, opens: boolean): TemplateResult {
    const { speaker, truncated } = data
    const { text } = this.language
    const name = text(`transcript.speaker.${speaker}`)
    const tone = this.recent === undefined ? undefined : this.#tones.get(data.utteranceId)
    return html`<li class="${speaker} ${opens ? 'opens' : ''}" part="utterance" tabindex="-1" data-id=${data.utteranceId}>
      ${
        opens
          ? html`<div class="who">${SPEAKER_ICONS[speaker]}${name}${timeTemplate(at, this.now, this.language)}</div>`
          : html`<span class="for-screen-readers">${name}</span>`
      }
      <div class="line">
        <div class="bubble" dir="auto" title=${this.language.exactTime(Date.parse(at))}>${data.text}</div>
        ${tone === undefined ? nothing : this.#tone(tone)}
      </div>
      ${truncated ? html`<p class="cut">${text('transcript.truncated')}</p>` : nothing}
    </li>`
  }

  #tone(tone: Tone): TemplateResult {
    const sounds = this.language.text(`frustration.tone.${tone}`)
    return html`<span class="tone ${tone}" title=${sounds}>${toneIcons[tone]}<span class="for-screen-readers">${sounds}</span></span>`
  }

  /** Opens the transcript at this message and puts the focus there; nothing where it is not held any more. */
  async show(utteranceId: string): Promise<void> {
    this.collapsed = false
    this.folded(false)
    this.#isAtEnd = false
    await this.updateComplete
    const found = [...this.renderRoot.querySelectorAll<HTMLElement>('li')].find(
      (each) => each.dataset['id'] === utteranceId,
    )
    found?.scrollIntoView({ block: 'center' })
    found?.focus({ preventScroll: true })
  }

  #freshButton(): TemplateResult {
    const { text } = this.language
    const count = this.fresh
    return html`<button class="fresh" aria-label=${text('transcript.showFresh', { count })} @click=${this.#showNewest}>
      ${downIcon}${text('transcript.fresh', { count })}
    </button>`
  }

  #toggle(): void {
    this.collapsed = !this.collapsed
    this.folded(this.collapsed)
    if (!this.collapsed && this.#isAtEnd) this.fresh = 0
  }

  #showNewest(): void {
    this.#isAtEnd = true
    this.#stayAtEnd()
    this.fresh = 0
    // The button goes away; the focus must not go with it.
    this.scroller?.focus({ preventScroll: true })
  }

  #scrolled(): void {
    const { scroller } = this
    if (!scroller || this.collapsed) return
    // Nobody scrolled away from the end then: it moved, and is followed.
    if (this.#measure(scroller) && this.#isAtEnd) {
      scroller.scrollTop = scroller.scrollHeight
      return
    }
    this.#isAtEnd = scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop <= AT_END_PX
    if (this.#isAtEnd) this.fresh = 0
  }

  #stayAtEnd(): void {
    const { scroller } = this
    if (!scroller) return
    this.#measure(scroller)
    if (this.#isAtEnd) scroller.scrollTop = scroller.scrollHeight
  }

  /** @returns whether the scroller, or what is in it, is of another height than before */
  #measure({ clientHeight, scrollHeight }: HTMLElement): boolean {
    const isChanged = clientHeight !== this.#height || scrollHeight !== this.#extent
    this.#height = clientHeight
    this.#extent = scrollHeight
    return isChanged
  }
}

define('cx-assist-transcript', TranscriptPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-transcript': TranscriptPart
  }
}
