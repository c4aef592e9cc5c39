/** What is said around the cards of a set. */
import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot, SuggestionsData } from '../../shared/wire/assist.ts'
import { en } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { answered, isStale, type SuggestionSet } from '../state/suggestions.ts'
import { shieldIcon, warningIcon } from './icons.ts'

const { suggestions: said } = en

/** What the set answers. In the line of the heading, because nothing may move once it is out of date. */
export const notePart = (set: SuggestionSet, entries: ConversationSnapshot['transcript']): TemplateResult => {
  if (isStale(set, entries)) return html`<span class="note stale" title=${said.staleHint}>${said.stale}</span>`
  const text = answered(set, entries)?.data.text
  return html`<span class="note" title=${text ?? nothing} dir="auto">${text === undefined ? '' : said.answers(text)}</span>`
}

/** That these are no live suggestions, since when and why. */
export const genericPart = (data: SuggestionsData, formats: Formats): TemplateResult | typeof nothing => {
  const { fallback, fallbackReason, unavailableSince } = data
  if (!fallback) return nothing
  const since = unavailableSince === undefined ? undefined : formats.clockTime(Date.parse(unavailableSince))
  return html`<p class="generic row small">${warningIcon}<span>${said.generic(since, fallbackReason)}</span></p>`
}

/** What was withheld, and the keys where there is something to press them on. */
export const footPart = ({ withheld }: SuggestionsData, hasCards: boolean): TemplateResult | typeof nothing =>
  hasCards || withheld.length > 0
    ? html`<div class="foot small muted">
        ${withheld.map((each) => html`<p class="row">${shieldIcon}<span>${said.withheld(each)}</span></p>`)}
        ${hasCards ? keysPart : nothing}
      </div>`
    : nothing

const keysPart = html`<details class="keys">
  <summary title="?">${said.keys.label}</summary>
  <p>${said.keys.list.map(([key, meaning]) => html`<span><kbd>${key}</kbd> ${meaning}</span> `)}</p>
</details>`
