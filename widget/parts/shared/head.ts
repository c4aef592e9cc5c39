import { html, nothing, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'
import { timeTemplate } from './time.ts'

/** What a section is about, and since when it is so. */
export const headTemplate = (
  id: string,
  label: string,
  at: string | undefined,
  language: Language,
  now: number,
): TemplateResult => html`<div class="row spread label">
  <h2 id=${id}>${label}</h2>
  ${at ? timeTemplate(at, now, language) : nothing}
</div>`
