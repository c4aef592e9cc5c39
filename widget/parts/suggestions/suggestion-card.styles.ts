import { css } from 'lit'

export const cardStyles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 4px;
    padding: 8px 12px;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    transition: border-color var(--_motion);
  }

  .card.current {
    border-color: color-mix(in srgb, var(--_accent) 50%, var(--_line));
  }

  @media (forced-colors: active) {
    .card.current {
      outline: 1px solid Highlight;
      border-color: Highlight;
    }
  }

  .card.dismissed {
    padding-block: 2px;
    border-style: dashed;
  }

  .card.dismissed button {
    margin-inline-end: -8px;
  }

  .text {
    white-space: pre-wrap;
  }

  /* So that the first one and what is known of the customer are on the screen together. */
  .card:not(.whole) .text {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
    overflow: hidden;
  }

  /* However long it is, what can be done with it stays on the screen. */
  .whole .text {
    max-block-size: min(320px, 45vh);
    overflow: hidden auto;
  }

  ol:has(> :nth-child(3)) > :nth-child(n + 2) .card:not(.whole) .text {
    -webkit-line-clamp: 3;
  }

  .stretch {
    flex: none;
    gap: 2px;
    margin-inline-start: -6px;
    padding-inline: 4px;
    color: var(--_accent);
  }

  .whole .stretch svg {
    rotate: 180deg;
  }

  .foot {
    gap: 8px;
    min-inline-size: 0;
  }

  /* Small caps, and gone where there is no room for them. */
  .caps {
    /* Nothing elsewhere, while the keys are for what was searched for. */
    display: var(--_caps, flex);
    flex: none;
    gap: 5px;
    margin-inline-start: auto;
    font-variant-caps: all-small-caps;
    letter-spacing: 0.03em;
    white-space: nowrap;
  }

  .caps kbd {
    font: inherit;
    font-weight: 600;
  }

  .caps kbd + kbd::before {
    content: '·';
    padding-inline-end: 5px;
    font-weight: 400;
  }

  @container (max-width: 26em) {
    .caps {
      display: none;
    }
  }

  .origin {
    gap: 6px;
    align-items: flex-start;
    min-inline-size: 0;
    flex: 1;
  }

  .origin details {
    flex: none;
    max-inline-size: 100%;
  }

  .origin summary {
    min-block-size: 24px;
  }

  .source {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: max(24px, 1.4em);
  }

  .source.named {
    display: flex;
    min-inline-size: 0;
    white-space: pre;
  }

  .source.named > bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  a.source {
    /* What only screen readers read stays in it. */
    position: relative;
    color: inherit;
    text-underline-offset: 2px;
  }

  .acts {
    flex-wrap: wrap;
  }

  .held {
    display: grid;
    gap: 4px;
    visibility: hidden;
  }

  .rewrite-note span {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  .rewrite-note svg,
  .acts svg {
    inline-size: calc(var(--_icon) * 7 / 8);
    block-size: calc(var(--_icon) * 7 / 8);
  }

  .insert {
    background: var(--_accent-soft);
    color: var(--_accent);
    font-weight: 600;
  }

  .rest {
    gap: 0;
    margin-inline: auto -8px;
    color: var(--_text-muted);
  }

  .sign {
    display: grid;
    place-items: center;
    inline-size: calc(var(--_icon) + 10px);
    padding: 0;
  }

  .sign:is([aria-pressed='true'], [aria-expanded='true']),
  .chip[aria-pressed='true'] {
    color: var(--_accent);
  }

  .rewrite[aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  .reasons {
    flex-wrap: wrap;
  }

  .chip[aria-pressed='true'] {
    background: var(--_accent-soft);
  }

  .draft {
    field-sizing: content;
    max-block-size: 240px;
  }

  .internal,
  .question p {
    color: var(--_watch);
  }

  .byline {
    color: var(--_accent);
  }

  :is(.byline, .internal, .question) svg {
    inline-size: calc(var(--_icon) * 7 / 8);
    block-size: calc(var(--_icon) * 7 / 8);
  }

  .question {
    display: grid;
    gap: 4px;
  }

  /* As high as the buttons it stands in the place of. */
  .question p {
    min-block-size: 26px;
  }

  .rewrite-menu [role='group'] {
    flex-wrap: wrap;
  }

  .rewrite-note {
    gap: 4px 6px;
    /* Nothing moves once there is something to take back. */
    min-block-size: 24px;
    color: var(--_text-muted);
  }

  .rewrite-note.refused {
    align-items: flex-start;
  }

  .rewrite-note.refused,
  .obstacle {
    color: var(--_watch);
  }
`
