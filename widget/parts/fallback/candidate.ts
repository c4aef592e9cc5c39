import { html, nothing, type TemplateResult } from 'lit'
import type { IntentCandidate } from '../../../shared/wire/vocabulary.ts'
import { readableIntent } from '../../i18n/intent-names.ts'
import type { Language } from '../../i18n/language.ts'
import { type Bands, surenessPart } from '../shared/confidence.ts'
import { checkIcon, ringIcon } from '../shared/icons.ts'

export interface CandidateInput {
  readonly candidate: IntentCandidate
  readonly index: number
  readonly isChosen: boolean
  /** The one that Tab reaches; arrows lead to the others. */
  readonly isCurrent: boolean
  /** Whether the figures are shown; otherwise they are a description. */
  readonly isDetailed: boolean
  readonly bands: Bands
  readonly language: Language
  pick(): void
}

/** One intent that may have been meant, to be picked. Arrows only move: a pick is recorded. */
export const candidatePart = (input: CandidateInput): TemplateResult => {
  const { candidate, index, isChosen, isCurrent, isDetailed, bands, language, pick } = input
  const { intent, score, semantic, historical } = candidate
  const figures = language.text('fallback.figures', {
    score: language.percent(score),
    wording: language.percent(semantic),
    history: language.percent(historical),
  })
  return html`<button
    class="candidate"
    role="radio"
    aria-checked=${isChosen ? 'true' : 'false'}
    tabindex=${isCurrent ? 0 : -1}
    data-index=${index}
    title=${isDetailed ? nothing : figures}
    @click=${pick}
  >
    ${isChosen ? checkIcon : ringIcon}<span>${readableIntent(intent)}</span>
    <span class="sure row small muted">${surenessPart(score, bands, language)}</span>
    ${isDetailed ? html`<span class="figures small muted">${figures}</span>` : nothing}
  </button>`
}
