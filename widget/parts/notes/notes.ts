import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { ConversationSnapshot, NoteData } from '../../../shared/wire/assist.ts'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { Attention, panelOf } from '../shared/attention.ts'
import { crossIcon, personIcon } from '../shared/icons.ts'
import { noticeStyles } from '../shared/notice.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { timeTemplate } from '../shared/time.ts'

/** Enough for a day of notes. */
const MOST_KEPT = 200

/** For all panels of the page, since hosts make a new one for each conversation. */
const putAway = new Set<string>()

/**
 * What supervisors wrote to the agent: at once and on top, until the agent puts it away. Where the agent is at the panel as
 * it comes, it lies over what is below and moves nothing, until they have left.
 */
class NotesPart extends PortableElement {
  static override styles = [
    shared,
    noticeStyles,
    css`
      :host {
        display: block;
        flex: none;
        padding: var(--_gap) 16px;
        border-block-end: 1px solid var(--_line);
      }

      :host([hidden]) {
        display: none;
      }

      :host([over]) {
        position: sticky;
        inset-block-start: 0;
        z-index: 2;
        block-size: 0;
        padding-block: 0;
        border: 0;
      }

      .all {
        display: grid;
        gap: var(--_gap);
      }

      :host([over]) .all {
        padding-block-start: 4px;
        max-block-size: 240px;
        overflow-y: auto;
      }

      .notice {
        color: var(--_accent);
        background: var(--_surface);
        border-inline-start-width: 4px;
      }

      .notice > .head {
        gap: 8px;
        margin-block: -3px;
        color: inherit;
      }

      .head h2 {
        flex: 1;
        overflow-wrap: anywhere;
      }

      p {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .sign {
        display: grid;
        place-items: center;
        flex: none;
        inline-size: calc(var(--_icon) + 8px);
        margin-inline-end: -8px;
        padding: 0;
      }
    `,
  ]

  @property({ attribute: false }) conversationId = ''
  /** Oldest first. */
  @property({ attribute: false }) told: NonNullable<ConversationSnapshot['notes']> = []
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ type: Boolean, reflect: true }) override hidden = true
  /** It came while the agent was at the panel, and moves nothing. */
  @property({ type: Boolean, reflect: true }) over = false
  @state() private notes: readonly NoteData[] = []

  #of = ''
  readonly #attention = new Attention(this, () => this.#settle(), panelOf)

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('told') || changed.has('conversationId')) this.#take()
    this.hidden = this.notes.length === 0
  }

  override render(): TemplateResult | typeof nothing {
    const { notes, language, now } = this
    const { text } = language
    if (notes.length === 0) return nothing
    const label = text('escalation.putAway')
    return html`<div class="all">
      ${notes.map(
        (
          note,
        ) => html`<section class="notice" part="notice" aria-label=${text('note.title', { name: note.from })} @keydown=${(event: KeyboardEvent) => this.#pressed(event, note)}>
          ${personIcon}
          <div class="head row spread">
            <h2 class="strong">${text('note.title', { name: note.from })}</h2>
            <span class="label">${timeTemplate(note.at, now, language)}</span>
            <button class="sign" aria-label=${label} title=${label} @click=${() => this.#hide(note)}>${crossIcon}</button>
          </div>
          <p dir="auto">${note.text}</p>
        </section>`,
      )}
    </div>`
  }

  #take(): void {
    const { conversationId, told } = this
    const isOther = this.#of !== conversationId
    this.#of = conversationId
    const unread = told.map(({ data }) => data).filter(({ noteId }) => !putAway.has(noteId))
    const known = new Set(this.notes.map(({ noteId }) => noteId))
    const isNew = unread.some(({ noteId }) => !known.has(noteId))
    this.notes = unread.toReversed()
    if (isOther) this.over = false
    else if (isNew && this.#attention.isHere) this.over = true
  }

  #hide({ noteId }: NoteData): void {
    putAway.add(noteId)
    const [oldest] = putAway
    if (putAway.size > MOST_KEPT && oldest !== undefined) putAway.delete(oldest)
    this.notes = this.notes.filter((each) => each.noteId !== noteId)
    // The button goes away; the focus must not go with it.
    panelOf(this).focus()
  }

  #settle(): void {
    if (!this.#attention.isHere) this.over = false
  }

  #pressed(event: KeyboardEvent, note: NoteData): void {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    this.#hide(note)
  }
}

define('cx-assist-notes', NotesPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-notes': NotesPart
  }
}
