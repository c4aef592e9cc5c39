/** What a handover says, in the order in which it is read: who, what, the details. Customers' data: text, never markup. */
import { html, nothing, type TemplateResult } from 'lit'
import type { HandoverFinding } from '../../../shared/wire/vocabulary.ts'
import { readableIntent } from '../../i18n/intent-names.ts'
import type { Language } from '../../i18n/language.ts'
import type { CardFacts } from '../../state/handover.ts'
import { chevronIcon, warningIcon } from '../shared/icons.ts'
import { collectedLabel } from './handover-text.ts'

/** What is shortened until it is asked for. */
export type Section = 'texts' | 'collected' | 'warnings'

export interface Sections {
  isWhole(section: Section): boolean
  toggle(section: Section): void
}

const MOST_COLLECTED = 6
const MOST_WARNINGS = 2
/** Longer is shortened to fewer lines than this takes in the widest panel: whoever asks for all of it sees more. */
const LONG_SUMMARY = 280
const LONG_SUMMARY_LINES = 5
const LONG_VALUE = 120
const LONG_VALUE_LINES = 3

const lineCount = (text: string): number => text.split('\n').length
const isLongSummary = (text: string): boolean => text.length > LONG_SUMMARY || lineCount(text) > LONG_SUMMARY_LINES
const isLongValue = (text: string): boolean => text.length > LONG_VALUE || lineCount(text) > LONG_VALUE_LINES

/** The button stays where it is and keeps the focus, whatever it shows. */
const moreButton = (
  section: Section,
  label: string,
  { isWhole, toggle }: Sections,
  { text }: Language,
): TemplateResult => {
  const isOpen = isWhole(section)
  return html`<button class="more row small" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => toggle(section)}>
    ${chevronIcon}${isOpen ? text('handover.showLess') : label}
  </button>`
}

export const textsPart = (facts: CardFacts, sections: Sections, language: Language): TemplateResult => {
  const { text } = language
  const { customerName, intent, summary, reason, queue } = facts
  const wants = intent && readableIntent(intent)
  const rows = [
    [text('handover.wants'), wants],
    [text('handover.reason'), reason],
    [text('handover.queue'), queue],
  ] as const
  const isLong = isLongSummary(summary) || [customerName, wants, reason, queue].some(isLongValue)
  const short = isLong && !sections.isWhole('texts')
  return html`${
    customerName
      ? html`<p class="name strong ${short ? 'short' : ''}">
          <span class="for-screen-readers">${text('text.label', { label: text('handover.customer') })} </span><bdi>${customerName}</bdi>
        </p>`
      : nothing
  }
  ${summary ? html`<p class="summary ${short ? 'short' : ''}" dir="auto">${summary}</p>` : nothing}
  ${isLong ? moreButton('texts', text('handover.showAll'), sections, language) : nothing}
  ${listPart(
    rows.filter(([, value]) => value !== ''),
    short,
  )}`
}

export const collectedPart = (
  { collected }: CardFacts,
  sections: Sections,
  language: Language,
): TemplateResult | typeof nothing => {
  const { text } = language
  if (collected.length === 0) return nothing
  const isWhole = sections.isWhole('collected')
  const shown = isWhole ? collected : collected.slice(0, MOST_COLLECTED)
  const left = collected.length - MOST_COLLECTED
  const isLong = collected.some(([, value]) => isLongValue(value))
  return html`<h3 class="label">${text('handover.collected')}</h3>
    ${listPart(
      shown.map(([name, value]) => [collectedLabel(name, text), value]),
      !isWhole,
    )}
    ${left > 0 || isLong ? moreButton('collected', left > 0 ? text('handover.more', { count: left }) : text('handover.showAll'), sections, language) : nothing}`
}

const listPart = (
  rows: readonly (readonly [label: string, text: string])[],
  isShort: boolean,
): TemplateResult | typeof nothing =>
  rows.length === 0
    ? nothing
    : html`<dl>
        ${rows.map(
          // Isolated and no more: whichever way it is written, a value stays beside its label.
          ([label, text]) => html`<dt class="muted"><bdi>${label}</bdi></dt>
            <dd class=${isShort && isLongValue(text) ? 'short' : ''}><bdi>${text}</bdi></dd>`,
        )}
      </dl>`

export const warningsPart = (
  { warnings }: CardFacts,
  sections: Sections,
  language: Language,
): TemplateResult | typeof nothing => {
  const { text } = language
  if (warnings.length === 0) return nothing
  const shown = sections.isWhole('warnings') ? warnings : warnings.slice(0, MOST_WARNINGS)
  const left = warnings.length - MOST_WARNINGS
  return html`<h3 class="for-screen-readers">${text('handover.warnings')}</h3>
    <ul role="list">
      ${shown.map((each) => warningPart(each, language))}
    </ul>
    ${left > 0 ? moreButton('warnings', text('handover.moreWarnings', { count: left }), sections, language) : nothing}`
}

/** Told by sign and word; the colour only underlines it. */
const warningPart = ({ severity, message, code, fix }: HandoverFinding, { text }: Language): TemplateResult =>
  html`<li class=${severity === 'error' ? 'act' : 'watch'}>
    ${warningIcon}
    <p><span class="strong">${text('text.label', { label: text(`handover.severity.${severity}`) })}</span> <bdi>${message.trim() || code}</bdi></p>
    ${fix.trim() ? html`<p class="small"><span class="strong">${text('text.label', { label: text('handover.fix') })}</span> <bdi>${fix}</bdi></p>` : nothing}
  </li>`
