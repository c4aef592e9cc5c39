/** What stands in the place of the panel while there is no conversation to be seen: why, and what will change that. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { DESKTOPS } from '../../shared/wire/desktops.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Hindrance } from './hosted-state.ts'

export interface HindranceInput {
  readonly hindrance: Hindrance
  readonly text: Text
  /** Tries again what failed or was not answered. */
  retry(): void
  /** Of the service, where it has one. */
  readonly signIn: TemplateResult
}

const MENDED_BY_TRYING: readonly Hindrance['kind'][] = ['late', 'loadFailed', 'refused', 'signInFailed']

export const hindranceStyles = css`
  .hindrance {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 4px;
    block-size: 100%;
    padding: 24px;
    overflow: auto;
    text-align: center;
  }

  .hindrance > * {
    max-inline-size: 320px;
  }

  .hindrance h1 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }

  .hindrance p {
    color: var(--_text-muted);
    text-wrap: balance;
  }

  .hindrance .small {
    font-size: var(--_small);
  }

  .hindrance button {
    margin-block-start: 8px;
    min-block-size: 28px;
    padding: 0 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: none;
    color: var(--_accent);
    font: inherit;
    cursor: pointer;
  }

  .hindrance button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`

export const titleOf = ({ kind }: Hindrance, text: Text): string => text(`desktop.${kind}.title`)

export const hindrancePart = ({ hindrance, text, retry, signIn }: HindranceInput): TemplateResult =>
  html`<div class="hindrance" part="hindrance" data-kind=${hindrance.kind}>
    <h1>${titleOf(hindrance, text)}</h1>
    <p>${wordsOf(hindrance, text)}</p>
    ${hindrance.kind === 'refused' && hindrance.reason !== '' ? html`<p class="small">${text('desktop.refused.reason', { reason: hindrance.reason })}</p>` : nothing}
    ${hindrance.kind === 'signedOut' ? signIn : nothing}
    ${MENDED_BY_TRYING.includes(hindrance.kind) ? html`<button @click=${retry}>${text('panel.tryNow')}</button>` : nothing}
  </div>`

const wordsOf = (hindrance: Hindrance, text: Text): string => {
  switch (hindrance.kind) {
    case 'wrongOrigin':
      return text('desktop.wrongOrigin.text', { origin: hindrance.origin })
    case 'unknown':
      return text('desktop.unknown.text', { names: DESKTOPS.join(', ') })
    default:
      return text(`desktop.${hindrance.kind}.text`)
  }
}
