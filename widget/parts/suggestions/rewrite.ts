/** What a language model can do with a text: a button with a menu, and a line that says what became of it. */
import { html, nothing, type TemplateResult } from 'lit'
import { isUnderWay, type RewriteWish, rewriteRefusal } from '../../desk/rewrite-desk.ts'
import type { Language } from '../../i18n/language.ts'
import { isRewritten } from '../../state/marks.ts'
import { rewriteIcon, warningIcon } from '../shared/icons.ts'
import type { CardInput } from './card-input.ts'
import { itemPressed } from './menu-keys.ts'

/** Offered where nobody knows which language the customer speaks: those of the panel. */
const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'ar'] as const

const stopOf = ({ isCurrent }: CardInput): 0 | -1 => (isCurrent ? 0 : -1)

/** A sign like its neighbours, since there is no room for a word. */
export const rewriteButton = (input: CardInput): TemplateResult | typeof nothing => {
  const { rewrite, index, mark, language } = input
  if (rewrite === undefined) return nothing
  const { isOpen } = rewrite
  const label = language.text('rewrite.label')
  const isBusy = isUnderWay(mark.rewriting)
  const pressed = (event: KeyboardEvent): void => {
    if (isBusy || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return
    event.preventDefault()
    rewrite.open(event.key === 'ArrowDown' ? 'first' : 'last')
  }
  const toggle = (): void => {
    if (isBusy) return
    if (isOpen) rewrite.close(true)
    else rewrite.open('first')
  }
  return html`<button
    class="rewrite sign"
    tabindex=${stopOf(input)}
    aria-label=${label}
    title=${language.text('rewrite.hint')}
    aria-haspopup="menu"
    aria-expanded=${isOpen ? 'true' : 'false'}
    aria-controls=${isOpen ? `rewrite-${index}` : nothing}
    aria-disabled=${isBusy ? 'true' : 'false'}
    @click=${toggle}
    @keydown=${pressed}
  >${rewriteIcon}</button>`
}

const languageName = (tag: string, { wordsTag }: Language): string =>
  new Intl.DisplayNames([wordsTag], { type: 'language' }).of(tag) ?? tag

/** In place, below everything that could be under the pointer. */
export const rewriteMenu = (input: CardInput): TemplateResult | typeof nothing => {
  const { rewrite, index, language } = input
  if (!rewrite?.isOpen) return nothing
  const { text } = language
  const item = (label: string, wish: RewriteWish): TemplateResult =>
    html`<button class="outlined" role="menuitem" tabindex="-1" @click=${() => rewrite.ask(wish)}>${label}</button>`
  const into = (tag: string, name: string): TemplateResult => item(name, { as: 'translate', language: tag })
  const known = rewrite.customerLanguage
  const translateInto = text('rewrite.translateInto')
  const translation =
    known === undefined
      ? html`<div class="row" role="group" aria-label=${translateInto}>
          <span class="muted" aria-hidden="true">${translateInto}</span>
          ${LANGUAGES.map((tag) => into(tag, languageName(tag, language)))}
        </div>`
      : into(known, text('rewrite.translate', { language: languageName(known, language) }))
  const left = ({ currentTarget, relatedTarget }: FocusEvent): void => {
    const isInside =
      currentTarget instanceof Element && relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
    const isOpener = relatedTarget instanceof Element && relatedTarget.matches('.rewrite')
    if (relatedTarget !== null && !isInside && !isOpener) rewrite.close(false)
  }
  return html`<div
    class="acts rewrite-menu row small"
    id="rewrite-${index}"
    role="menu"
    aria-orientation="horizontal"
    aria-label=${text('rewrite.label')}
    @keydown=${(event: KeyboardEvent) => itemPressed(event, language.direction, rewrite.close)}
    @focusout=${left}
  >
    ${(['shorter', 'friendlier', 'simpler'] as const).map((as) => item(text(`rewrite.${as}`), { as }))}${translation}
  </div>`
}

/** What became of it. */
export const rewriteNote = (input: CardInput): TemplateResult | typeof nothing => {
  const { mark, rewrite, isRecord, language } = input
  const { text } = language
  const { rewriting } = mark
  const isModels = isRewritten(mark)
  if (!isModels && (rewriting === undefined || isRecord)) return nothing
  const isRefused = rewriting?.kind === 'refused' && !isRecord
  const undo = html`<button class="take-back" tabindex=${stopOf(input)} aria-label=${text('rewrite.undoLabel')} @click=${() => rewrite?.undo()}>${text('panel.undo')}</button>`
  const canUndo = rewrite !== undefined && !isRecord && !isUnderWay(rewriting) && hasBefore(input)
  return html`${
    isRefused
      ? html`<p class="rewrite-note refused row small">${warningIcon}<span>${rewriteRefusal(rewriting.refusal, text)}</span></p>`
      : nothing
  }${
    isModels || !isRefused
      ? html`<div class="rewrite-note row small">${rewriteIcon}<span>${
          isUnderWay(rewriting)
            ? text(rewriting?.kind === 'slow' ? 'rewrite.slow' : 'rewrite.working')
            : text('rewrite.by')
        }</span>${canUndo ? undo : nothing}</div>`
      : nothing
  }`
}

const hasBefore = ({ mark }: CardInput): boolean =>
  (mark.draft === undefined ? mark.rewritten : mark.draftsBefore) !== undefined
