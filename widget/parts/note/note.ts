import { css, html, type nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators.js'
import { repeat } from 'lit/directives/repeat.js'
import type { NoteData } from '../../../shared/wire/assist.ts'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { panelOf } from '../shared/attention.ts'
import { chatIcon, crossIcon } from '../shared/icons.ts'
import { noticeStyles } from '../shared/notice.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'
import { timeTemplate } from '../shared/time.ts'

/** What supervisors wrote to the agent: on top, at once, quiet in colour, until the agent puts it away. */
class NotePart extends PortableElement {
  static override styles = [
    shared,
    noticeStyles,
    css`
      :host {
        display: block;
        padding: var(--_gap) 16px 0;
      }

      :host([hidden]) {
        display: none;
      }

      .notice + .notice {
        margin-block-start: 8px;
      }

      .notice {
        color: var(--_accent);
        background: var(--_accent-soft);
      }

      .text {
        white-space: pre-line;
      }

      .sign {
        padding: 0 4px;
        line-height: 0;
      }
    `,
  ]

  /** Newest first. */
  @property({ attribute: false }) notes: readonly NoteData[] = []
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) now = 0
  @property({ attribute: false }) putAway: (noteId: string) => void = () => undefined
  @property({ type: Boolean, reflect: true }) override hidden = true

  override willUpdate(): void {
    this.hidden = this.notes.length === 0
  }

  override render(): TemplateResult {
    return html`${repeat(
      this.notes,
      ({ noteId }) => noteId,
      (note) => this.#note(note),
    )}`
  }

  /** Puts the newest away. Gives whether there was one. */
  readonly hide = (): boolean => {
    const [newest] = this.notes
    if (newest !== undefined) this.#away(newest)
    return newest !== undefined
  }

  #note(note: NoteData): TemplateResult | typeof nothing {
    const { noteId, text, from, at } = note
    const { language, now } = this
    const label = language.text('escalation.putAway')
    return html`<section class="notice" part="notice" aria-labelledby="title-${noteId}" @keydown=${(event: KeyboardEvent) => this.#pressed(event, note)}>
      ${chatIcon}
      <div class="head row spread">
        <h2 id="title-${noteId}" class="strong">${language.text('note.title', { name: from })}</h2>
        <span class="label">${timeTemplate(at, now, language)}</span>
        <button class="sign" aria-label=${label} title="${label} (Esc)" @click=${() => this.#away(note)}>${crossIcon}</button>
      </div>
      <p class="text" dir="auto">${text}</p>
    </section>`
  }

  #away({ noteId }: NoteData): void {
    const hadFocus = this.shadowRoot?.activeElement != null
    this.putAway(noteId)
    // The button goes away; the focus must not go with it.
    if (hadFocus) panelOf(this).focus()
  }

  #pressed(event: KeyboardEvent, note: NoteData): void {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.#away(note)
  }
}

define('cx-assist-note', NotePart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-note': NotePart
  }
}
