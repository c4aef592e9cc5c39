import { css } from 'lit'

export const boardStyles = css`
  :host {
    container-type: inline-size;
  }

  .board {
    position: relative;
    display: flex;
    flex-direction: column;
    flex: 1 1 auto;
    /* A page may have made a block of the element: without a size of its own, all rows would be in the page. */
    block-size: 100%;
    min-block-size: 0;
    min-inline-size: 0;
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 32px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_line);
  }

  .figures,
  .figures dd,
  .trend,
  .keys dl,
  .keys dd {
    margin: 0;
  }

  .figures {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 24px;
  }

  .figure {
    min-inline-size: 56px;
  }

  .figure dd {
    font-size: calc(var(--_font-size) * 20 / 13);
    font-weight: 600;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }

  .loud dd {
    color: var(--_act);
  }

  .trend {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
  }

  .trend figcaption {
    display: grid;
  }

  .trend svg {
    inline-size: 180px;
    block-size: 32px;
    fill: none;
    stroke: var(--_act);
    stroke-width: 1.5;
  }

  .trend path,
  .trend polyline {
    vector-effect: non-scaling-stroke;
  }

  .trend .base {
    stroke: var(--_line);
    stroke-width: 1;
  }

  /* Time runs as the words do. */
  .board[dir='rtl'] .trend svg {
    transform: scaleX(-1);
  }

  .filters {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 8px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_line);
  }

  .field {
    display: grid;
    gap: 2px;
    flex: 0 1 160px;
    min-inline-size: 0;
  }

  .field.wide {
    flex: 1 1 200px;
    max-inline-size: 420px;
  }

  input,
  select {
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: 28px;
    padding: 0 8px;
    font: inherit;
    color: var(--_text);
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, currentColor 45%, transparent);
    border-radius: var(--_radius);
  }

  .told {
    flex: 1 1 auto;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    min-block-size: 28px;
  }

  .changes {
    color: var(--_accent);
    font-weight: 600;
  }

  .main {
    position: relative;
    display: flex;
    flex: 1 1 auto;
    min-block-size: 0;
  }

  cx-board-list,
  .nobody {
    flex: 1 1 0;
  }

  .nobody,
  .waiting {
    display: grid;
    align-content: center;
  }

  .waiting {
    justify-items: center;
    gap: 8px;
    padding: 24px;
    text-align: center;
  }

  .beside {
    display: flex;
    flex-direction: column;
    flex: none;
    inline-size: clamp(360px, 32cqi, 520px);
    min-block-size: 0;
    border-inline-start: 1px solid var(--_line);
  }

  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
    padding: 8px 16px;
    border-block-end: 1px solid var(--_line);
    flex: none;
    max-block-size: 60%;
    overflow: auto;
  }

  .about h2 {
    margin-inline: -4px;
    padding-inline: 4px;
    font-size: var(--_large);
  }

  .about h2:focus-visible {
    outline-offset: -2px;
  }

  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .taking {
    flex-wrap: wrap;
  }

  .take,
  .note button[type='submit']:not([aria-disabled='true']) {
    color: var(--_accent);
    font-weight: 600;
  }

  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  .note {
    display: grid;
    gap: 4px;
  }

  .failed {
    color: var(--_act);
  }

  .panel-room {
    flex: 1 1 0;
    min-block-size: 0;
    overflow: hidden;
  }

  .keys {
    position: absolute;
    inset-block-start: 16px;
    inset-inline-end: 16px;
    z-index: 2;
    display: grid;
    gap: 8px;
    max-inline-size: min(380px, calc(100% - 32px));
    max-block-size: calc(100% - 32px);
    overflow: auto;
    padding: 12px 16px;
    background: var(--_surface);
    border: 1px solid color-mix(in srgb, currentColor 40%, transparent);
    border-radius: var(--_radius);
  }

  .keys dt {
    flex: none;
    inline-size: 88px;
  }

  kbd {
    font: inherit;
    font-weight: 600;
  }

  @container (max-inline-size: 900px) {
    /* It keeps its place and its rows: whoever comes back finds them as they were. */
    .main.opened > :is(cx-board-list, .nobody) {
      visibility: hidden;
    }

    .beside {
      position: absolute;
      inset: 0;
      inline-size: auto;
      border: 0;
      background: var(--_surface);
    }
  }

  @container (max-inline-size: 480px) {
    .top {
      padding: 6px 12px;
      gap: 4px 16px;
    }

    .figures {
      gap: 4px 16px;
    }

    .filters {
      padding: 6px 12px;
      gap: 4px 8px;
    }

    .field {
      flex: 1 1 84px;
    }

    .field.wide {
      flex-basis: 100%;
    }

    .trend svg {
      display: none;
    }

    /* So small, the conversation has the room. */
    .opened-board :is(.top, .filters) {
      display: none;
    }
  }
`
