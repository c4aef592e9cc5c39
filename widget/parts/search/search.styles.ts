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

  /* The sign is beside what is typed, whatever direction that is written in. */
  .box {
    display: flex;
    align-items: center;
    padding-inline-start: 8px;
    color: var(--_text-muted);
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, var(--_text) 40%, transparent);
    border-radius: var(--_radius);
    cursor: text;
  }

  .box:has(:focus-visible) {
    outline: 2px solid var(--_accent);
    outline-offset: 1px;
  }

  input {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 30px;
    padding: 4px 8px;
    font: inherit;
    color: var(--_text);
    background: none;
    border: none;
    text-overflow: ellipsis;
  }

  /* The box around it shows the focus. */
  input:focus-visible {
    outline: none;
  }

  input::placeholder {
    color: var(--_text-muted);
    opacity: 1;
  }

  /* One line, whatever is told in it: what is below does not move while words are typed. */
  .told {
    gap: 8px;
    min-block-size: 26px;
  }

  .told > p {
    flex: 1;
    min-inline-size: 0;
  }

  .told button {
    flex: none;
    color: var(--_accent);
  }

  .proposal {
    max-inline-size: 100%;
    margin-inline-start: var(--_hang);
  }

  .proposal kbd {
    font: inherit;
    font-variant-caps: all-small-caps;
    color: var(--_text-muted);
  }

  :is(.answer-now, .retry) {
    margin-inline-end: var(--_hang);
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
  ol .written:not(.whole) .text {
    min-block-size: 4lh;
    -webkit-line-clamp: 4;
  }

  /* Several to a view, and as many lines whether an answer stands above them or not. */
  ol .card:not(.whole, .written) .text {
    -webkit-line-clamp: 3;
  }

  /* Where texts are very large. */
  @container (max-width: 20em) {
    :is(.foot, .origin) {
      flex-wrap: wrap;
    }
  }

  .writing {
    display: grid;
    place-content: center;
    min-block-size: calc(8lh + 42px);
    padding: 8px 12px;
    text-align: center;
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
