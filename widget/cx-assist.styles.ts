/**
 * Design tokens and the frame. A public token `--cx-assist-x` may be set on the element or anywhere above it; parts read
 * only the private `--_x`, so that a default never hides what a host set further up.
 */
import { css } from 'lit'

export const tokens = css`
  :host {
    color-scheme: light dark;

    --_surface: var(--cx-assist-surface, light-dark(#ffffff, #15181d));
    --_surface-muted: var(--cx-assist-surface-muted, light-dark(#f5f6f8, #1d2128));
    --_text: var(--cx-assist-text, light-dark(#1a1f29, #e9ebef));
    --_text-muted: var(--cx-assist-text-muted, light-dark(#596273, #a3abb9));
    --_line: var(--cx-assist-line, light-dark(#e2e5ea, #2c323c));
    --_accent: var(--cx-assist-accent, light-dark(#2c56c9, #93b4ff));
    --_accent-soft: var(--cx-assist-accent-soft, light-dark(#edf2fd, #1d2740));
    --_calm: var(--cx-assist-calm, light-dark(#18794e, #6fd3a6));
    --_watch: var(--cx-assist-watch, light-dark(#8a5300, #edbd63));
    --_watch-soft: var(--cx-assist-watch-soft, light-dark(#fff7e6, #2b2414));
    --_act: var(--cx-assist-act, light-dark(#b42318, #ff9f94));
    --_act-soft: var(--cx-assist-act-soft, light-dark(#fef1f0, #331d1b));
    --_radius: var(--cx-assist-radius, 6px);
    --_font-size: var(--cx-assist-font-size, 13px);
    /* Whatever is smaller or larger than the text grows with it. */
    --_small: calc(var(--_font-size) * 12 / 13);
    --_large: calc(var(--_font-size) * 15 / 13);
    --_icon: calc(var(--_font-size) * 16 / 13);
    /* So far quiet buttons hang out, that their words stand in line with what is above. */
    --_hang: -9px;
    --_gap: 12px;
    --_motion: 120ms;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([density='compact']) {
    --_gap: 8px;
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0ms;
    }
  }

  @media (forced-colors: active) {
    :host {
      --_surface: Canvas;
      --_surface-muted: Canvas;
      --_text: CanvasText;
      --_text-muted: CanvasText;
      --_line: CanvasText;
      --_accent: Highlight;
      --_accent-soft: Canvas;
      --_calm: CanvasText;
      --_watch: CanvasText;
      --_watch-soft: Canvas;
      --_act: CanvasText;
      --_act-soft: Canvas;
      /* Here they have borders. */
      --_hang: 0px;
    }
  }
`

export const frame = css`
  :host {
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    min-inline-size: 0;
    min-block-size: 0;
    block-size: 100%;
    overflow: hidden;
    background: var(--_surface);
    color: var(--_text);
    font-size: var(--_font-size);
    line-height: 1.45;
    text-align: start;
  }

  :host([hidden]) {
    display: none;
  }

  .lost {
    margin: auto;
    padding: 24px;
    text-align: center;
  }
`
