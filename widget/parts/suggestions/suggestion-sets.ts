/** Sets of suggestions that are over: folded into one line, and there again on demand. */
import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot } from '../../../shared/wire/assist.ts'
import type { Language } from '../../i18n/language.ts'
import { answered, type SuggestionSet } from '../../state/suggestions.ts'
import { around } from '../shared/around.ts'
import { chevronIcon } from '../shared/icons.ts'
import { timeTemplate } from '../shared/time.ts'

export interface EarlierInput {
  readonly sets: readonly SuggestionSet[]
  /** How many suggestions are in them. */
  readonly count: number
  readonly isOpen: boolean
  readonly entries: ConversationSnapshot['transcript']
  readonly language: Language
  readonly now: number
  toggle(): void
  cards(set: SuggestionSet): TemplateResult
}

export const earlierPart = (input: EarlierInput): TemplateResult | typeof nothing => {
  const { sets, count, isOpen, language, toggle, cards } = input
  if (count === 0) return nothing
  return html`<button class="earlier row small" aria-expanded=${isOpen ? 'true' : 'false'} aria-controls="earlier" @click=${toggle}>
      ${chevronIcon}${language.text('suggestions.earlier', { count })}
    </button>
    <div id="earlier" ?hidden=${!isOpen}>${isOpen ? sets.map((set) => html`${whatFor(set, input)}${cards(set)}`) : nothing}</div>`
}

const whatFor = (set: SuggestionSet, { entries, language, now }: EarlierInput): TemplateResult => {
  const asked = answered(set, entries)?.data.text
  const quote =
    asked === undefined
      ? nothing
      : around((gap) => language.text('suggestions.answers', { text: gap }), html`<bdi>${asked}</bdi>`)
  return html`<div class="for row label"><span class="note" title=${asked ?? nothing}>${quote}</span>${timeTemplate(set.at, now, language)}</div>`
}
