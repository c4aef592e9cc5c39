import { css, html, nothing, svg, type TemplateResult } from 'lit'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { Text } from '../../i18n/catalogue.ts'
import type { Language } from '../../i18n/language.ts'
import type { ScoringState } from '../../sentiment/sentiment.ts'
import {
  type FrustrationView,
  firstWords,
  frustrationView,
  IN_TRANSLATION,
  type Meter,
} from '../../state/frustration.ts'
import { around } from '../shared/around.ts'
import { chevronIcon, downIcon, levelIcons } from '../shared/icons.ts'

export const frustrationStyles = css`
  .meter,
  .moved {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 24px;
    font-variant-numeric: tabular-nums;
  }

  .meter {
    flex-wrap: wrap;
  }

  .meter .level {
    display: flex;
    align-items: center;
    gap: 4px;
    font-size: var(--_large);
    line-height: calc(4 / 3);
    font-weight: 600;
  }

  .level.standard {
    color: var(--_calm);
  }

  .level.supervisor {
    color: var(--_watch);
  }

  .level.manager {
    color: var(--_act);
  }

  .trend {
    display: flex;
    align-items: center;
    gap: 2px;
  }

  .trend.rising svg {
    rotate: 180deg;
  }

  .trend.steady svg {
    rotate: -90deg;
  }

  .spark {
    inline-size: 56px;
    block-size: 20px;
    margin-inline-start: auto;
    overflow: visible;
    color: var(--_text-muted);
  }

  .spark:dir(rtl) {
    scale: -1 1;
  }

  .moved {
    gap: 0;
    white-space: nowrap;
  }

  .rise {
    display: flex;
    align-items: center;
    min-inline-size: 0;
    white-space: pre;
    color: var(--_accent);
  }

  /* Shortened at its own end, whatever the direction of the panel. */
  .rise bdi {
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .rise:first-child {
    margin-inline-start: var(--_hang);
  }

  .scoring summary {
    display: flex;
    align-items: center;
    gap: 2px;
    inline-size: fit-content;
    padding-inline-start: 4px;
    margin-inline-start: calc(var(--_hang) + 4px);
  }

  .scoring[open] summary svg {
    rotate: 180deg;
  }

  /* Where texts are very large, the switch is below. */
  [part='frustration'] > .label {
    flex-wrap: wrap;
  }

  [part='frustration'] > .label > * {
    flex: none;
  }

  [role='switch'] {
    display: flex;
    align-items: center;
    gap: 6px;
    margin-inline-end: var(--_hang);
  }

  .track {
    inline-size: 26px;
    block-size: 14px;
    padding: 1px;
    border: 1px solid currentColor;
    border-radius: 8px;
  }

  .thumb {
    display: block;
    inline-size: 10px;
    block-size: 10px;
    /* A border, since forced colours take backgrounds away. */
    border: 5px solid currentColor;
    border-radius: 50%;
    transition: translate var(--_motion);
  }

  [aria-checked='true'] .thumb {
    translate: 12px;
  }

  :dir(rtl) [aria-checked='true'] .thumb {
    translate: -12px;
  }

  /* Time goes the way the text does. */
  :dir(rtl) .trend.steady svg {
    rotate: 90deg;
  }

  :dir(rtl) .spark {
    scale: -1 1;
  }
`

export interface FrustrationInput {
  readonly snapshot: ConversationSnapshot
  readonly scoring: ScoringState
  readonly language: Language
  readonly now: number
  setScoringOff(isOff: boolean): void
  /** Brings a message of the transcript before the agent's eyes. */
  showUtterance(utteranceId: string): void
}

/** How frustrated the customer is, since when, and what moved it: in words, a figure and a shape, never by colour alone. */
export const frustrationPart = (input: FrustrationInput): TemplateResult | typeof nothing => {
  const view = frustrationView(input.snapshot, input.scoring)
  // Who can do nothing about it need not read of it.
  if (view.kind === 'off' && view.by !== 'agent') return nothing
  // None will come any more.
  if (view.kind === 'waiting' && input.snapshot.status?.data.state === 'ended') return nothing
  const canSwitch = view.kind !== 'language' && input.snapshot.status?.data.state !== 'ended'
  return html`<div role="group" aria-labelledby="frustration" part="frustration">
    <div class="row spread label">
      <h2 id="frustration">${input.language.text('frustration.label')}</h2>
      ${canSwitch ? switchPart(view.kind !== 'off', input) : nothing}
    </div>
    ${bodyOf(view, input)}
  </div>`
}

