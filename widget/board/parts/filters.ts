/** Which rows are wanted: by words as they are typed, by skill, agent and mood. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { EscalationLevel } from '../../../shared/wire/vocabulary.ts'
import type { Language } from '../../i18n/language.ts'
import type { Rows } from '../state/board-state.ts'
import { choicesIn, type Filter, isFiltering } from '../state/filter.ts'

const LEVELS: readonly EscalationLevel[] = ['manager', 'supervisor', 'standard']

export interface FiltersInput {
  readonly filter: Filter
  readonly rows: Rows
  /** How many rows are shown now. */
  readonly shown: number
  /** What waits until somebody looks away. */
  readonly changes: number
  readonly language: Language
  change(filter: Partial<Filter>): void
  clear(): void
  showChanges(): void
  showKeys(): void
}

interface Choice {
  readonly value: string
  readonly label: string
}

const chosenIn = ({ target }: Event): string =>
  target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target.value : ''

const selectPart = (
  label: string,
  chosen: string,
  choices: readonly Choice[],
  all: string,
  change: (value: string) => void,
): TemplateResult => html`<label class="field"
  ><span class="small muted">${label}</span
  ><select .value=${live(chosen)} @change=${(event: Event) => change(chosenIn(event))}>
    <option value="" ?selected=${chosen === ''}>${all}</option>
    ${choices.map(({ value, label: name }) => html`<option value=${value} ?selected=${chosen === value}>${name}</option>`)}
  </select></label
>`

const asThemselves = (values: readonly string[]): readonly Choice[] => values.map((value) => ({ value, label: value }))

export const filtersPart = (input: FiltersInput): TemplateResult => {
  const { filter, rows, shown, changes, language, change } = input
  const { text } = language
  const all = text('board.filter.all')
  const of = (name: 'skill' | 'agentId', chosen: string) => asThemselves(choicesIn(rows.values(), name, chosen))
  const levels = LEVELS.map((value) => ({ value, label: text(`frustration.level.${value}`) }))
  const toLevel = (value: string): void => change({ level: LEVELS.find((level) => level === value) ?? '' })
  return html`<div class="filters" role="search" part="filters">
    <label class="field wide"
      ><span class="small muted">${text('board.filter.text')}</span
      ><input type="search" maxlength="200" autocomplete="off" aria-keyshortcuts="/" .value=${live(filter.text)} @input=${(event: Event) => change({ text: chosenIn(event) })}
    /></label>
    ${selectPart(text('board.filter.skill'), filter.skill, of('skill', filter.skill), all, (skill) => change({ skill }))}
    ${selectPart(text('board.filter.agent'), filter.agent, of('agentId', filter.agent), all, (agent) => change({ agent }))}
    ${selectPart(text('board.filter.level'), filter.level, levels, all, toLevel)}
    <div class="told row small">
      <span class="muted">${text('board.shown', { shown, all: rows.size })}</span>
      ${isFiltering(filter) ? html`<button class="outlined" @click=${input.clear}>${text('board.filter.clear')}</button>` : nothing}
      ${changes > 0 ? html`<button class="outlined changes" aria-keyshortcuts="u" @click=${input.showChanges}>${text('board.changes', { count: changes })}</button>` : nothing}
      <button class="sign" aria-label=${text('keys.label')} aria-keyshortcuts="?" title="${text('keys.label')} (?)" @click=${input.showKeys}>?</button>
    </div>
  </div>`
}
