/** Signs that tell apart what colour alone must not. 16 by 16, drawn in the colour of the text around them. */
import { html, svg, type TemplateResult } from 'lit'
import type { EscalationLevel, Tone } from '../../../shared/wire/vocabulary.ts'

const icon = (shape: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`

export const dotIcon = icon(svg`<circle cx="5" cy="8" r="4" fill="currentColor" stroke="none" />`)
export const ringIcon = icon(svg`<circle cx="5.5" cy="8" r="4.5" />`)
export const turningIcon = icon(svg`<path d="M12.5 8a4.5 4.5 0 1 1-4.5-4.5" /><path d="M8 1.5 10 3.5 8 5.5" />`)
export const slashIcon = icon(svg`<circle cx="8" cy="8" r="5.5" /><path d="M4.2 11.8 11.8 4.2" />`)
export const warningIcon = icon(svg`<path d="M8 2.5 14 13H2Z" /><path d="M8 6.5v3" /><path d="M8 11.2v.1" />`)
export const lockIcon = icon(
  svg`<rect x="3.5" y="7" width="9" height="6" rx="1" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`,
)
export const searchIcon = icon(svg`<circle cx="7" cy="7" r="4.2" /><path d="m10.200 10.200 3.300 3.300" />`)
/** What a machine wrote. */
export const sparkIcon = icon(
  svg`<path d="M7 2.500 8.400 6.100 12 7.500 8.400 8.900 7 12.500 5.600 8.900 2 7.500 5.600 6.100Z" /><path d="M12.500 10.500v3M11 12h3" />`,
)
export const chevronIcon = icon(svg`<path d="m5 6.5 3 3 3-3" />`)
export const downIcon = icon(svg`<path d="M8 3.5v9" /><path d="m4.5 9 3.5 3.5L11.5 9" />`)
export const personIcon = icon(svg`<circle cx="8" cy="5.5" r="2.5" /><path d="M3 13.5c.6-2.6 2.4-4 5-4s4.4 1.4 5 4" />`)
export const headsetIcon = icon(
  svg`<path d="M3 9V8a5 5 0 0 1 10 0v1" /><rect x="2" y="8.5" width="2.5" height="4" rx="1" /><rect x="11.5" y="8.5" width="2.5" height="4" rx="1" />`,
)
export const botIcon = icon(
  svg`<rect x="3" y="5.5" width="10" height="7" rx="2" /><path d="M8 5.500V3" /><path d="M6.2 9v.1M9.8 9v.1" />`,
)
export const chatIcon = icon(svg`<path d="M3 3.500h10v7H8.500L5.5 13v-2.500H3Z" />`)
export const checkIcon = icon(svg`<path d="m3.500 8.500 3 3 6-7" />`)
export const moreIcon = icon(svg`<path d="M3.500 8h.1M8 8h.1M12.500 8h.1" stroke-width="2.5" />`)
export const crossIcon = icon(svg`<path d="m4.500 4.500 7 7M11.500 4.500l-7 7" />`)
const thumb = svg`<path d="M5.500 7.500v5.500h-2.500V7.500Z" /><path d="M5.500 7.500 8 2.500c1.100 0 1.700.8 1.500 1.800L9 6.500h2.900c.9 0 1.500.8 1.300 1.700l-.8 3.600c-.2.800-.8 1.200-1.500 1.200H5.500" />`
export const thumbUpIcon = icon(thumb)
export const thumbDownIcon = icon(svg`<g transform="rotate(180 8 8)">${thumb}</g>`)
export const shieldIcon = icon(svg`<path d="M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4Z" /><path d="M6 8h4" />`)
/** A pen and a spark: written by a model. */
export const rewriteIcon = icon(
  svg`<path d="M3 13.500 3.800 10.500 10 4.300l2.200 2.200L6 12.700Z" /><path d="M13 1.500v3M11.500 3h3M13 10.500v3M11.500 12h3" stroke-width="1.2" />`,
)

const face = (mouth: TemplateResult): TemplateResult =>
  icon(svg`<circle cx="8" cy="8" r="6" /><path d="M6 6.500v.1M10 6.500v.1" />${mouth}`)
const smile = face(svg`<path d="M5.500 9.500c1.300 1.600 3.700 1.600 5 0" />`)
const straight = face(svg`<path d="M5.500 10.500h5" />`)
const frown = face(
  svg`<path d="M5.500 11c1.300-1.600 3.700-1.600 5 0" /><path d="m4.800 4.800 2 .9M11.200 4.800l-2 .9" />`,
)
export const levelIcons = { standard: smile, supervisor: straight, manager: frown } satisfies Record<
  EscalationLevel,
  TemplateResult
>
export const toneIcons = { positive: smile, neutral: straight, negative: frown } satisfies Record<Tone, TemplateResult>

/** Filled bars out of three: how sure something is. */
export const barsIcon = (filled: 1 | 2 | 3): TemplateResult =>
  html`<svg viewBox="0 0 16 16" fill="currentColor" aria-hidden="true">
    ${[1, 2, 3].map(
      (bar) =>
        svg`<rect x=${bar * 4 - 1} y=${13 - bar * 3} width="2.5" height=${bar * 3} rx=".8" opacity=${bar <= filled ? 1 : 0.28} />`,
    )}
  </svg>`
