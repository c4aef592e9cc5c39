import { html, nothing, type TemplateResult } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import type { ConversationStatus } from '../../wire.ts'
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
    class="entry"
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
    ${unread > 0 ? html`<span class="unread">${unread}<span class="hidden"> unread</span></span>` : nothing}
  </li>`
}
