import { css, html, nothing, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'
import { warningIcon } from './icons.ts'

export interface Notice {
  /** `act`: the agent has to do something; `watch`: the agent has to know. */
  readonly tone: 'watch' | 'act'
  readonly title: string
  readonly text: string
  readonly code?: string
}

export const noticeStyles = css`
  .watch {
    color: var(--_watch);
    background: var(--_watch-soft);
  }

  .act {
    color: var(--_act);
    background: var(--_act-soft);
  }

  .notice {
    display: grid;
    grid-template-columns: var(--_icon) minmax(0, 1fr);
    gap: 2px 8px;
    padding: 8px 12px;
    border: 1px solid color-mix(in srgb, currentColor 24%, transparent);
    border-radius: var(--_radius);
  }

  .notice svg {
    margin-block-start: 1px;
  }

  .notice > :not(svg, h2) {
    grid-column: 2;
    color: var(--_text);
  }
`

/** One thing to act on. Loud by shape and words; colour only underlines it. */
export const noticePart = ({ tone, title, text, code }: Notice, language: Language): TemplateResult =>
  html`<div class="notice ${tone}" part="notice">
    ${warningIcon}
    <h2 class="strong">${title}</h2>
    <p>${text}</p>
    ${code ? html`<p class="code small">${language.text('panel.code', { code })}</p>` : nothing}
  </div>`
