import { html, type TemplateResult } from 'lit'
import type { Formats } from '../i18n/formats.ts'

/** Short for the eye, by the clock for screen readers, exact on hover. */
export const timeTemplate = (at: string, now: number, formats: Formats): TemplateResult => {
  const moment = Date.parse(at)
  return html`<time datetime=${at} title=${formats.exactTime(moment)}
    ><span aria-hidden="true">${formats.shortAge(moment, now)}</span
    ><span class="for-screen-readers">${formats.clockTime(moment)}</span></time
  >`
}
