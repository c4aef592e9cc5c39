import { css } from 'lit'

export const searchStyles = css`
  :host {
    display: block;
    flex: none;
    container-type: inline-size;
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
    padding: var(--_gap) 16px;
    border-block-end: 1px solid var(--_line);
    background: var(--_surface);
  }

  .head {
    min-block-size: 24px;
    margin-block: -4px;
  }

  .head .sign {
    margin-inline-end: -6px;
  }

  .box {
    position: relative;
    display: block;
  }

  .box svg {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: 8px;
    translate: 0 -50%;
    color: var(--_text-muted);
    pointer-events: none;
  }

  input {
    display: block;
    inline-size: 100%;
    min-block-size: 32px;
    padding: 4px 8px;
    padding-inline-start: calc(var(--_icon) + 14px);
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, currentColor 40%, transparent);
    border-radius: var(--_radius);
    text-overflow: ellipsis;
  }

  input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  /* One line, whatever is told in it: what is below does not move while words are typed. */
  .told {
    flex-wrap: wrap;
    gap: 4px 8px;
    min-block-size: 26px;
  }

  .told > p {
    flex: 1 1 auto;
    min-inline-size: 0;
  }

  .told button {
    color: var(--_accent);
  }

  .proposal {
    min-inline-size: 0;
    max-inline-size: 100%;
    margin-inline-start: -9px;
  }

  .proposal > span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .proposal kbd {
    flex: none;
    font: inherit;
    font-variant-caps: all-small-caps;
    color: var(--_text-muted);
  }

  .answer-now {
    flex: none;
    margin-inline-end: -9px;
  }

  .answer-now[aria-disabled='true'] {
    color: var(--_text-muted);
    cursor: default;
  }

  ol {
    list-style: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 8px;
  }

  /* Of the words before: to be seen until there is something else, and not to be used. */
  .before {
    opacity: 0.6;
  }

  /* As an answer will be: what is below it keeps its place when that comes. */
  .writing,
  .written .text {
    min-block-size: 4lh;
  }

  ol .written .card:not(.whole) .text {
    -webkit-line-clamp: 4;
  }

  .writing {
    padding: 8px 12px;
    border: 1px dashed var(--_line);
    border-radius: var(--_radius);
  }

  .citations {
    flex-wrap: wrap;
    min-inline-size: 0;
  }

  .citations button {
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`
