import { css, html, nothing, type TemplateResult } from 'lit'
import { property } from 'lit/decorators/property.js'
import { live } from 'lit/directives/live.js'
import { define } from '../../define.ts'
import type { EscalationNotice, NoticeKind } from '../../desk/escalation-notice.ts'
import { noLanguage } from '../../i18n/language.ts'
import { PortableElement } from '../shared/portable-element.ts'
import { shared } from '../shared/shared.styles.ts'

// Fetched together: a window must be opened while the press is still fresh.
export { dress, openOwnWindow } from './own-window.ts'

/** What can be done with the panel as a whole, over it. Fetched when it is asked for. */
export class PanelMenuPart extends PortableElement {
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

      section {
        display: grid;
        gap: 12px;
        justify-items: start;
      }

      .spread {
        inline-size: 100%;
      }

      .entry {
        display: grid;
        gap: 2px;
        justify-items: start;
      }

      fieldset {
        display: grid;
        gap: 6px;
        margin: 0;
        padding: 0;
        border: 0;
        min-inline-size: 0;
      }

      legend {
        padding: 0 0 4px;
      }

      label {
        display: flex;
        align-items: baseline;
        gap: 8px;
        min-block-size: 24px;
        cursor: pointer;
      }

      input {
        flex: none;
        inline-size: 16px;
        block-size: 16px;
        margin: 0;
        accent-color: var(--_accent);
        translate: 0 2px;
      }

      .refused {
        color: var(--_watch);
      }
    `,
  ]

  @property({ attribute: false }) isAway = false
  @property({ attribute: false }) isBlocked = false
  @property({ attribute: false }) notices: EscalationNotice | undefined
  /** What is wanted of them: another value where that changed. */
  @property({ attribute: false }) wanted = ''
  @property({ attribute: false }) language = noLanguage
  @property({ attribute: false }) openWindow: () => void = () => undefined
  @property({ attribute: false }) bringBack: () => void = () => undefined
  @property({ attribute: false }) showKeys: () => void = () => undefined
  @property({ attribute: false }) close: () => void = () => undefined

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.close')?.focus({ preventScroll: true })
  }

  override firstUpdated(): void {
    this.focus()
  }

  override render(): TemplateResult {
    const { text } = this.language
    return html`<section role="dialog" aria-labelledby="title" @keydown=${this.#pressed}>
      <div class="row spread">
        <h2 id="title" class="strong">${text('menu.label')}</h2>
        <button class="close outlined" @click=${this.close}>${text('keys.close')}</button>
      </div>
      ${this.#window()}
      ${this.notices ? this.#notices(this.notices) : nothing}
      <button class="keys outlined" @click=${this.showKeys}>${text('keys.label')}</button>
    </section>`
  }

  #window(): TemplateResult {
    const { text } = this.language
    if (this.isAway) {
      return html`<button class="window outlined" @click=${this.bringBack}>${text('window.back')}</button>`
    }
    const hint = text(this.isBlocked ? 'window.blocked' : 'window.hint')
    return html`<div class="entry">
      <button class="window outlined" aria-describedby="window" @click=${this.openWindow}>${text('window.open')}</button>
      <p id="window" class="small ${this.isBlocked ? 'refused' : 'muted'}">${hint}</p>
    </div>`
  }

  #notices(notices: EscalationNotice): TemplateResult {
    const { text } = this.language
    const isDenied = notices.isDesktopDenied
    return html`<fieldset aria-describedby="notices">
      <legend class="strong">${text('notice.label')}</legend>
      ${this.#choice(notices, 'sound')}
      ${notices.hasDesktop ? this.#choice(notices, 'desktop') : nothing}
      <p id="notices" class="small ${isDenied ? 'refused' : 'muted'}">${text(isDenied ? 'notice.denied' : 'notice.hint')}</p>
    </fieldset>`
  }

  #choice(notices: EscalationNotice, kind: NoticeKind): TemplateResult {
    const chosen = ({ currentTarget }: Event): void => {
      const box = currentTarget instanceof HTMLInputElement ? currentTarget : undefined
      if (box) notices.choose(kind, box.checked)
    }
    return html`<label>
      <input type="checkbox" name=${kind} .checked=${live(notices.wants(kind))} @change=${chosen} />
      <span>${this.language.text(`notice.${kind}`)}</span>
    </label>`
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    this.close()
  }
}

define('cx-assist-panel-menu', PanelMenuPart)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist-panel-menu': PanelMenuPart
  }
}
