/** What is said around the results of a search. */
import { html, nothing, type TemplateResult } from 'lit'
import type { KnowledgeResult } from '../../../shared/wire/knowledge.ts'
import type { SearchView } from '../../desk/knowledge-desk.ts'
import type { Language } from '../../i18n/language.ts'
import { around } from '../shared/around.ts'
import { shieldIcon, sparkIcon, warningIcon } from '../shared/icons.ts'

export interface ToldInput {
  readonly view: SearchView
  /** The customer's last words, where there are any. */
  readonly proposal: string
  /** Whether a model can be asked. */
  readonly canAnswer: boolean
  readonly language: Language
  take(): void
  retry(): void
  answer(): void
}

/** The line between the box and what was found. */
export const toldPart = (input: ToldInput): TemplateResult =>
  html`<div class="told row small muted" id="told">${lineOf(input)}</div>`

const lineOf = (input: ToldInput): TemplateResult | typeof nothing => {
  const { view, retry } = input
  const { text } = input.language
  const { stage, found } = view
  switch (stage.kind) {
    case 'idle':
      return idleLine(input)
    case 'slow':
      return html`<p>${text('search.slow')}</p>`
    case 'refused':
      return html`${warningIcon}<p>${text('search.refused', { reason: stage.code })}</p>
        <button class="retry" @click=${retry}>${text('search.retry')}</button>`
    default:
      return found === undefined ? nothing : foundLine(input, found.results.length, found.query)
  }
}

const idleLine = ({ proposal, take, language }: ToldInput): TemplateResult => {
  const { text } = language
  if (proposal === '') return html`<p>${text('search.hint')}</p>`
  // Which words these are stands in the box.
  return html`<button class="proposal row" title=${text('text.quoted', { text: proposal })} @click=${take}>
    ${text('search.proposal')}<kbd aria-hidden="true">Tab</kbd>
  </button>`
}

const foundLine = (input: ToldInput, count: number, query: string): TemplateResult => {
  const { text } = input.language
  if (count > 0) return html`<p>${text('search.count', { count })}</p>${answerButton(input)}`
  return html`<p>${around((gap) => text('search.none', { query: gap }), html`<bdi>${query}</bdi>`)}</p>`
}

/** Never asked by itself: what a model makes of it costs time, and has to be read. */
const answerButton = ({ view, canAnswer, language, answer }: ToldInput): TemplateResult | typeof nothing => {
  const { kind } = view.answer
  if (!canAnswer || view.stage.kind !== 'found' || kind === 'given') return nothing
  const isAsking = kind === 'asking'
  // Not `disabled`: the focus stays where it is.
  return html`<button class="answer-now row" aria-disabled=${isAsking ? 'true' : 'false'} @click=${answer}>
    ${sparkIcon}${language.text(kind === 'refused' ? 'search.answerAgain' : 'search.answer')}
  </button>`
}

/** That some may not be shown: how many, never which. */
export const stoppedPart = ({ found, stage }: SearchView, { text }: Language): TemplateResult | typeof nothing =>
  found === undefined || found.withheld === 0 || stage.kind !== 'found'
    ? nothing
    : html`<p class="withheld row small muted">${shieldIcon}<span>${text('search.withheld', { count: found.withheld })}</span></p>`

/** In the place of an answer, until there is one, or where there is none. */
export const writingPart = ({ answer }: SearchView, { text }: Language): TemplateResult | typeof nothing => {
  switch (answer.kind) {
    case 'asking':
      return html`<p class="writing muted">${text(answer.isSlow ? 'search.writingSlowly' : 'search.writing')}</p>`
    case 'refused':
      return html`<p class="writing muted">${text('search.notAnswered', { reason: answer.code })}</p>`
    default:
      return nothing
  }
}

/** Where the sentences of an answer can be read. */
export const citationsPart = (
  cited: readonly KnowledgeResult[],
  tabStop: 0 | -1,
  { text }: Language,
  show: (id: string) => void,
): TemplateResult => html`<div class="citations row small" role="group" aria-label=${text('search.citations')}>
  <span class="muted" aria-hidden="true">${text('text.label', { label: text('search.citations') })}</span>
  ${cited.map(({ id, title }) => {
    const name = title.trim() === '' ? text('search.untitled') : title
    return html`<button class="outlined chip" dir="auto" tabindex=${tabStop} title=${text('search.showCited', { title: name })} @click=${() => show(id)}>${name}</button>`
  })}
</div>`
