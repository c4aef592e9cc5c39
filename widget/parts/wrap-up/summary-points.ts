/** What a summary says, by kind, each point with what it is made of. */
import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { ConversationSummary, SummaryPoint } from '../../../shared/wire/wrap-up.ts'
import { groupsOf } from '../../desk/summary-text.ts'
import type { Language } from '../../i18n/language.ts'
import { chatIcon } from '../shared/icons.ts'

type Entries = ConversationSnapshot['transcript']

export interface PointsInput {
  readonly summary: ConversationSummary
  readonly entries: Entries
  readonly language: Language
  /** Whose messages are shown. */
  readonly opened: ReadonlySet<SummaryPoint>
  toggle(point: SummaryPoint): void
  /** Leads to a message in the transcript. */
  show(utteranceId: string): void
}

export const pointsPart = (input: PointsInput): TemplateResult => {
  const { summary, language } = input
  const { text } = language
  let index = 0
  return html`<div class="points">
    ${summary.headline === '' ? nothing : html`<h3 class="headline strong" dir="auto">${summary.headline}</h3>`}
    <ul class="kinds" role="list">
      ${groupsOf(summary).map(
        ({ kind, points }) => html`<li class="kind">
          <h4>${text(`wrapUp.kind.${kind}`)}</h4>
          <ul role="list">${points.map((point) => pointPart(point, index++, input))}</ul>
        </li>`,
      )}
    </ul>
  </div>`
}

const pointPart = (point: SummaryPoint, index: number, input: PointsInput): TemplateResult => {
  const { opened, toggle, language } = input
  const { utteranceIds } = point
  const isOpen = opened.has(point)
  const label = language.text('wrapUp.said', { count: utteranceIds.length })
  return html`<li>
    <div class="point">
      <p id="point-${index}" dir="auto">${point.text}</p>
      <button
        class="said"
        aria-describedby="point-${index}"
        title=${label}
        aria-expanded=${isOpen ? 'true' : 'false'}
        aria-controls=${isOpen ? `quotes-${index}` : nothing}
        @click=${() => toggle(point)}
      >${chatIcon}<span aria-hidden="true">${language.number(utteranceIds.length)}</span><span class="for-screen-readers">${label}</span></button>
    </div>
    ${isOpen ? html`<ul class="quotes small" role="list" id="quotes-${index}">${utteranceIds.map((id) => html`<li>${quotePart(id, input)}</li>`)}</ul>` : nothing}
  </li>`
}

const quotePart = (utteranceId: string, { entries, language, show }: PointsInput): TemplateResult => {
  const { text } = language
  const found = entries.find(({ data }) => data.utteranceId === utteranceId)
  if (found === undefined) return html`<p class="muted">${text('wrapUp.gone')}</p>`
  const { speaker, text: said } = found.data
  return html`<button class="quote" title=${text('frustration.showMessage')} @click=${() => show(utteranceId)}>
    <span>${text('text.label', { label: text(`transcript.speaker.${speaker}`) })}</span> <bdi>${said}</bdi>
  </button>`
}
