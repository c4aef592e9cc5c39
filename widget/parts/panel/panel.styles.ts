import { css } from 'lit'

export const panelFrame = css`
  .panel,
  .stage,
  .body {
    display: flex;
    flex-direction: column;
    flex: 1 1 auto;
    min-block-size: 0;
  }

  .stage {
    position: relative;
  }

  .panel:focus-visible {
    outline-offset: -2px;
  }

  .body {
    overflow: hidden auto;
    overscroll-behavior: contain;
  }

  .block {
    flex: none;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
    padding: var(--_gap) 16px;
    border-block-end: 1px solid var(--_line);
  }

  /* The element of what was misunderstood stays when it has nothing to show: it knows whether the agent is at it. */
  .block.now:not(:has(> :not([hidden]))) {
    display: none;
  }

  .ends {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .ends:empty {
    display: none;
  }

  .ends > .wide {
    flex: 1 1 100%;
    min-inline-size: 0;
  }

  /* The keys are for what was searched for. */
  cx-assist-search.opened ~ cx-assist-suggestions {
    --_caps: none;
  }

  cx-assist-transcript {
    flex: 1 1 auto;
    min-block-size: 180px;
  }

  cx-assist-transcript[collapsed] {
    flex: none;
    min-block-size: 0;
  }
`
