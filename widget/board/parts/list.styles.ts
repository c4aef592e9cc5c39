import { css } from 'lit'

export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    min-block-size: 0;
    container-type: inline-size;
  }

  .grid {
    display: flex;
    flex-direction: column;
    flex: 1 1 auto;
    min-block-size: 0;
  }

  .scroller {
    flex: 1 1 auto;
    min-block-size: 0;
    overflow: hidden auto;
    overscroll-behavior: contain;
    /* What stands in front of it never covers the row that has the focus. */
    scrollbar-gutter: stable;
  }

  .whole {
    position: relative;
  }

  .line {
    display: grid;
    grid-template-columns:
      minmax(13.5em, 1.3fr) minmax(0, 1.3fr) minmax(0, 1.3fr) minmax(8.5em, 0.8fr) minmax(4em, 0.5fr)
      minmax(0, 3fr);
    align-items: center;
    gap: 0 12px;
    inline-size: 100%;
    min-block-size: calc(var(--_font-size) * 40 / 13);
    padding: 4px 16px;
    border-block-end: 1px solid var(--_line);
    border-inline-start: 3px solid transparent;
  }

  /* As wide as the rows, beside whose bar it does not scroll. */
  .head {
    flex: none;
    overflow: hidden;
    scrollbar-gutter: stable;
  }

  .head .line {
    min-block-size: calc(var(--_font-size) * 30 / 13);
    color: var(--_text-muted);
  }

  .head span {
    font-size: var(--_small);
  }

  .row {
    position: absolute;
    inset: 0 0 auto;
    background: var(--_surface);
    cursor: pointer;
  }

  .row:hover {
    background: var(--_surface-muted);
  }

  .row[aria-selected='true'] {
    background: var(--_accent-soft);
  }

  .row:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    z-index: 1;
  }

  .line > span {
    min-inline-size: 0;
  }

  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .why,
  .mood {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    white-space: nowrap;
  }

  .up {
    display: inline-flex;
  }

  .up svg {
    transform: rotate(180deg);
  }

  .mood > span:not([class]) {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .mood > span:last-child {
    display: inline-flex;
  }

  .why {
    color: var(--_text-muted);
  }

  .escalated .why,
  .angry .why {
    color: var(--_act);
    font-weight: 600;
  }

  .rising .why,
  .mood.supervisor {
    color: var(--_watch);
  }

  .mood.standard {
    color: var(--_calm);
  }

  .mood.manager {
    color: var(--_act);
  }

  .escalated,
  .angry {
    border-inline-start-color: var(--_act);
  }

  .rising {
    border-inline-start-color: var(--_watch);
  }

  .gone {
    opacity: 0.6;
  }

  .waits {
    font-variant-numeric: tabular-nums;
  }

  /* What changed since somebody looked. */
  .fresh::after {
    content: '';
    position: absolute;
    inset-block: 6px;
    inset-inline-end: 4px;
    inline-size: 3px;
    border-radius: 2px;
    background: var(--_accent);
    forced-color-adjust: none;
  }

  @container (max-inline-size: 720px) {
    .line {
      grid-template-areas:
        'why why why why waits waits'
        'who who who how how how'
        'said said said said place place';
      grid-template-columns: repeat(6, minmax(0, 1fr));
      gap: 2px 4px;
      padding: 6px 14px 6px 12px;
    }

    .why {
      grid-area: why;
    }

    .who {
      grid-area: who;
    }

    .place {
      grid-area: place;
      text-align: end;
    }

    .how {
      grid-area: how;
      justify-self: end;
    }

    .waits {
      grid-area: waits;
      text-align: end;
    }

    .said {
      grid-area: said;
    }

    /* A line of its own even where nothing stands in it: all rows are as high as each other. */
    .row > span {
      min-block-size: 1.45em;
    }

    .head {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }

  @media (forced-colors: active) {
    .row[aria-selected='true'] {
      outline: 2px solid Highlight;
      outline-offset: -3px;
    }

    .fresh::after {
      background: Highlight;
    }

    .gone {
      color: GrayText;
      opacity: 1;
    }
  }
`
