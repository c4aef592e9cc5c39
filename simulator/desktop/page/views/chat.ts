import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { live } from 'lit/directives/live.js'
import { repeat } from 'lit/directives/repeat.js'
import type { ChatLine } from '../../wire.ts'
import { clockTime, exactTime, stopwatch } from '../format.ts'
import { type Conversation, waitingSince } from '../state.ts'
import { avatar, statusMark } from './list.ts'

export interface ChatInput {
  readonly conversation: Conversation | undefined
  readonly draft: string
  readonly sendError: string | null
  readonly now: number
  write(text: string): void
  send(): void
}

/** What the script writes in the agent's place is not said to be theirs. */
const nameOf = ({ speaker, byHand }: ChatLine, customerName: string): string => {
  if (speaker === 'customer') return customerName
  if (speaker === 'bot') return 'Bot'
  return byHand ? 'You' : 'Scripted agent'
}

const cannotWrite = ({ summary }: Conversation): string | null => {
  switch (summary.status) {
    case 'bot':
      return 'The bot still has this conversation.'
    case 'ended':
      return 'This conversation has ended.'
    case 'queued':
    case 'active':
      return null
  }
}

export const chatView = (input: ChatInput): TemplateResult => {
  const { conversation } = input
  if (conversation === undefined) {
    return html`<main class="chat blank">
      <div><h2>No conversation open</h2><p>The first one that reaches you opens here.</p></div>
    </main>`
  }
  return html`<main class="chat">
    ${customerCard(conversation, input.now)}
    ${keyed(
      conversation.summary.id,
      html`<div class="lines" tabindex="0" role="log" aria-label="Messages" aria-live="off">
        <ol role="list">
          ${repeat(
            conversation.lines,
            (line) => line.id,
            (line, index) => lineView(line, conversation.lines[index - 1], conversation.summary.customerName),
          )}
        </ol>
      </div>`,
    )}
    ${wrapUpView(conversation)} ${composerView(conversation, input)}
  </main>`
}

const customerCard = (conversation: Conversation, now: number): TemplateResult => {
  const { summary } = conversation
  const waiting = waitingSince(conversation)
  return html`<header class="customer-card">
    ${avatar(summary.customerName)}
    <div class="who-is">
      <h1>${summary.customerName}</h1>
      <p>${statusMark(summary.status)}<span>${summary.channel}</span></p>
    </div>
    <dl>
      <div><dt>Skill</dt><dd>${summary.skill ?? 'None yet'}</dd></div>
      <div>
        <dt>Started</dt>
        <dd><time datetime=${summary.startedAt} title=${exactTime(summary.startedAt)}>${clockTime(summary.startedAt)}</time></dd>
      </div>
      <div><dt>Waiting</dt><dd class="figure">${waiting === null ? 'No' : stopwatch(now - waiting)}</dd></div>
      <div class="wide"><dt>Contact</dt><dd class="id" title=${summary.id}>${summary.id}</dd></div>
    </dl>
  </header>`
}

const lineView = (line: ChatLine, before: ChatLine | undefined, customerName: string): TemplateResult => {
  const { speaker, text, at } = line
  const opens = before?.speaker !== speaker || before.byHand !== line.byHand
  return html`<li class="line from-${speaker} ${opens ? 'opens' : ''}">
    ${
      opens
        ? html`<p class="who">
            ${nameOf(line, customerName)}<time datetime=${at} title=${exactTime(at)}>${clockTime(at)}</time>
          </p>`
        : nothing
    }
    <p class="bubble" dir="auto">${text}</p>
  </li>`
}

const wrapUpView = ({ summary: { wrapUp } }: Conversation): TemplateResult | typeof nothing => {
  if (wrapUp === undefined) return nothing
  const closedAs = wrapUp.disposition === undefined ? '' : ` (${wrapUp.disposition})`
  return html`<div class="wrapped-up" role="status">
    <h2>Kept in CXone${closedAs}</h2>
    <p dir="auto">${wrapUp.summary}</p>
  </div>`
}

const composerView = (conversation: Conversation, { draft, sendError, write, send }: ChatInput): TemplateResult => {
  const obstacle = cannotWrite(conversation)
  const keyPressed = (event: KeyboardEvent): void => {
    // Enter also confirms what an input method is composing.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  }
  const changed = (event: Event): void => {
    if (event.target instanceof HTMLTextAreaElement) write(event.target.value)
  }
  return html`<form
    class="composer"
    data-cx-assist-conversation=${conversation.summary.id}
    @submit=${(event: Event) => {
      event.preventDefault()
      send()
    }}
  >
    ${sendError === null ? nothing : html`<p class="send-error" role="alert">Not sent: ${sendError}</p>`}
    <div class="field">
      <textarea
        aria-label="Reply to ${conversation.summary.customerName}"
        placeholder=${obstacle ?? 'Write a reply'}
        rows="3"
        maxlength="10000"
        ?disabled=${obstacle !== null}
        .value=${live(draft)}
        @input=${changed}
        @keydown=${keyPressed}
      ></textarea>
      <div class="composer-foot">
        <span>Enter sends, Shift + Enter starts a new line</span>
        <button class="send" ?disabled=${obstacle !== null || draft.trim() === ''}>Send</button>
      </div>
    </div>
  </form>`
}
