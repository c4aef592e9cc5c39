import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, query, state } from 'lit/decorators.js'
import { define } from '../../define.ts'
import { type EscalateLevel, type EscalationForm, failureText } from '../../desk/escalation-desk.ts'
import { noLanguage } from '../../i18n/language.ts'
import { checkIcon, warningIcon } from '../shared/icons.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'

const LEVELS = ['supervisor', 'manager'] as const
/** To be taken instead of typed. */
const REASONS = ['superior', 'upset', 'beyond'] as const
const LONGEST_REASON = 1000

/** Escalation by hand: a quiet button, and a form in its place once it is pressed. Nothing else is covered by it. */
class EscalatePart extends PortableElement {
  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: 8px;
        padding: 8px 12px;
        border: 1px solid var(--_line);
        border-radius: var(--_radius);
      }

      fieldset {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 16px;
        margin: 0;
        padding: 0;
        border: 0;
      }

      legend,
      .field {
        padding: 0;
        font-size: var(--_small);
        line-height: calc(4 / 3);
        color: var(--_text-muted);
      }

      label.choice {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        min-block-size: 24px;
      }

      input {
        accent-color: var(--_accent);
        margin: 0;
      }

      textarea {
        min-block-size: 48px;
        margin-block-start: 4px;
      }

      .reasons,
      .foot {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
      }

      .foot {
        justify-content: flex-end;
      }

      .send {
        color: var(--_accent);
        font-weight: 600;
      }

      [aria-disabled='true'] {
        opacity: 0.6;
        cursor: default;
      }

      .failed {
        color: var(--_act);
      }

      .open {
        color: var(--_text-muted);
      }
    `,
  ]

  @property({ attribute: false }) conversationId = ''
  @property({ attribute: false }) form: EscalationForm = { kind: 'closed' }
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) open: (conversationId: string) => void = () => undefined
  @property({ attribute: false }) close: (conversationId: string) => void = () => undefined
  @property({ attribute: false }) send: (conversationId: string, level: EscalateLevel, reason: string) => void = () =>
    undefined
  @state() private level: EscalateLevel = 'supervisor'
  @state() private reason = ''
  @query('input:checked') private chosen!: HTMLElement | null
  @query('.open') private opener!: HTMLElement | null

  /** Brings the agent to the form, by keys from anywhere in the panel. */
  begin(): void {
    const { kind } = this.form
    if (kind === 'closed' || kind === 'done') this.open(this.conversationId)
    else this.chosen?.focus()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const { form } = this
    const isOpened = changed.has('form') && form.kind === 'open'
    if (!isOpened && !changed.has('conversationId')) return
    const asked = form.kind === 'sending' || form.kind === 'failed' ? form : undefined
    this.level = asked?.level ?? 'supervisor'
    this.reason = asked?.reason ?? ''
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('form') || changed.has('conversationId')) return
    const before = changed.get('form')?.kind
    const { kind } = this.form
    // Whoever opened it goes on in it, and whoever is done with it stands where they began.
    if (kind === 'open' && before !== 'open') this.chosen?.focus()
    if ((kind === 'closed' || kind === 'done') && (before === 'open' || before === 'failed' || before === 'sending')) {
      this.opener?.focus({ preventScroll: true })
    }
  }

  override render(): TemplateResult {
    const { form } = this
    const { text } = this.language
    if (form.kind === 'closed' || form.kind === 'done') return this.#button(form)
    // Not `disabled`: the focus stays where it is, and with it the keys.
    const isSending = form.kind === 'sending'
    return html`<form part="escalate" aria-labelledby="title" @submit=${this.#submit} @keydown=${this.#pressed}>
      <h2 id="title" class="strong">${text('escalate.title')}</h2>
      <fieldset>
        <legend>${text('escalate.level')}</legend>
        ${LEVELS.map(
          (level) => html`<label class="choice"
            ><input type="radio" name="level" .checked=${level === this.level} @change=${() => this.#choose(level)} />${text(`escalate.level.${level}`)}</label
          >`,
        )}
      </fieldset>
      <label class="field"
        >${text('escalate.reason')}<textarea
          dir="auto"
          maxlength=${LONGEST_REASON}
          ?readonly=${isSending}
          .value=${this.reason}
          @input=${this.#typed}
        ></textarea
      ></label>
      <div class="reasons">
        ${REASONS.map((each) => {
          const reason = text(`escalate.reason.${each}`)
          return html`<button type="button" class="outlined small" aria-disabled=${isSending} @click=${() => this.#take(reason)}>${reason}</button>`
        })}
      </div>
      ${form.kind === 'failed' ? html`<p class="failed row">${warningIcon}<span>${failureText(form.refusal, text)}</span></p>` : nothing}
      ${isSending ? html`<p class="muted">${text(form.isSlow ? 'escalate.slow' : 'escalate.sending')}</p>` : nothing}
      <div class="foot">
        <button type="button" aria-disabled=${isSending} @click=${this.#cancel}>${text('escalate.cancel')}</button>
        <button type="submit" class="outlined send" aria-disabled=${isSending}>
          ${text(form.kind === 'failed' ? 'escalate.retry' : 'escalate.send')}
        </button>
      </div>
    </form>`
  }

  #button(form: EscalationForm): TemplateResult {
    const { text } = this.language
    return html`<div class="row spread">
      <button class="open outlined small" part="escalate" @click=${() => this.open(this.conversationId)}>${text('escalate.open')}</button>
      ${form.kind === 'done' ? html`<span class="row small muted">${checkIcon}${text(`escalate.done.${form.level}`)}</span>` : nothing}
    </div>`
  }

  #choose(level: EscalateLevel): void {
    this.level = level
  }

  #take(reason: string): void {
    if (this.form.kind !== 'sending') this.reason = reason
  }

  readonly #typed = ({ target }: Event): void => {
    if (target instanceof HTMLTextAreaElement) this.reason = target.value
  }

  readonly #cancel = (): void => this.close(this.conversationId)

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    this.#cancel()
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault()
    this.send(this.conversationId, this.level, this.reason)
  }
}

define('cx-assist-escalate-form', EscalatePart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-escalate-form': EscalatePart
  }
}
