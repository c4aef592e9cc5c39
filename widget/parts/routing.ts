import { html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot, RoutingData } from '../../shared/wire/assist.ts'
import { en as words } from '../i18n/en.ts'
import type { Formats } from '../i18n/formats.ts'
import { headTemplate } from './head.ts'

interface Told {
  readonly main: string
  readonly isSettled?: true
  readonly why?: string
}

const tell = (routing: RoutingData | undefined): Told => {
  switch (routing?.outcome) {
    case 'routed': {
      const { skill, overflowFrom, unmapped } = routing
      const settled = { main: skill, isSettled: true } as const
      if (overflowFrom !== undefined) return { ...settled, why: words.routing.overflow(overflowFrom, skill) }
      return unmapped ? { ...settled, why: words.routing.unmapped(skill) } : settled
    }
    case 'bot_fallback':
      return { main: words.routing.withBot, why: words.routing.notSure }
    case 'failed':
      return { main: words.routing.notRouted }
    case undefined:
      return { main: words.routing.none }
  }
}

/** Where the conversation went, and why where that is not obvious. */
export const routingPart = (
  routing: ConversationSnapshot['routing'],
  formats: Formats,
  now: number,
): TemplateResult => {
  const { main, isSettled, why } = tell(routing?.data)
  return html`<div role="group" aria-labelledby="routing" part="routing">
    ${headTemplate('routing', words.routing.label, routing?.at, formats, now)}
    <p class=${isSettled ? 'strong' : 'muted'}>${main}</p>
    ${why ? html`<p class="small muted">${why}</p>` : nothing}
  </div>`
}
