import { css } from 'lit'

export const fallbackStyles = css`
  :host([hidden]) {
    display: none;
  }

  .notice,
  [role='radiogroup'] {
    display: grid;
    gap: 4px 8px;
  }

  /* One line whatever comes into it: what is below must not move. */
  .head {
    gap: 8px;
    justify-content: space-between;
    min-block-size: 24px;
    margin-block: -3px;
    white-space: nowrap;
  }

  .head h2 {
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_watch);
  }

  .head > :last-child:not(h2) {
    flex: none;
  }

  .notice > :not(svg, .head) {
    grid-column: 1 / -1;
  }

  .short {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }

  .candidate {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
    min-block-size: 32px;
    padding: 4px 8px;
    border-color: var(--_line);
    background: var(--_surface);
    text-align: start;
    overflow-wrap: anywhere;
  }

  .candidate:is(:hover, [aria-checked='true']) {
    border-color: var(--_accent);
  }

  [aria-checked='true'] > svg,
  .newer,
  .line button {
    color: var(--_accent);
  }

  /* Beside the name while there is room for it. */
  .candidate > span:first-of-type {
    flex: 1 1 7em;
  }

  .candidate > .figures {
    flex: 1 1 100%;
    padding-inline-start: calc(var(--_icon) + 8px);
  }

  .result,
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px;
    min-block-size: 16px;
  }

  .notice > :is(.muted, .open) {
    color: var(--_text-muted);
  }

  .notice > .failed {
    color: var(--_watch);
  }

  .foot > :not(.outlined) {
    margin-inline-start: var(--_hang);
  }

  .foot > .outlined {
    margin-inline-start: auto;
  }

  .newer {
    border-color: currentColor;
  }

  .line {
    gap: 8px;
  }

  .line h2 {
    flex: 1;
  }
`
