import { css, html, nothing, type TemplateResult } from 'lit'
import type { ConversationSnapshot, StatusData } from '../../../shared/wire/assist.ts'
import type { Language } from '../../i18n/language.ts'
import type { Connection } from '../../state/connection.ts'
import { wasDeleted } from '../../state/deleted.ts'
import { dotIcon, lockIcon, moreIcon, ringIcon, slashIcon, turningIcon, warningIcon } from '../shared/icons.ts'

interface Line {
  readonly tone: 'quiet' | 'calm' | 'watch' | 'act'
  readonly icon: TemplateResult
  readonly text: string
  readonly news?: string
  readonly canRetry?: boolean
}

export interface StatusLineInput {
  readonly connection: Connection
  readonly isSetUp: boolean
  /** What is shown of the conversation; without it the rest of the panel says what to do. */
  readonly known: ConversationSnapshot | undefined
  readonly language: Language
  readonly now: number
  retry(): void
}

export interface MenuButtonInput {
  readonly language: Language
  readonly isMenuShown: boolean
  toggleMenu(): void
}

export const statusLineStyles = css`
  .status {
    flex: none;
    gap: 8px;
    min-block-size: 32px;
    padding-block: 6px;
    padding-inline: 16px 44px;
    border-block-end: 1px solid var(--_line);
    color: var(--_text-muted);
    font-variant-numeric: tabular-nums;
  }

  .status > span {
    flex: 1;
    overflow-wrap: anywhere;
  }

  .status.calm svg {
    color: var(--_calm);
  }

  .status.watch,
  .status.act {
    font-weight: 500;
  }

  .panel {
    position: relative;
  }

  /* Seen in the line, which it makes no higher, and reached after all that is needed more. */
  .panel-menu {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 12px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    block-size: 24px;
    min-block-size: 24px;
    padding: 0;
    color: var(--_text-muted);
  }

  .news {
    color: var(--_accent);
    font-weight: 500;
  }
`

/** One quiet line; loud only when something is wrong. */
export const statusLine = (input: StatusLineInput): TemplateResult => {
  const { tone, icon, text, news, canRetry } = lineOf(input)
  return html`<div class="status row small ${tone}" part="status">
    ${icon}
    <span>${text}${news ? html` · <span class="news">${news}</span>` : nothing}</span>
    ${canRetry && input.known ? html`<button class="outlined" @click=${input.retry}>${input.language.text('panel.tryNow')}</button>` : nothing}
  </div>`
}

/** Opens what can be done with the panel as a whole. */
export const menuButton = ({ language, isMenuShown, toggleMenu }: MenuButtonInput): TemplateResult => {
  const label = language.text('menu.label')
  return html`<button class="panel-menu" aria-label=${label} title=${label} aria-haspopup="dialog" aria-expanded=${isMenuShown ? 'true' : 'false'} @click=${toggleMenu}>${moreIcon}</button>`
}

const lineOf = ({ connection, isSetUp, known, language, now }: StatusLineInput): Line => {
  const { text: told } = language
  switch (connection.kind) {
    case 'idle':
      return { tone: 'quiet', icon: ringIcon, text: told(isSetUp ? 'status.idle' : 'status.notSetUp') }
    case 'connecting':
      return { tone: 'quiet', icon: ringIcon, text: told('status.connecting') }
    case 'live': {
      const { missed } = connection
      const line = toldLine(known?.status?.data, language)
      return missed > 0 ? { ...line, news: told('status.missed', { count: missed }) } : line
    }
    case 'reconnecting':
      return {
        tone: 'watch',
        icon: turningIcon,
        text: told('status.reconnecting', { duration: language.duration(now - connection.since) }),
      }
    case 'offline': {
      const text = told('status.offline', { at: language.clockTime(connection.since) })
      return { tone: 'act', icon: slashIcon, text, canRetry: true }
    }
    case 'refused': {
      const { code, willRetry } = connection
      // Nobody has it any more: that is why it is refused.
      if (code === 'forbidden' && known !== undefined && wasDeleted(known))
        return toldLine(known.status?.data, language)
      if (code === 'unauthorized') return { tone: 'act', icon: lockIcon, text: told('status.unauthorized') }
      const text = told(code === 'forbidden' ? 'status.forbidden' : 'status.refused')
      return { tone: 'watch', icon: lockIcon, text, canRetry: willRetry }
    }
  }
}

/** When it ended, and why where somebody said so. */
const endedWords = ({ reason = '' }: StatusData, at: string, { text }: Language): string =>
  reason.trim() === '' ? text('status.ended', { at }) : text('status.endedBecause', { at, reason, said: reason })

/** How the service says it stands, while we hear it. */
const toldLine = (told: StatusData | undefined, language: Language): Line => {
  const { text } = language
  const at = told === undefined ? '' : language.clockTime(Date.parse(told.since))
  switch (told?.state) {
    case 'ended':
      return { tone: 'quiet', icon: ringIcon, text: endedWords(told, at, language) }
    case 'reconnecting':
      return { tone: 'watch', icon: turningIcon, text: text('status.interrupted', { at }) }
    case 'degraded':
      // The bot could not be told what was found out; nothing that the agent does depends on it.
      if (told.reason === 'sessions') return { tone: 'quiet', icon: warningIcon, text: text('status.sessions', { at }) }
      return { tone: 'watch', icon: warningIcon, text: text('status.degraded', { at }) }
    default:
      return { tone: 'calm', icon: dotIcon, text: text('status.live') }
  }
}
