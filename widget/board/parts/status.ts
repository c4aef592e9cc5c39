/** How the connection is, in one quiet line, and why there is nothing to see where there is nothing. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Language } from '../../i18n/language.ts'
import { chatIcon, dotIcon, lockIcon, ringIcon, slashIcon, turningIcon } from '../../parts/shared/icons.ts'
import type { BoardProblem } from '../session/board-session.ts'
import type { BoardConnection } from '../state/board-state.ts'

interface Line {
  readonly tone: 'quiet' | 'calm' | 'watch' | 'act'
  readonly icon: TemplateResult
  readonly words: string
  readonly canRetry?: boolean
}

const lineOf = (connection: BoardConnection, language: Language, now: number): Line => {
  const { text } = language
  switch (connection.kind) {
    case 'idle':
      return { tone: 'quiet', icon: ringIcon, words: text('status.notSetUp') }
    case 'connecting':
      return { tone: 'quiet', icon: ringIcon, words: text('status.connecting') }
    case 'live':
      return { tone: 'calm', icon: dotIcon, words: text('status.live') }
    case 'reconnecting': {
      const duration = language.duration(now - connection.since)
      return { tone: 'watch', icon: turningIcon, words: text('status.reconnecting', { duration }) }
    }
    case 'offline': {
      const words = text('status.offline', { at: language.clockTime(connection.since) })
      return { tone: 'act', icon: slashIcon, words, canRetry: true }
    }
    case 'unauthorized':
      return { tone: 'act', icon: lockIcon, words: text('status.unauthorized') }
    case 'forbidden':
      return { tone: 'watch', icon: lockIcon, words: text('board.empty.forbidden.title') }
    case 'refused':
      return { tone: 'watch', icon: lockIcon, words: text('status.refused'), canRetry: connection.willRetry }
  }
}

export interface StatusInput {
  readonly connection: BoardConnection
  readonly problem: BoardProblem | null
  readonly language: Language
  /** Milliseconds since 1970. */
  readonly now: number
  retry(): void
}

export const statusPart = ({ connection, language, now, retry }: StatusInput): TemplateResult => {
  const { tone, icon, words, canRetry } = lineOf(connection, language, now)
  return html`<div class="status row small ${tone}" part="status">
    ${icon}<span>${words}</span>
    ${canRetry ? html`<button class="outlined" @click=${retry}>${language.text('panel.tryNow')}</button>` : nothing}
  </div>`
}

interface Empty {
  readonly title: string
  readonly words: string
  readonly code?: string
}

/** @param connection while there are no rows at all. */
const emptyOf = ({ connection, problem, language }: StatusInput): Empty => {
  const { text } = language
  if (problem === 'no_token') return { title: text('empty.noToken.title'), words: text('board.empty.noToken') }
  if (problem === 'invalid_bff') {
    return { title: text('empty.invalidBff.title'), words: text('empty.invalidBff.text'), code: 'invalid_bff' }
  }
  if (problem !== null) return { title: text('empty.noBff.title'), words: text('board.empty.noBff') }
  switch (connection.kind) {
    case 'unauthorized':
      return {
        title: text('empty.unauthorized.title'),
        words: text('empty.unauthorized.text'),
        code: 'unauthorized',
      }
    case 'forbidden':
      return {
        title: text('board.empty.forbidden.title'),
        words: text('board.empty.forbidden.text'),
        code: 'forbidden',
      }
    case 'refused':
      return { title: text('board.empty.refused'), words: text('empty.refused.text'), code: connection.code }
    case 'reconnecting':
    case 'offline':
      return { title: text('empty.unreachable.title'), words: text('board.empty.unreachable') }
    default:
      return { title: text('empty.connecting.title'), words: text('board.empty.connecting') }
  }
}

const emptyTemplate = ({ title, words, code }: Empty, language: Language): TemplateResult =>
  html`<div class="empty muted" part="empty">
    ${chatIcon}
    <h2 class="strong">${title}</h2>
    <p>${words}</p>
    ${code ? html`<p class="code small">${language.text('panel.code', { code })}</p>` : nothing}
  </div>`

/** Why there are no rows. A blank board gets reported as an outage. */
export const emptyBoardPart = (input: StatusInput): TemplateResult => emptyTemplate(emptyOf(input), input.language)

/** There are none, or none that fits. */
export const noRowsPart = (isFiltered: boolean, language: Language): TemplateResult => {
  const kind = isFiltered ? 'noMatch' : 'nothing'
  const { text } = language
  return emptyTemplate({ title: text(`board.empty.${kind}.title`), words: text(`board.empty.${kind}.text`) }, language)
}
