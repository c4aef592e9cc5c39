import { css } from 'lit'

export const suggestionsStyles = css`
  :host {
    display: block;
    flex: none;
    container-type: inline-size;
    border-block-end: 1px solid var(--_line);
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 8px;
    padding: var(--_gap) 16px;
  }

  .head {
    gap: 8px;
    min-block-size: 24px;
    white-space: nowrap;
  }

  section > * {
    grid-column: 1 / -1;
  }

  section > :is(.head, .tools) {
    grid-row: 1;
    grid-column: 1;
    margin-block: -4px;
  }

  section > .tools {
    grid-column: 2;
    gap: 0;
    margin-inline-end: -6px;
  }

  .keys {
    color: var(--_text-muted);
  }

  /* Where texts are very large. */
  @container (max-width: 20em) {
    section > .head {
      grid-column: 1 / -1;
    }

    section > .tools {
      grid-row: 2;
      grid-column: 1 / -1;
      justify-self: end;
    }
  }

  .note {
    display: flex;
    min-inline-size: 0;
    /* It gives way first, and keeps the rest at the end. */
    flex: 1 999 0;
  }

  .note,
  .note > bdi,
  .fresh {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  /* Beside a scroll bar, in the narrowest panel, quotation marks alone would be left of it. */
  @container (20em < inline-size < 24em) {
    .note:not(.stale) {
      visibility: hidden;
    }
  }

  /* The button of the search takes some of its room. */
  @container (20em < inline-size < 27em) {
    section:has(.tools .search) .note:not(.stale) {
      visibility: hidden;
    }
  }

  .note.stale {
    display: block;
  }

  .head > :is(h2, time) {
    flex: none;
  }

  .outdated .text {
    color: var(--_text-muted);
  }

  .stale {
    color: var(--_watch);
    font-weight: 500;
  }

  .suggest-now {
    flex: none;
    color: var(--_accent);
    padding-inline: 6px;
  }

  .suggest-now[aria-disabled='true'] {
    color: var(--_text-muted);
    cursor: default;
  }

  .suggest-now.refused {
    color: var(--_watch);
  }

  .suggest-now svg {
    inline-size: calc(var(--_icon) * 7 / 8);
    block-size: calc(var(--_icon) * 7 / 8);
  }

  .earlier {
    justify-self: start;
    gap: 2px;
    margin-inline-start: calc(var(--_hang) + 4px);
    padding-inline-start: 4px;
    color: var(--_text-muted);
  }

  .earlier[aria-expanded='true'] svg {
    rotate: 180deg;
  }

  #earlier {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }

  #earlier[hidden] {
    display: none;
  }

  .for {
    gap: 8px;
    white-space: nowrap;
  }

  .fresh {
    border-color: var(--_accent);
    border-radius: 12px;
    color: var(--_accent);
    font-weight: 600;
  }

  .generic {
    align-items: flex-start;
    gap: 6px;
    color: var(--_watch);
  }

  ol {
    list-style: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }

  .withheld {
    min-block-size: 24px;
    margin-block: -4px;
  }
`
