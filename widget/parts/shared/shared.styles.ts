import { css } from 'lit'

/** What every part needs: box model, buttons, focus, and text for screen readers only. */
export const shared = css`
  :host,
  * {
    box-sizing: border-box;
  }

  p,
  h2,
  ol {
    margin: 0;
    padding: 0;
    font: inherit;
    overflow-wrap: anywhere;
  }

  svg {
    flex: none;
    inline-size: var(--_icon);
    block-size: var(--_icon);
  }

  .muted,
  .label {
    color: var(--_text-muted);
  }

  .label,
  .small {
    font-size: var(--_small);
    line-height: calc(4 / 3);
  }

  .row {
    display: flex;
    align-items: center;
    gap: 4px;
  }

  .spread {
    justify-content: space-between;
  }

  .strong {
    font-weight: 600;
  }

  .code {
    font-family: ui-monospace, Menlo, Consolas, monospace;
  }

  button,
  summary {
    font: inherit;
    color: inherit;
    background: none;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    min-block-size: 24px;
    padding: 0 8px;
    cursor: pointer;
    transition: background-color var(--_motion);
  }

  :is(button, summary):hover {
    background: color-mix(in srgb, currentColor 8%, transparent);
  }

  .sure {
    flex-wrap: wrap;
    font-variant-numeric: tabular-nums;
  }

  details.sure[open] {
    display: flex;
  }

  .sure summary {
    list-style: none;
    inline-size: fit-content;
    padding: 0 6px;
    margin-inline-start: var(--_hang);
  }

  .sure svg {
    color: var(--_accent);
  }

  textarea {
    display: block;
    inline-size: 100%;
    padding: 4px 8px;
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, currentColor 40%, transparent);
    border-radius: var(--_radius);
    resize: vertical;
  }

  .outlined {
    border-color: color-mix(in srgb, currentColor 40%, transparent);
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  .for-screen-readers {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
