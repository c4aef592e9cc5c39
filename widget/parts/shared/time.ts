import { html, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'

/** Short for the eye, by the clock for screen readers, exact on hover. */
export const timeTemplate = (at: string, now: number, language: Language): TemplateResult => {
  const moment = Date.parse(at)
  return html`<time datetime=${at} title=${language.exactTime(moment)}
    ><span aria-hidden="true">${language.shortAge(moment, now)}</span
    ><span class="for-screen-readers">${language.clockTime(moment)}</span></time
  >`
}
