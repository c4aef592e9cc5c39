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

  .card.dismissed {
    padding-block: 2px;
    border-style: dashed;
  }

  .card.dismissed button {
    margin-inline-end: -8px;
  }

  .card > p {
    white-space: pre-wrap;
  }

  .origin {
    gap: 6px;
    align-items: flex-start;
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
    line-height: 24px;
  }

  .acts {
    flex-wrap: wrap;
  }

  .acts svg {
    inline-size: 14px;
    block-size: 14px;
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
    inline-size: 28px;
    padding: 0;
  }

  /* Calm: what is rarely wanted shows on the card that the agent is at. Where nothing can be pointed at it always shows. */
  @media (hover: hover) {
    .sign {
      opacity: 0;
    }

    :is(.card:hover, .card:focus-within, .card.current) .sign,
    .sign[aria-pressed='true'] {
      opacity: 1;
    }
  }

  .sign[aria-pressed='true'] {
    color: var(--_accent);
  }

  .obstacle {
    color: var(--_watch);
  }
`
