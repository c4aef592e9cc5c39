/** A text that is for agents only: whoever wants it where the customer may read it says so twice. */
import { html, type TemplateResult } from 'lit'
import { keyLabel } from '../../keys/key-words.ts'
import type { GuardedAct } from '../../state/marks.ts'
import { lockIcon } from '../shared/icons.ts'
import type { CardInput } from './card-input.ts'
import { tabStop } from './suggestion-acts.ts'

/** In the place of what can be done. Its words come where the button was, so that a second press of that is no yes. */
export const questionPart = (input: CardInput, act: GuardedAct): TemplateResult => {
  const { index, keys, mark, language } = input
  const { text } = language
  const stop = tabStop(input)
  const yes = text(`suggestions.anyway.do.${act}`)
  // Of a text that is being changed the keys are those of its field.
  const key = mark.draft === undefined ? keyLabel(keys[act]) : ''
  return html`<div class="question" role="group" aria-labelledby="question-${index}">
    <p id="question-${index}" class="row small">${lockIcon}<span>${text(`suggestions.anyway.${act}`)}</span></p>
    <div class="acts row">
      <button class="insert anyway" tabindex=${stop} title=${key === '' ? yes : text('keys.hint', { act: yes, key })} @click=${() => input.act(act)}>${yes}</button>
      <button tabindex=${stop} title=${text('keys.hint', { act: text('suggestions.cancel'), key: 'Esc' })} @click=${() => input.act('cancel')}>${text('suggestions.cancel')}</button>
    </div>
  </div>`
}
