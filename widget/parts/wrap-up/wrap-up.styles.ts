import { css } from 'lit'

export const wrapUpStyles = css`
  :host([hidden]) {
    display: none;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }

  .begin {
    color: var(--_text-muted);
  }

  .begin.prominent {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    inline-size: 100%;
    min-block-size: 32px;
    background: var(--_accent-soft);
    color: var(--_accent);
    font-weight: 600;
  }

  .close {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: calc(var(--_icon) + 10px);
    padding: 0;
    margin-inline-end: -6px;
    color: var(--_text-muted);
  }

  .kinds,
  .kind ul,
  .quotes {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .points {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding-block-start: 8px;
    border-block-start: 1px solid var(--_line);
  }

  .headline {
    margin: 0;
    font-size: inherit;
    overflow-wrap: anywhere;
  }

  .quotes p {
    padding: 2px 6px;
  }

  .kind {
    display: grid;
    grid-template-columns: minmax(4.5em, 22%) minmax(0, 1fr);
    gap: 0 8px;
  }

  .kind h4 {
    margin: 0;
    padding-block: 3px;
    font: inherit;
    font-size: var(--_small);
    line-height: calc(4 / 3);
    color: var(--_text-muted);
    overflow-wrap: anywhere;
  }

  .point {
    display: flex;
    align-items: flex-start;
    gap: 2px;
  }

  .point p {
    flex: 1;
    min-inline-size: 0;
    padding-block: 2px;
  }

  .said {
    /* What only screen readers read stays in it. */
    position: relative;
    display: flex;
    align-items: center;
    gap: 1px;
    flex: none;
    padding: 0 4px;
    margin-inline-end: -4px;
    color: var(--_text-muted);
    font-size: var(--_small);
    font-variant-numeric: tabular-nums;
  }

  .said svg {
    inline-size: calc(var(--_icon) * 7 / 8);
    block-size: calc(var(--_icon) * 7 / 8);
  }

  .said[aria-expanded='true'] {
    color: var(--_accent);
  }

  .quotes {
    margin-block-end: 4px;
    padding-inline-start: 6px;
    border-inline-start: 2px solid var(--_line);
  }

  .quote {
    display: block;
    inline-size: 100%;
    padding: 2px 6px;
    text-align: start;
  }

  .quote span {
    color: var(--_text-muted);
  }

  .quote bdi {
    overflow-wrap: anywhere;
    text-decoration: underline;
    text-decoration-color: color-mix(in srgb, currentColor 40%, transparent);
    text-underline-offset: 2px;
  }

  .about {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 8px;
  }

  .about p {
    flex: 1 1 12em;
  }

  .again {
    flex: none;
    padding-inline: 6px;
    margin-inline-end: -6px;
    color: var(--_accent);
  }

  .newer {
    flex-wrap: wrap;
    padding: 4px 8px;
    border-radius: var(--_radius);
    background: var(--_accent-soft);
  }

  .newer span {
    flex: 1 1 10em;
  }

  .newer button {
    color: var(--_accent);
    font-weight: 600;
  }

  .field {
    display: grid;
    gap: 4px;
    font-size: var(--_small);
    line-height: calc(4 / 3);
    color: var(--_text-muted);
  }

  textarea {
    field-sizing: content;
    min-block-size: 72px;
    max-block-size: 240px;
    font-size: var(--_font-size);
    line-height: 1.45;
  }

  select {
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: 28px;
    padding: 0 4px;
    font: inherit;
    font-size: var(--_font-size);
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, currentColor 40%, transparent);
    border-radius: var(--_radius);
    text-overflow: ellipsis;
  }

  .sure svg {
    color: var(--_accent);
  }

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 8px;
  }

  .foot .told {
    flex: 1 1 8em;
    min-inline-size: 0;
    align-items: flex-start;
  }

  .foot .told svg {
    color: var(--_calm);
  }

  .save {
    background: var(--_accent-soft);
    color: var(--_accent);
    font-weight: 600;
  }

  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  .failed {
    align-items: flex-start;
    color: var(--_act);
  }

  .refused {
    flex-wrap: wrap;
    align-items: flex-start;
    color: var(--_watch);
  }

  .refused span {
    flex: 1 1 10em;
  }
`
