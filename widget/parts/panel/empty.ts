import { css, html, nothing, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'
import { chatIcon } from '../shared/icons.ts'

export interface EmptyReason {
  readonly kind:
    | 'noConversation'
    | 'noBff'
    | 'invalidBff'
    | 'noToken'
    | 'connecting'
    | 'slow'
    | 'unreachable'
    | 'unauthorized'
    | 'forbidden'
    | 'refused'
    | 'nothingYet'
  /** To quote to whoever can help. */
  readonly code?: string
  readonly canRetry?: boolean
}

export const emptyStyles = css`
  .empty {
    display: grid;
    place-items: center;
    gap: 4px;
    margin: auto;
    padding: 32px 24px;
    max-inline-size: 300px;
    text-align: center;
  }

  .empty svg {
    inline-size: 28px;
    block-size: 28px;
    margin-block-end: 4px;
    stroke-width: 1;
  }

  .empty h2 {
    color: var(--_text);
  }

  .empty p {
    text-wrap: balance;
  }

  .empty button {
    margin-block-start: 8px;
    color: var(--_accent);
  }
`

/** Says why there is nothing to see and what will change that: a blank panel gets reported as an outage. */
export const emptyPart = (
  { kind, code, canRetry }: EmptyReason,
  { text }: Language,
  retry: () => void,
): TemplateResult =>
  html`<div class="empty muted" part="empty">
    ${chatIcon}
    <h2 class="strong">${text(`empty.${kind}.title`)}</h2>
    <p>${text(`empty.${kind}.text`)}</p>
    ${code ? html`<p class="code small">${text('panel.code', { code })}</p>` : nothing}
    ${canRetry ? html`<button class="outlined" @click=${retry}>${text('panel.tryNow')}</button>` : nothing}
  </div>`
