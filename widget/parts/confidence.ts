import { html, type TemplateResult } from 'lit'
import type { WidgetConfig } from '../../shared/wire/widget-api.ts'
import { en as words } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { barsIcon } from './icons.ts'

export type Bands = WidgetConfig['confidenceBands']

const bandOf = (score: number, { strong, likely }: Bands): { readonly word: string; readonly bars: 1 | 2 | 3 } => {
  if (score >= strong) return { word: words.confidence.strong, bars: 3 }
  return score >= likely ? { word: words.confidence.likely, bars: 2 } : { word: words.confidence.weak, bars: 1 }
}

/** How sure something is in words, and in bars beside them. */
export const surenessPart = (score: number, bands: Bands): TemplateResult => {
  const { word, bars } = bandOf(score, bands)
  return html`${barsIcon(bars)}${word}`
}

/** How sure something is in words; the figure, and what it means, on demand. */
export const confidencePart = (
  score: number,
  bands: Bands,
  formats: Formats,
  figure: string,
  tabStop: 0 | -1 = 0,
): TemplateResult => html`<details class="sure small muted">
    <summary class="row" tabindex=${tabStop} title=${formats.percent(score)}>${surenessPart(score, bands)}</summary>
    <span>${figure}</span>
  </details>`
