import { css } from 'lit'

export const handoverStyles = css`
  :host {
    flex: none;
    display: block;
  }

  :host([hidden]),
  #card[hidden] {
    display: none;
  }

  /* It takes no room: nothing moves for what only waits to be shown. */
  :host([arrived]) {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    block-size: 0;
  }

  section {
    padding: calc(var(--_gap) - 4px) 16px var(--_gap) 13px;
    border-block-end: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_accent);
  }

  h3,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
    font-weight: inherit;
    overflow-wrap: anywhere;
  }

  ul {
    list-style: none;
  }

  #card,
  ul {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
  }

  /* One line whatever comes into it: what is below must not move. */
  .head {
    gap: 8px;
    min-block-size: 24px;
    white-space: nowrap;
  }

  .head h2 {
    flex: 1;
    min-inline-size: 0;
  }

  .head > :not(h2) {
    flex: none;
  }

  .fold {
    max-inline-size: 100%;
    margin-inline-start: -5px;
    padding: 0 6px 0 4px;
    color: var(--_accent);
  }

  /* The name gives way first. */
  .fold .who {
    flex-shrink: 999;
  }

  .fold .who {
    color: var(--_text);
  }

  .cut {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .fold[aria-expanded='false'] > svg:first-child {
    rotate: -90deg;
  }

  .more[aria-expanded='true'] > svg {
    rotate: 180deg;
  }

  .name {
    font-size: var(--_large);
    line-height: calc(4 / 3);
  }

  .summary {
    font-size: calc(var(--_font-size) * 14 / 13);
    line-height: calc(10 / 7);
  }

  .summary,
  dd {
    white-space: pre-line;
  }

  .short {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }

  .summary.short {
    -webkit-line-clamp: 4;
  }

  dl {
    display: grid;
    grid-template-columns: fit-content(40%) minmax(0, 1fr);
    gap: 2px 12px;
  }

  .summary + dl {
    margin-block-start: 2px;
  }

  h3.label,
  ul {
    margin-block-start: 4px;
  }

  .more {
    justify-self: start;
    margin-inline-start: -7px;
    padding-inline-start: 4px;
    color: var(--_accent);
  }

  li {
    display: grid;
    grid-template-columns: var(--_icon) minmax(0, 1fr);
    gap: 2px 8px;
    padding: 6px 8px;
    border: 1px solid color-mix(in srgb, currentColor 24%, transparent);
    border-radius: var(--_radius);
  }

  li > p {
    grid-column: 2;
    color: var(--_text);
  }

  .watch {
    color: var(--_watch);
    background: var(--_watch-soft);
  }

  .act {
    color: var(--_act);
    background: var(--_act-soft);
  }

  li > svg {
    margin-block-start: 1px;
  }

  .copy {
    justify-self: start;
    margin-block-start: 4px;
  }

  .copy svg {
    inline-size: calc(var(--_icon) * 7 / 8);
    block-size: calc(var(--_icon) * 7 / 8);
  }

  .obstacle {
    color: var(--_watch);
  }

  .newer {
    border-color: currentColor;
    color: var(--_accent);
  }

  .newer.arrived,
  .newer.arrived:hover {
    margin: 4px 4px 0 auto;
    background: var(--_surface);
  }
`
