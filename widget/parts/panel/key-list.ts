import { css, html, nothing, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { define } from '../../define.ts'
import { noLanguage } from '../../i18n/language.ts'
import { DEFAULT_KEYS, KEY_ACTS, type KeyAct, type KeyRefusal, keysOf } from '../../keys/key-map.ts'
import { keyLabel } from '../../keys/key-words.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'

/** Which keys there are, over the panel, and the way to change them. Fetched when it is asked for. */
export class KeyListPart extends PortableElement {
  static override styles = [
    shared,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 1;
        overflow: auto;
        padding: 12px 16px;
        background: var(--_surface);
      }

      table {
        inline-size: 100%;
        margin-block: 8px;
        border-collapse: collapse;
      }

      th {
        padding: 2px 8px 2px 0;
        font-weight: inherit;
        text-align: start;
        overflow-wrap: anywhere;
      }

      td {
        padding: 2px 0;
        text-align: end;
      }

      kbd {
        font: inherit;
      }

      td > * {
        display: inline-block;
        min-inline-size: 32px;
        padding: 2px 8px;
        text-align: center;
        white-space: nowrap;
      }

      [aria-pressed='true'] {
        border-color: var(--_accent);
        background: var(--_accent-soft);
      }

      /* Two lines, whatever it says: the table must not move. */
      #scope {
        min-block-size: 32px;
      }

      .refused {
        color: var(--_watch);
      }
    `,
  ]

  /** What keys can do here. */
  @property({ attribute: false }) keys = DEFAULT_KEYS
  @property({ attribute: false }) shortcut = ''
  @property({ attribute: false }) isChanged = false
  /** What cannot be had here. */
  @property({ attribute: false }) absent: readonly KeyAct[] = []
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) change: (act: KeyAct, key: string) => KeyRefusal | undefined = () => undefined
  @property({ attribute: false }) reset: () => void = () => undefined
  @property({ attribute: false }) close: () => void = () => undefined
  /** For screen readers. */
  @property({ attribute: false }) say: (sentence: string) => void = () => undefined
  /** The one that the next key is for. */
  @state() private changing: KeyAct | undefined
  @state() private told = ''
  @state() private isRefused = false

  override focus(): void {
    this.#button('.close')?.focus({ preventScroll: true })
  }

  override firstUpdated(): void {
    this.focus()
  }

  override render(): TemplateResult {
    const { text } = this.language
    return html`<section role="dialog" aria-labelledby="title" @keydown=${this.#pressed}>
      <div class="row spread">
        <h2 id="title" class="strong">${text('keys.label')}</h2>
        <button class="close outlined" @click=${this.close}>${text('keys.close')}</button>
      </div>
      <p id="scope" class="small ${this.isRefused ? 'refused' : 'muted'}">${this.told || text('keys.scope')}</p>
      <table>
        ${KEY_ACTS.filter((act) => !this.absent.includes(act)).map((act) => this.#row(act))}
        ${this.#fixed(text('keys.reason'), '1 \u2013 5')}
        ${this.shortcut === '' ? nothing : this.#fixed(text('keys.reach'), this.shortcut)}
        ${this.#fixed(text('keys.leave'), 'Escape')}
      </table>
      ${this.isChanged ? html`<button class="reset outlined" @click=${this.#reset}>${text('keys.reset')}</button>` : nothing}
    </section>`
  }

  #row(act: KeyAct): TemplateResult {
    const { text } = this.language
    const name = text(`keys.${act}`)
    const key = this.#label(this.keys[act])
    return html`<tr>
      <th scope="row">${name}</th>
      <td>
        <button
          class="outlined"
          data-act=${act}
          aria-label=${text('keys.change', { act: name, key })}
          aria-pressed=${this.changing === act ? 'true' : 'false'}
          @click=${() => this.#begin(act)}
          @blur=${this.#end}
        ><kbd>${key}</kbd></button>
      </td>
    </tr>`
  }

  #fixed(name: string, key: string): TemplateResult {
    return html`<tr>
      <th scope="row">${name}</th>
      <td><kbd>${keyLabel(key)}</kbd></td>
    </tr>`
  }

  #label(key: string): string {
    return key === '' ? this.language.text('keys.none') : keyLabel(key)
  }

  #begin(act: KeyAct): void {
    const { text } = this.language
    this.changing = act
    this.#tell(text('keys.press', { act: text(`keys.${act}`) }), false)
  }

  readonly #end = (): void => {
    this.changing = undefined
  }

  readonly #reset = (): void => {
    this.reset()
    this.#tell('', false)
    this.focus()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    const { changing } = this
    if (event.key === 'Escape') {
      event.preventDefault()
      if (changing === undefined) this.close()
      else this.#tell('', false)
      this.changing = undefined
      return
    }
    const [key] = keysOf(event)
    const isOnItsWay = event.key === 'Tab' || /^(?:Shift|Alt|AltGraph|CapsLock)$/u.test(event.key)
    if (changing === undefined || key === undefined || isOnItsWay) return
    event.preventDefault()
    this.#take(changing, key)
  }

  #take(act: KeyAct, key: string): void {
    const { text } = this.language
    const refusal = this.change(act, key)
    if (refusal === undefined) {
      this.changing = undefined
      this.#tell(text('keys.changed', { act: text(`keys.${act}`), key: keyLabel(key) }), false)
    } else if (refusal.refused === 'taken') {
      this.#tell(text('keys.taken', { key: keyLabel(key), by: text(`keys.${refusal.by}`) }), true)
    } else {
      this.#tell(text('keys.notAllowed'), true)
    }
  }

  #tell(sentence: string, isRefused: boolean): void {
    this.told = sentence
    this.isRefused = isRefused
    if (sentence !== '') this.say(sentence)
  }

  #button(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector)
  }
}

define('cx-assist-key-list', KeyListPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-key-list': KeyListPart
  }
}
