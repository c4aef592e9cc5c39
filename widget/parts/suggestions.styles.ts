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
  }

  .head {
    gap: 8px;
    min-block-size: 24px;
    margin-block: -4px;
    white-space: nowrap;
  }

  .note {
    display: flex;
    min-inline-size: 0;
    /* It gives way first. */
    flex-shrink: 999;
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

  .head > :last-child:not(h2, .note) {
    margin-inline-start: auto;
  }

  .head > :is(h2, span:not(.note)) {
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

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 8px;
  }

  .foot > p {
    min-block-size: 24px;
    flex: 1 1 100%;
  }

  .foot > p:nth-last-child(2) {
    flex: 1 1 0;
  }

  .keys {
    margin-inline-start: auto;
    margin-inline-end: -8px;
  }
`
