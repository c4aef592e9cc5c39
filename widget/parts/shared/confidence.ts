import { html, type TemplateResult } from 'lit'
import type { WidgetConfig } from '../../../shared/wire/widget-api.ts'
import type { Language } from '../../i18n/language.ts'
import { barsIcon } from './icons.ts'

export type Bands = WidgetConfig['confidenceBands']

const BARS = { weak: 1, likely: 2, strong: 3 } as const

const bandOf = (score: number, { strong, likely }: Bands): keyof typeof BARS => {
  if (score >= strong) return 'strong'
  return score >= likely ? 'likely' : 'weak'
}

/** How sure something is in words, and in bars beside them. */
export const surenessPart = (score: number, bands: Bands, { text }: Language): TemplateResult => {
  const band = bandOf(score, bands)
  return html`${barsIcon(BARS[band])}${text(`confidence.${band}`)}`
}

/** How sure something is in words; the figure, and what it means, on demand. */
export const confidencePart = (
  score: number,
  bands: Bands,
  language: Language,
  figure: string,
  tabStop: 0 | -1 = 0,
): TemplateResult => onDemand(surenessPart(score, bands, language), language.percent(score), figure, tabStop)

/** That nobody said how sure it is: neither bars nor a figure, which would look as if somebody had. */
export const unratedPart = ({ text }: Language, tabStop: 0 | -1): TemplateResult => {
  const why = text('suggestions.unratedHint')
  return onDemand(text('suggestions.unrated'), why, why, tabStop)
}

const onDemand = (
  words: TemplateResult | string,
  title: string,
  more: string,
  tabStop: 0 | -1,
): TemplateResult => html`<details class="sure small muted">
    <summary class="row" tabindex=${tabStop} title=${title}>${words}</summary>
    <span>${more}</span>
  </details>`
