import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot, RoutingData } from '../../../shared/wire/assist.ts'
import type { Text } from '../../i18n/catalogue.ts'
import type { Language } from '../../i18n/language.ts'
import { headTemplate } from '../shared/head.ts'

interface Told {
  readonly main: string
  readonly isSettled?: true
  readonly why?: string
}

const tell = (routing: RoutingData | undefined, text: Text): Told => {
  switch (routing?.outcome) {
    case 'routed': {
      const { skill, overflowFrom, unmapped } = routing
      const settled = { main: skill, isSettled: true } as const
      if (overflowFrom !== undefined)
        return { ...settled, why: text('routing.overflow', { wanted: overflowFrom, skill }) }
      return unmapped ? { ...settled, why: text('routing.unmapped', { skill }) } : settled
    }
    case 'bot_fallback':
      return { main: text('routing.withBot'), why: text('routing.notSure') }
    case 'failed':
      return { main: text('routing.notRouted') }
    case undefined:
      return { main: text('routing.none') }
  }
}

/** Where the conversation went, and why where that is not obvious. */
export const routingPart = (
  routing: ConversationSnapshot['routing'],
  language: Language,
  now: number,
): TemplateResult => {
  const { main, isSettled, why } = tell(routing?.data, language.text)
  return html`<div role="group" aria-labelledby="routing" part="routing">
    ${headTemplate('routing', language.text('routing.label'), routing?.at, language, now)}
    <p class=${isSettled ? 'strong' : 'muted'}>${main}</p>
    ${why ? html`<p class="small muted">${why}</p>` : nothing}
  </div>`
}
