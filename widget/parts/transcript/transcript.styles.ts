import { css } from 'lit'

export const transcriptStyles = css`
  :host {
    display: flex;
    flex-direction: column;
  }

  .transcript {
    display: flex;
    flex-direction: column;
    flex: 1 1 auto;
    min-block-size: 0;
  }

  .head {
    flex: none;
    padding: 4px 16px;
    border-block-end: 1px solid var(--_line);
  }

  :host([collapsed]) .head {
    border-block-end: 0;
  }

  .head button {
    display: flex;
    align-items: center;
    gap: 4px;
    inline-size: calc(100% - 2 * var(--_hang));
    margin-inline: var(--_hang);
    padding: 0 8px 0 4px;
    min-block-size: 28px;
    text-align: start;
    color: var(--_text-muted);
    font-size: var(--_small);
  }

  .head .count {
    margin-inline-start: auto;
    font-variant-numeric: tabular-nums;
  }

  .head svg {
    transition: rotate var(--_motion);
  }

  [aria-expanded='false'] svg {
    rotate: -90deg;
  }

  .fresh-count {
    color: var(--_accent);
    font-weight: 600;
  }

  .frame {
    position: relative;
    flex: 1 1 0;
    min-block-size: 0;
  }

  .frame[hidden] {
    display: none;
  }

  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    padding: 0 16px 16px;
    scrollbar-width: thin;
    scrollbar-color: var(--_line) transparent;
  }

  .scroller:focus-visible {
    outline-offset: -2px;
  }

  ol {
    list-style: none;
    display: flex;
    flex-direction: column;
    gap: 2px;
  }

  li {
    max-inline-size: 88%;
    align-self: flex-end;
    /* Two hundred messages are not laid out for the few that are on screen. */
    content-visibility: auto;
    contain-intrinsic-block-size: auto 48px;
  }

  li.customer {
    align-self: flex-start;
  }

  li.opens:not(:first-child) {
    margin-block-start: 10px;
  }

  .who {
    display: flex;
    align-items: center;
    gap: 4px;
    margin-block-end: 2px;
    color: var(--_text-muted);
    font-size: var(--_small);
    line-height: calc(4 / 3);
  }

  li:not(.customer) .who {
    justify-content: flex-end;
  }

  .who svg {
    inline-size: calc(var(--_icon) * 7 / 8);
    block-size: calc(var(--_icon) * 7 / 8);
  }

  .who time {
    margin-inline-start: 4px;
  }

  .line {
    position: relative;
    inline-size: fit-content;
  }

  .bubble {
    padding: 6px 10px;
    border: 1px solid transparent;
    border-radius: 10px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  li:not(.customer) .line {
    margin-inline-start: auto;
  }

  li:focus-visible {
    border-radius: 10px;
  }

  /* Beside the bubble, in room that nothing else uses: a mark that comes later moves nothing. */
  .tone {
    position: absolute;
    inset-inline-start: calc(100% + 4px);
    inset-block-end: 6px;
    color: var(--_text-muted);
  }

  .tone.negative {
    color: var(--_act);
  }

  .tone.positive {
    color: var(--_calm);
  }

  .customer .bubble {
    background: var(--_surface-muted);
    border-end-start-radius: 3px;
  }

  .agent .bubble {
    background: var(--_accent-soft);
    border-end-end-radius: 3px;
  }

  .bot .bubble {
    border: 1px dashed color-mix(in srgb, var(--_text-muted) 55%, transparent);
    border-end-end-radius: 3px;
  }

  .cut {
    font-size: var(--_small);
    color: var(--_text-muted);
  }

  .fresh {
    position: absolute;
    inset-block-end: 12px;
    inset-inline: 0;
    inline-size: fit-content;
    margin-inline: auto;
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 28px;
    padding: 0 12px 0 8px;
    border: 1px solid var(--_accent);
    border-radius: 14px;
    background: var(--_surface);
    color: var(--_accent);
    font-size: var(--_small);
    font-weight: 600;
  }

  .fresh:hover {
    background: var(--_accent-soft);
  }

  @media (forced-colors: active) {
    .bubble {
      border: 1px solid CanvasText;
    }

    .bot .bubble {
      border-style: dashed;
    }
  }
`
