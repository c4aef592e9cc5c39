/** What stands in the place of the panel while there is no conversation to be seen: why, and what will change that. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { DESKTOPS } from '../../shared/wire/desktops.ts'
import type { Text } from '../i18n/catalogue.ts'
import type { Obstacle } from './hosted-state.ts'

export interface ObstacleInput {
  readonly obstacle: Obstacle
  readonly text: Text
  /** Tries again what failed or was not answered. */
  retry(): void
  /** Of the service, where it has one. */
  readonly signIn: TemplateResult
}

const MENDED_BY_TRYING: readonly Obstacle['kind'][] = ['late', 'loadFailed', 'refused', 'signInFailed']

export const obstacleStyles = css`
  .obstacle {
    display: grid;
    align-content: center;
    justify-items: center;
    gap: 4px;
    block-size: 100%;
    padding: 24px;
    overflow: auto;
    text-align: center;
  }

  .obstacle > * {
    max-inline-size: 320px;
  }

  .obstacle h1 {
    margin: 0;
    font: inherit;
    font-weight: 600;
  }

  .obstacle p {
    color: var(--_text-muted);
    text-wrap: balance;
  }

  .obstacle .small {
    font-size: var(--_small);
  }

  .obstacle button {
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

  .obstacle button:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
`

export const titleOf = ({ kind }: Obstacle, text: Text): string => text(`desktop.${kind}.title`)

export const obstaclePart = ({ obstacle, text, retry, signIn }: ObstacleInput): TemplateResult =>
  html`<div class="obstacle" part="obstacle" data-kind=${obstacle.kind}>
    <h1>${titleOf(obstacle, text)}</h1>
    <p>${wordsOf(obstacle, text)}</p>
    ${obstacle.kind === 'refused' && obstacle.reason !== '' ? html`<p class="small">${text('desktop.refused.reason', { reason: obstacle.reason })}</p>` : nothing}
    ${obstacle.kind === 'signedOut' ? signIn : nothing}
    ${MENDED_BY_TRYING.includes(obstacle.kind) ? html`<button @click=${retry}>${text('panel.tryNow')}</button>` : nothing}
  </div>`

const wordsOf = (obstacle: Obstacle, text: Text): string => {
  switch (obstacle.kind) {
    case 'wrongOrigin':
      return text('desktop.wrongOrigin.text', { origin: obstacle.origin })
    case 'unknown':
      return text('desktop.unknown.text', { names: DESKTOPS.join(', ') })
    default:
      return text(`desktop.${obstacle.kind}.text`)
  }
}