const bodyOf = (view: FrustrationView, input: FrustrationInput): TemplateResult => {
  const { text } = input.language
  switch (view.kind) {
    case 'off':
      return html`<p class="muted">${text('frustration.off')}</p>`
    case 'first':
      return html`<p class="muted">${text('frustration.one')}</p>
        ${detailsPart(scoredWhere(view.scoredBy, input.scoring, text), text)}`
    case 'language':
      return html`<p class="muted">${text('frustration.language')}</p>`
    case 'unavailable':
      return html`<p class="muted">${text(`frustration.unavailable.${view.because}`)}</p>`
    case 'waiting':
      return html`<p class="muted">${waitingWords(view.progress, input)}</p>`
    case 'meter':
      return meterPart(view.meter, input)
  }
}

const waitingWords = (progress: number | undefined, { snapshot, language }: FrustrationInput): string => {
  if (progress !== undefined) return language.text('frustration.loading', { percent: language.percent(progress) })
  const isSoon = snapshot.transcript.some(({ data }) => data.speaker === 'customer')
  return language.text(isSoon ? 'frustration.soon' : 'frustration.none')
}

const meterPart = (meter: Meter, input: FrustrationInput): TemplateResult => {
  const { level, figure, trend, history } = meter
  const { language, scoring } = input
  const { text } = language
  return html`<div class="meter">
      <span class="level ${level}">${levelIcons[level]}${text(`frustration.level.${level}`)}</span>
      <span title=${text('frustration.figure', { figure })}><span aria-hidden="true">${language.number(figure)}</span
        ><span class="for-screen-readers">${text('frustration.figure', { figure })}</span></span>
      ${trend === undefined ? nothing : html`<span class="trend small muted ${trend}">${downIcon}${text(`frustration.trend.${trend}`)}</span>`}
      ${sparkline(history)}
    </div>
    ${movedPart(meter, input)}
    ${detailsPart(
      text('text.both', {
        first: scoredWhere(meter.scoredBy, scoring, text),
        second: text('frustration.history', { figures: language.numbers(history) }),
      }),
      text,
    )}`
}

const detailsPart = (words: string, text: Text): TemplateResult => html`<details class="scoring small muted">
    <summary>${chevronIcon}${text('frustration.details')}</summary>
    <p>${words}</p>
  </details>`

/** Since when, and on which message; while all is calm neither is worth a line. */
const movedPart = (
  { level, since, rise }: Meter,
  { language, showUtterance }: FrustrationInput,
): TemplateResult | typeof nothing => {
  if (level === 'standard' || (since === undefined && rise === undefined)) return nothing
  const moment = since === undefined ? 0 : Date.parse(since)
  const { text } = language
  return html`<div class="moved small muted">
    ${
      since === undefined
        ? nothing
        : html`<span>${around(
            (at) => text('frustration.since', { at }),
            html`<time datetime=${since} title=${language.exactTime(moment)}>${language.clockTime(moment)}</time>`,
          )}</span>`
    }
    ${
      rise === undefined
        ? nothing
        : html`<button class="rise" title=${text('frustration.showMessage')} @click=${() => showUtterance(rise.utteranceId)}>${around(
            (message) => text('frustration.rose', { message }),
            html`<bdi>${text('text.quoted', { text: firstWords(rise.text) })}</bdi>`,
          )}</button>`
    }
  </div>`
}

const scoredWhere = (scoredBy: string | undefined, scoring: ScoringState, text: Text): string => {
  // Whatever this browser could do: it was not asked.
  if (scoredBy === IN_TRANSLATION) return text('frustration.scoredInTranslation')
  if (scoring.kind === 'service' && scoring.because !== 'operator')
    return text(`frustration.service.${scoring.because}`)
  return scoredBy === undefined || scoredBy === 'service'
    ? text('frustration.scoredByService')
    : text('frustration.scoredHere', { backend: scoredBy })
}

const WIDTH = 72
const HEIGHT = 20

/** For the eye only: the details say the same in figures. */
const sparkline = (history: readonly number[]): TemplateResult | typeof nothing => {
  if (history.length < 3) return nothing
  const step = (WIDTH - 4) / (history.length - 1)
  const points = history.map((figure, i) => [2 + i * step, HEIGHT - 2 - (figure / 100) * (HEIGHT - 4)] as const)
  const [x, y] = points.at(-1) ?? [0, 0]
  const line = points.map((point) => point.map((each) => each.toFixed(1)).join(',')).join(' ')
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round">
    ${svg`<polyline points=${line} /><circle cx=${x} cy=${y} r="2" fill="currentColor" />`}
  </svg>`
}

const switchPart = (isOn: boolean, { setScoringOff, language }: FrustrationInput): TemplateResult => {
  const label = language.text('frustration.toggle')
  return html`<button role="switch" aria-checked=${isOn ? 'true' : 'false'} class="muted" @click=${() => setScoringOff(isOn)}>
    ${label}<span class="track" aria-hidden="true"><span class="thumb"></span></span>
  </button>`
}
