import { html, nothing, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'
import { ariaKeys } from '../../keys/key-words.ts'
import { type Obstacle, textOf } from '../../state/marks.ts'
import { around } from '../shared/around.ts'
import { confidencePart, unratedPart } from '../shared/confidence.ts'
import { checkIcon, chevronIcon, lockIcon, sparkIcon } from '../shared/icons.ts'
import type { CardInput } from './card-input.ts'
import { questionPart } from './internal.ts'
import { rewriteMenu, rewriteNote } from './rewrite.ts'
import { sourceLink, sourceTitle } from './source-title.ts'
import { actsPart, draftPart, hint, keysPart, reasonsPart, tabStop } from './suggestion-acts.ts'

export const suggestionCard = (input: CardInput): TemplateResult => {
  const { index, isCurrent, isRecord, mark, keys, extent } = input
  // One element whatever becomes of it: the focus stays on it.
  return html`<li>
    <div
      class="card ${isCurrent ? 'current' : ''} ${mark.isDismissed ? 'dismissed' : ''} ${input.found === 'answer' ? 'written' : ''} ${extent}"
      part="suggestion"
      role="group"
      tabindex=${tabStop(input)}
      data-index=${index}
      aria-labelledby=${labelledBy(input)}
      aria-keyshortcuts=${isRecord ? nothing : ariaKeys(keys)}
    >
      ${mark.isDismissed ? dismissed(input) : offered(input)}
    </div>
  </li>`
}

/** What is said before the text of a card: that a model wrote it, that it is for agents only. */
const labelledBy = ({ index, found, mark, suggestion }: CardInput): string => {
  const marks = mark.isDismissed ? [] : [found === 'answer' ? 'byline' : '', suggestion.internal ? 'internal' : '']
  return [...marks.filter((each) => each !== ''), 'text'].map((each) => `${each}-${index}`).join(' ')
}

const dismissed = (input: CardInput): TemplateResult => {
  const { text } = input.language
  const undo = text('panel.undo')
  return html`<div class="row spread small muted">
    <span id="text-${input.index}">${text('suggestions.dismissed')}</span>
    ${input.isRecord ? nothing : html`<button tabindex=${tabStop(input)} title=${hint(input, undo, 'undo')} @click=${() => input.act('undo')}>${undo}</button>`}
  </div>`
}

const offered = (input: CardInput): TemplateResult => {
  const { mark, language } = input
  const { isRecord } = input
  return html`${input.found === 'answer' ? writtenPart(input) : nothing}${input.suggestion.internal ? internalPart(input) : nothing}${mark.draft === undefined || isRecord ? textPart(input) : draftPart(input, mark.draft)}${input.citations ?? nothing}${rewriteNote(input)}
  <div class="foot row small muted">${mark.draft === undefined || isRecord ? stretchButton(input) : nothing}${originOf(input)}${isRecord ? recordPart(input) : keysPart(input)}</div>
  ${isRecord ? heldPart(input) : mark.confirming ? questionPart(input, mark.confirming) : html`${actsPart(input)}${rewriteMenu(input)}`}${mark.rating === 'unhelpful' && !isRecord ? reasonsPart(input) : nothing}
  ${mark.obstacle && !isRecord ? html`<p class="obstacle small">${obstacleWords(mark.obstacle, language)}</p>` : nothing}`
}

const writtenPart = ({ index, language: { text } }: CardInput): TemplateResult =>
  html`<p class="byline row small strong" id="byline-${index}">${sparkIcon}${text('search.byModel')}</p>`

const internalPart = ({ index, language: { text } }: CardInput): TemplateResult =>
  html`<p class="internal row small strong" id="internal-${index}" title=${text('suggestions.internalHint')}>${lockIcon}${text('suggestions.internal')}</p>`

/** Whole, it may be longer than the screen: then it scrolls, also by keys. */
const textPart = (input: CardInput): TemplateResult => {
  const { suggestion, index, extent } = input
  const isWhole = extent === 'whole'
  return html`<p
    id="text-${index}"
    class="text ${isWhole ? 'scroller' : ''}"
    dir="auto"
    data-id=${suggestion.id}
    tabindex=${isWhole ? tabStop(input) : nothing}
  >${textOf(input.mark, suggestion)}</p>`
}

/** In the line below the text, which is there anyway: nothing moves once it is known that there is more. */
const stretchButton = (input: CardInput): TemplateResult | typeof nothing => {
  const { index, extent, language, stretch } = input
  if (extent === 'short') return nothing
  const isWhole = extent === 'whole'
  const label = language.text(isWhole ? 'suggestions.readLess' : 'suggestions.readMore')
  return html`<button class="stretch row" tabindex=${tabStop(input)} aria-expanded=${isWhole ? 'true' : 'false'} aria-controls="text-${index}" @click=${stretch}>${chevronIcon}${label}</button>`
}

const heldPart = (input: CardInput): TemplateResult | typeof nothing =>
  input.isHeld ? html`<div class="held" inert>${actsPart(input)}</div>` : nothing

/** What became of it, once nothing more will. */
const recordPart = ({ mark, language }: CardInput): TemplateResult | typeof nothing => {
  if (!mark.isInserted) return nothing
  return html`<span class="row">${checkIcon}${language.text(mark.isEdited ? 'suggestions.insertedEdited' : 'suggestions.inserted')}</span>`
}

/** How sure and from where. A generic reply is neither: its figure is no match with anything. */
const originOf = (input: CardInput): TemplateResult => {
  const { suggestion, bands, language, found } = input
  const { fallback, engine, confidence, confidenceSource } = suggestion
  if (found === 'answer') return html`<span class="origin"></span>`
  if (fallback || engine === 'generic') return html`<p class="origin">${language.text('suggestions.genericReply')}</p>`
  const figure = (): string => language.text('suggestions.figure', { score: language.percent(confidence) })
  return html`<div class="origin row">
    ${confidenceSource === 'default' ? unratedPart(language, tabStop(input)) : confidencePart(confidence, bands, language, figure(), tabStop(input))}
    ${sourcePart(input)}
  </div>`
}

/** Where it comes from in words, as far as that is told: of what kind it is, and what it is called there. */
const wordsOf = ({ suggestion, found, language: { text } }: CardInput): string | undefined => {
  const { engine } = suggestion
  if (found !== undefined && found !== 'answer') return text(`search.kind.${found}`)
  return engine === 'cognigy' || engine === 'knowledge' ? text(`suggestions.from.${engine}`) : undefined
}

const sourcePart = (input: CardInput): TemplateResult | typeof nothing => {
  const { source, sourceUrl, engine } = input.suggestion
  const { text } = input.language
  const words = wordsOf(input)
  const title = sourceTitle(source, engine === 'knowledge')
  const name = title ?? words
  if (name === undefined) return nothing
  const isNamed = title !== undefined && words !== undefined
  // Shortened at its own end, whatever the direction of the panel.
  const shown = isNamed
    ? around((gap) => text('text.labelled', { label: words, text: gap }), html`<bdi>${title}</bdi>`)
    : name
  const [kind, direction] = isNamed ? ['source named', nothing] : ['source', 'auto']
  const link = sourceLink(sourceUrl ?? source)
  return link === undefined
    ? html`<span class=${kind} dir=${direction} title=${name}>${shown}</span>`
    : html`<a
        class=${kind}
        dir=${direction}
        href=${link}
        target="_blank"
        rel="noopener noreferrer"
        tabindex=${tabStop(input)}
        title=${hint(input, text('suggestions.openSource', { title: name }), 'source')}
        >${shown}<span class="for-screen-readers">, ${text('suggestions.newTab')}</span></a
      >`
}

/** Opens what a card is taken from, as a click does. Gives whether there is anything to open. */
export const followSource = (card: HTMLElement | null): boolean => {
  const link = card?.querySelector<HTMLElement>('a.source')
  link?.click()
  return link != null
}

/** The panel's words for a reason that it knows, and else the host's own. */
export const obstacleWords = ({ of, reason }: Obstacle, { text }: Pick<Language, 'text'>): string => {
  switch (of) {
    case 'insert':
      return text('suggestions.notInserted', { reason, said: reason })
    case 'undo':
      return text('suggestions.notTakenBack', { reason, said: reason })
    case 'copy':
      return text('suggestions.copyFailed')
    case 'text':
      return text('suggestions.altered')
  }
}
