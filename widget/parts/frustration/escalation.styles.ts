import { css } from 'lit'

export const escalationStyles = css`
  :host {
    display: block;
    flex: none;
    padding: var(--_gap) 16px;
    border-block-end: 1px solid var(--_line);
  }

  :host([hidden]) {
    display: none;
  }

  /* It takes no room: nothing moves for what only waits to be shown. */
  :host([arrived]) {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    block-size: 0;
    padding: 0;
    border: 0;
  }

  .quiet {
    padding: 0;
    border-color: transparent;
    color: var(--_text-muted);
  }

  .quiet > p {
    font-size: var(--_small);
    line-height: calc(4 / 3);
  }

  .notice > .head {
    gap: 8px;
    margin-block: -3px;
    color: inherit;
  }

  .head h2 {
    flex: 1;
  }

  .head .label {
    color: inherit;
  }

  .sign {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: calc(var(--_icon) + 8px);
    margin-inline-end: -8px;
    padding: 0;
  }

  .arrived,
  .arrived:hover {
    margin-block: 4px 0;
    margin-inline: 4px auto;
    border-color: currentColor;
    background: var(--_surface);
  }
`
