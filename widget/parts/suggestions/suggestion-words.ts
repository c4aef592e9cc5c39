/** What is said around the cards of a set. */
import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot, SuggestionsData } from '../../../shared/wire/assist.ts'
import type { WidgetConfig } from '../../../shared/wire/widget-api.ts'
import type { SuggestionsAsked } from '../../desk/suggestion-requests.ts'
import type { Language } from '../../i18n/language.ts'
import type { KeyMap } from '../../keys/key-map.ts'
import { keyLabel } from '../../keys/key-words.ts'
import { isStale } from '../../state/suggestion-sets.ts'
import { answered, type Search, type SuggestionSet } from '../../state/suggestions.ts'
import { around } from '../shared/around.ts'
import { searchIcon, shieldIcon, warningIcon } from '../shared/icons.ts'

/** When suggestions appear, where none has yet. */
export const noneId = (config: WidgetConfig) => {
  const { suggestOn, enableKeywordTrigger, enableSentimentTrigger, maxSuggestions } = config
  if (maxSuggestions === 0) return 'suggestions.off'
  if (suggestOn === 'every') return 'suggestions.none.every'
  if (enableKeywordTrigger) return enableSentimentTrigger ? 'suggestions.none.either' : 'suggestions.none.topic'
  return enableSentimentTrigger ? 'suggestions.none.unhappy' : 'suggestions.none.asked'
}

/** What the set answers. In the line of the heading, because nothing may move once it is out of date. */
export const notePart = (
  set: SuggestionSet,
  entries: ConversationSnapshot['transcript'],
  { text }: Language,
): TemplateResult => {
  if (isStale(set, entries)) {
    return html`<span class="note stale" title=${text('suggestions.staleHint')}>${text('suggestions.stale')}</span>`
  }
  const asked = answered(set, entries)?.data.text
  if (asked === undefined) return html`<span class="note"></span>`
  // An element of its own is shortened at its own end, whatever the direction of the panel.
  const quote = around((gap) => text('suggestions.answers', { text: gap }), html`<bdi>${asked}</bdi>`)
  return html`<span class="note" title=${asked}>${quote}</span>`
}

export interface NowInput {
  readonly asked: SuggestionsAsked
  readonly search: Search
  readonly keys: KeyMap
  readonly language: Language
  request(): void
}

/** Asks for suggestions at any time; that they are looked for, or will not come, is told by the button itself: nothing moves. */
export const nowPart = ({ asked, search, keys, language, request }: NowInput): TemplateResult => {
  const { text } = language
  const stage = search === 'slow' ? search : search === 'working' || asked.kind === 'asking' ? 'working' : undefined
  const label = text(stage === undefined ? 'suggestions.now' : `suggestions.search.${stage}`)
  const isRefused = stage === undefined && asked.kind === 'refused'
  const what = isRefused ? text('suggestions.notRequested', { reason: asked.code }) : text('suggestions.now')
  const title = keys.suggest === '' ? what : text('keys.hint', { act: what, key: keyLabel(keys.suggest) })
  // Not `disabled`: the focus stays where it is.
  return html`<button
    class="suggest-now row ${isRefused ? 'refused' : ''}"
    title=${title}
    aria-disabled=${stage === undefined ? 'false' : 'true'}
    @click=${() => {
      if (stage === undefined) request()
    }}
  >${isRefused ? warningIcon : nothing}${label}</button>`
}

export interface SearchButtonInput {
  readonly isOpen: boolean
  readonly keys: KeyMap
  readonly language: Language
  open(): void
}

export const searchButton = ({ isOpen, keys, language: { text }, open }: SearchButtonInput): TemplateResult => {
  const label = text('search.label')
  const title = keys.search === '' ? label : text('keys.hint', { act: label, key: keyLabel(keys.search) })
  return html`<button class="sign search" aria-label=${label} aria-expanded=${isOpen ? 'true' : 'false'} title=${title} @click=${open}>${searchIcon}</button>`
}

/** That those the agent asked for will not come, and why. */
export const notRequestedPart = (asked: SuggestionsAsked, { text }: Language): TemplateResult | typeof nothing =>
  asked.kind === 'refused'
    ? html`<p class="small muted">${text('suggestions.notRequested', { reason: asked.code })}</p>`
    : nothing

/** That these are no live suggestions, since when and why. */
export const genericPart = (data: SuggestionsData, language: Language): TemplateResult | typeof nothing => {
  const { fallback, fallbackReason, unavailableSince } = data
  if (!fallback) return nothing
  const reason = fallbackReason ?? ''
  const told =
    unavailableSince === undefined
      ? language.text('suggestions.generic', { reason })
      : language.text('suggestions.genericSince', { reason, at: language.clockTime(Date.parse(unavailableSince)) })
  return html`<p class="generic row small">${warningIcon}<span>${told}</span></p>`
}

/** What was withheld: that it was, never what. */
export const withheldPart = ({ withheld }: SuggestionsData, { text }: Language): readonly TemplateResult[] =>
  withheld.map(
    ({ reason, rule, count }) =>
      html`<p class="withheld row small muted">${shieldIcon}<span>${text('suggestions.withheld', { reason, rule, count })}</span></p>`,
  )
