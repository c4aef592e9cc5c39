/** A small desktop around one panel: a chat, a composer, and everything that may happen, at the press of a button. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { AssistEvent } from '../../../shared/wire/assist.ts'
import type { Clock } from '../../../widget/clock.ts'
import { HAPPENINGS, type Line, type Scene } from '../happenings.ts'
import { said } from '../material.ts'
import type { Settings } from '../settings.ts'
import { makeStage } from '../stage.ts'
import { dress } from './dress.ts'

const CONVERSATIONS = [
  { id: 'conv_maya', customer: 'Maya Lindqvist' },
  { id: 'conv_tom', customer: 'Tom Becker' },
] as const

const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

export interface Desk {
  readonly element: EventTarget
  dress(settings: Settings): void
  template(): TemplateResult
  /** Opens the first conversation; the panel must be in the page. */
  start(): Promise<void>
}

/** @param changed is called when the template reads differently. */
export const makeDesk = (changed: () => void): Desk => {
  const stage = makeStage(CONVERSATIONS[0].id, realClock)
  const { element } = stage
  const turns = new Map<string, number>()
  let lines: readonly Line[] = []
  let current: (typeof CONVERSATIONS)[number] = CONVERSATIONS[0]
  let isCutOff = false
  let missed: AssistEvent[] = []
  let written = 0
  let newest = ''
  let draft = ''
  /** The suggestion that the draft began as. */
  let beganAs: string | undefined
  let isComposerClosed = false

  const field = (): HTMLTextAreaElement | null => document.querySelector<HTMLTextAreaElement>('#desk-reply')

  const tell = (event: AssistEvent): void => {
    if (isCutOff) missed.push(event)
    else stage.link().push(event)
  }
  const write = (line: Line): string => {
    written += 1
    const utteranceId = `said_${written}`
    lines = [...lines, line]
    tell(said(utteranceId, line.text, line.speaker))
    changed()
    return utteranceId
  }
  const letIn = (): void => {
    isCutOff = false
    stage.link().rejoin(...missed)
    missed = []
  }
  const scene: Scene = {
    link: stage.link,
    tell,
    customerWrites: (text) => {
      newest = write({ speaker: 'customer', text })
      return newest
    },
    newest: () => newest,
    cutOff: (isLost) => {
      if (isLost) stage.link().says.connection('reconnecting')
      if (isLost) isCutOff = true
      else if (isCutOff) letIn()
    },
    signIn: (isWelcome) => {
      if (!isWelcome) stage.link().says.connection('unauthorized')
      if (!isWelcome) isCutOff = true
      else if (isCutOff) letIn()
    },
    next: (name, several) => {
      const turn = turns.get(name) ?? 0
      turns.set(name, turn + 1)
      return several[turn % several.length] ?? several[0]
    },
    now: realClock.now,
  }

  const open = async (conversation: (typeof CONVERSATIONS)[number]): Promise<void> => {
    current = conversation
    element.conversation = conversation.id
    lines = []
    draft = ''
    beganAs = undefined
    missed = []
    isCutOff = false
    changed()
    await stage.settled()
    stage.link().join()
    scene.customerWrites(
      conversation === CONVERSATIONS[0] ? 'I was charged twice for January' : 'The invoice of October is empty.',
    )
  }
  const send = (event: Event): void => {
    event.preventDefault()
    const text = draft.trim()
    if (text === '') return
    if (beganAs !== undefined) element.reportSent(beganAs, text)
    draft = ''
    beganAs = undefined
    write({ speaker: 'agent', text })
  }

  element.addEventListener('cx-assist-insert', (event) => {
    const reply = field()
    if (isComposerClosed || reply === null) {
      event.preventDefault()
      return
    }
    if (draft.trim() === '') beganAs = event.detail.suggestionId
    reply.setRangeText(event.detail.text, reply.selectionEnd, reply.selectionEnd, 'end')
    draft = reply.value
    reply.focus()
    changed()
  })

  const chat = (): TemplateResult => html`<div class="chat">
    <header>
      <strong>${current.customer}</strong><span class="soft">Web chat</span>
      ${CONVERSATIONS.filter((each) => each !== current).map(
        (other) => html`<button type="button" @click=${() => open(other)}>Go to ${other.customer}</button>`,
      )}
    </header>
    <ol tabindex="0" aria-label="Messages">
      ${lines.slice(-50).map(({ speaker, text }) => html`<li class=${speaker}><p dir="auto">${text}</p></li>`)}
    </ol>
    <form @submit=${send}>
      <textarea
        id="desk-reply"
        rows="3"
        dir="auto"
        aria-label="Reply to ${current.customer}"
        placeholder=${isComposerClosed ? 'The reply is closed: inserting is refused' : 'Write a reply'}
        ?readonly=${isComposerClosed}
        .value=${live(draft)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement) draft = event.target.value
          changed()
        }}
      ></textarea>
      <div class="foot">
        <label class="check"
          ><input
            type="checkbox"
            .checked=${live(isComposerClosed)}
            @change=${() => {
              isComposerClosed = !isComposerClosed
              changed()
            }}
          />Reply is closed</label
        >
        <button class="primary">Send</button>
      </div>
    </form>
  </div>`

  return {
    element,
    dress: (settings) => dress(element, settings),
    start: () => open(CONVERSATIONS[0]),
    template: () => html`<div class="desk">
      <div class="happenings">
        ${HAPPENINGS.map(
          ({ title, happenings }) => html`<div role="group" aria-label=${title}>
            <h3 aria-hidden="true">${title}</h3>
            ${happenings.map(({ label, run }) => html`<button type="button" @click=${() => run(scene)}>${label}</button>`)}
          </div>`,
        )}
      </div>
      ${chat()}
      <div class="panel">${element}</div>
      ${isCutOff ? html`<p class="soft small" role="status">The panel is cut off: what happens reaches it later.</p>` : nothing}
    </div>`,
  }
}
