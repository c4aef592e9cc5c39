import { css } from 'lit'

export const suggestionsStyles = css`
  :host {
    display: block;
    flex: none;
    border-block-end: 1px solid var(--_line);
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: var(--_gap) 16px;
    position: relative;
  }

  .head {
    gap: 8px;
    min-block-size: 24px;
    margin-block: -4px;
    white-space: nowrap;
  }

  /* Reached after the cards, and seen in the line of the heading, where it costs no room. */
  .keys {
    position: absolute;
    inset-block-start: calc(var(--_gap) - 4px);
    inset-inline-end: 10px;
    color: var(--_text-muted);
  }

  .head:has(~ .keys) {
    padding-inline-end: calc(var(--_icon) + 4px);
  }

  .note {
    display: flex;
    min-inline-size: 0;
    /* It gives way first, and keeps the rest at the end. */
    flex: 1 999 auto;
  }

  .note,
  .note > bdi,
  .fresh {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .note.stale {
    display: block;
  }

  .head > :is(h2, time, span:not(.note)) {
    flex: none;
  }

  .outdated .text {
    color: var(--_text-muted);
  }

  .stale {
    color: var(--_watch);
    font-weight: 500;
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
