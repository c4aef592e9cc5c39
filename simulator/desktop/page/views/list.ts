import { html, nothing, svg, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { type ConversationStatus, type FrustrationMark, PLAYED_DESKTOPS } from '../../wire.ts'
import { hueOf, initials, stopwatch } from '../format.ts'
import { type Conversation, waitingSince } from '../state.ts'

const STATUS_WORDS = {
  bot: 'With the bot',
  queued: 'Queued',
  active: 'Active',
  ended: 'Ended',
} satisfies Record<ConversationStatus, string>

export const statusMark = (status: ConversationStatus): TemplateResult =>
  html`<span class="status ${status}"><i class="dot" aria-hidden="true"></i>${STATUS_WORDS[status]}</span>`

/** The panel's words for it, and another shape for each level, so that it is told without its colour too. */
const MOODS = {
  standard: { word: 'Calm', shape: svg`<circle cx="6" cy="6" r="3.5" />` },
  supervisor: { word: 'Tense', shape: svg`<path d="M6 1.5 11 10.5 1 10.5Z" />` },
  manager: { word: 'Angry', shape: svg`<path d="M6 .5 11.5 6 6 11.5.5 6Z" />` },
} satisfies Record<FrustrationMark['level'], { readonly word: string; readonly shape: unknown }>

const moodMark = ({ level, score }: FrustrationMark): TemplateResult => {
  const { word, shape } = MOODS[level]
  return html`<span class="mood ${level}" title="Frustration ${Math.round(score * 100)} of 100"
    ><svg viewBox="0 0 12 12" aria-hidden="true">${shape}</svg><span class="mood-word">${word}</span></span
  >`
}

export const avatar = (name: string): TemplateResult =>
  html`<span class="avatar" style="--hue: ${hueOf(name)}" aria-hidden="true">${initials(name)}</span>`

export interface ListInput {
  readonly entries: readonly Conversation[]
  readonly selectedId: string | null
  readonly now: number
  select(id: string): void
  pointedAt(isPointedAt: boolean): void
}

/** Arrow keys move through the list; Enter or Space opens. One stop for the Tab key. */
const moveFocus = (event: KeyboardEvent): void => {
  const list = event.currentTarget
  if (!(list instanceof HTMLElement)) return
  const options = [...list.querySelectorAll<HTMLElement>('[role=option]')]
  const focused = document.activeElement
  const here = focused instanceof HTMLElement ? options.indexOf(focused) : -1
  const target = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: options.length - 1 }[event.key]
  if (target !== undefined) {
    event.preventDefault()
    options[Math.min(Math.max(target, 0), options.length - 1)]?.focus()
  } else if (event.key === 'Enter' || event.key === ' ') {
    event.preventDefault()
    options[here]?.click()
  }
}

export const listView = ({ entries, selectedId, now, select, pointedAt }: ListInput): TemplateResult => {
  const active = entries.filter(({ summary }) => summary.status === 'active').length
  const tabStop = entries.some(({ summary }) => summary.id === selectedId) ? selectedId : entries[0]?.summary.id
  return html`<nav class="list" aria-label="Conversations">
    <header class="list-head"><h2>Conversations</h2><span class="count">${active} active</span></header>
    ${
      entries.length === 0
        ? html`<p class="hint">No conversations yet. They appear here as customers write.</p>`
        : html`<ul
            role="listbox"
            aria-label="Conversations"
            @keydown=${moveFocus}
            @pointerenter=${() => pointedAt(true)}
            @pointerleave=${() => pointedAt(false)}
          >
            ${repeat(
              entries,
              ({ summary }) => summary.id,
              (entry) => {
                const { id } = entry.summary
                return entryView(entry, id === selectedId, id === tabStop, now, () => select(id))
              },
            )}
          </ul>`
    }
    <p class="list-foot">
      <a href="/validate">Check a payload</a> <a href="/playground">Playground</a>
      ${Object.entries(PLAYED_DESKTOPS).map(([name, title]) => html`<a href="/desktops/${name}">${title}</a> `)}
    </p>
  </nav>`
}

const entryView = (
  entry: Conversation,
  isSelected: boolean,
  isTabStop: boolean,
  now: number,
  open: () => void,
): TemplateResult => {
  const { summary, unread } = entry
  const waiting = waitingSince(entry)
  return html`<li
    role="option"
    class="entry ${summary.status === 'ended' ? 'over' : ''}"
    tabindex=${isTabStop ? 0 : -1}
    aria-selected=${isSelected ? 'true' : 'false'}
    title=${summary.customerName}
    @click=${open}
  >
    ${avatar(summary.customerName)}
    <div class="entry-text">
      <div class="entry-line">
        <span class="name">${summary.customerName}</span>
        ${
          waiting === null
            ? nothing
            : html`<span class="waiting" title="The customer is waiting for an answer">${stopwatch(now - waiting)}</span>`
        }
      </div>
      <p class="last">${summary.lastLine ?? 'Just started'}</p>
      <div class="entry-line">
        ${statusMark(summary.status)}<span class="skill">${summary.skill ?? ''}</span>
      </div>
    </div>
    ${summary.frustration === undefined ? nothing : moodMark(summary.frustration)}
    ${unread > 0 ? html`<span class="unread">${unread}<span class="hidden"> unread</span></span>` : nothing}
  </li>`
}
