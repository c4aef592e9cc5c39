/** How things stand, in four figures, and how they went for an hour, as a line. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'
import { type Counts, HOUR_MS, type Sample, worstOf } from '../state/figures.ts'

const FIGURES = ['live', 'waiting', 'escalated', 'angry'] as const
const LOUD = new Set<string>(['escalated', 'angry'])

export interface HeadInput {
  readonly counts: Counts
  /** Oldest first. */
  readonly history: readonly Sample[]
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly now: number
}

export const headPart = (input: HeadInput): TemplateResult => {
  const { counts, language } = input
  return html`<header class="top" part="figures">
    <dl class="figures">
      ${FIGURES.map(
        (name) => html`<div class="figure ${LOUD.has(name) && counts[name] > 0 ? 'loud' : ''}">
          <dt class="small muted">${language.text(`board.count.${name}`)}</dt>
          <dd>${language.number(counts[name])}</dd>
        </div>`,
      )}
    </dl>
    ${trendPart(input)}
  </header>`
}

const WIDTH = 180
const HEIGHT = 32
/** Lest one conversation looks like a mountain. */
const LEAST_TOP = 4

/** The line says what the words beside it say; it is for the eye alone. */
const trendPart = ({ counts, history, language, now }: HeadInput): TemplateResult => {
  const { text } = language
  const worst = worstOf(history)
  const first = history[0]
  const top = Math.max(LEAST_TOP, worst?.urgent ?? 0)
  const x = (at: number): string => (WIDTH * (1 - Math.min(1, (now - at) / HOUR_MS))).toFixed(1)
  const y = (urgent: number): string => (HEIGHT - 2 - ((HEIGHT - 4) * urgent) / top).toFixed(1)
  const points = [...history, { at: now, urgent: counts.urgent }].map(({ at, urgent }) => `${x(at)},${y(urgent)}`)
  return html`<figure class="trend" part="trend">
    <figcaption>
      <span class="small muted">${text('board.trend.label')}</span>
      <span class="small"
        >${
          worst === undefined || first === undefined
            ? nothing
            : text('board.trend.summary', {
                now: counts.urgent,
                most: worst.urgent,
                at: language.clockTime(worst.at),
                since: language.clockTime(first.at),
              })
        }</span
      >
    </figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${svg`<path class="base" d="M0 ${HEIGHT - 1.5}H${WIDTH}" /><polyline points=${points.join(' ')} />`}
    </svg>
  </figure>`
}
