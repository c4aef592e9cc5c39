/** A small desktop around one panel: a chat, a composer, and everything that may happen, at the press of a button. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { AssistEvent } from '../../../shared/wire/assist.ts'
import type { Clock } from '../../session/clock.ts'
import { HAPPENINGS, type Line, type Scene } from '../happenings.ts'
import { said } from '../material.ts'
import type { Settings } from '../settings.ts'
import { makeStage } from '../stage.ts'
import { dress } from './dress.ts'

/** One conversation as the agent sees it in the chat. */
interface Talk {
  readonly id: string
  readonly customer: string
  readonly opening: string
  lines: readonly Line[]
  draft: string
  /** The suggestion that the draft began as. */
  beganAs: string | undefined
  /** The customer's newest message. */
  newest: string
}

const talk = (id: string, customer: string, opening: string): Talk => ({
  id,
  customer,
  opening,
  lines: [],
  draft: '',
  beganAs: undefined,
  newest: '',
})

const realClock: Clock = {
  now: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

export interface Desktop {
  readonly element: EventTarget
  dress(settings: Settings): void
  template(): TemplateResult
  /** Opens the first conversation; the panel must be in the page. */
  start(): Promise<void>
}

/** @param changed is called when the template reads differently. */
export const makeDesktop = (changed: () => void): Desktop => {
  const maya = talk('conv_maya', 'Maya Lindqvist', 'I was charged twice for January')
  const tom = talk('conv_tom', 'Tom Becker', 'The invoice of October is empty.')
  const stage = makeStage(maya.id, realClock)
  const { element } = stage
  const turns = new Map<string, number>()
  let current = maya
  let isCutOff = false
  let missed: AssistEvent[] = []
  let written = 0
  let isComposerClosed = false

  const tell = (event: AssistEvent): void => {
    if (isCutOff) missed.push(event)
    else stage.link().push(event)
  }
  const write = (line: Line): string => {
    written += 1
    const utteranceId = `said_${written}`
    current.lines = [...current.lines, line]
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
      current.newest = write({ speaker: 'customer', text })
      return current.newest
    },
    newest: () => current.newest,
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

  const open = async (opened: Talk): Promise<void> => {
    current = opened
    element.conversation = opened.id
    missed = []
    isCutOff = false
    changed()
    await stage.settled()
    if (opened.lines.length > 0) stage.link().resume(opened.id)
    else {
      stage.link().join()
      scene.customerWrites(opened.opening)
    }
  }
  const send = (event: Event): void => {
    event.preventDefault()
    const text = current.draft.trim()
    if (text === '') return
    if (current.beganAs !== undefined) element.reportSent(current.beganAs, text)
    current.draft = ''
    current.beganAs = undefined
    write({ speaker: 'agent', text })
  }

  // All else is done by the attribute, as for any integrator.
  element.composer = '#desk-reply'
  element.addEventListener('cx-assist-insert', ({ detail }) => {
    if (current.draft.trim() === '') current.beganAs = detail.suggestionId
  })

  const chat = (): TemplateResult => html`<div class="chat">
    <header>
      <strong>${current.customer}</strong><span class="soft">Web chat</span>
      ${[maya, tom]
        .filter((each) => each !== current)
        .map((other) => html`<button type="button" @click=${() => open(other)}>Go to ${other.customer}</button>`)}
    </header>
    <ol tabindex="0" aria-label="Messages">
      ${current.lines.slice(-50).map(({ speaker, text }) => html`<li class=${speaker}><p dir="auto">${text}</p></li>`)}
    </ol>
    <form @submit=${send}>
      <textarea
        id="desk-reply"
        rows="3"
        dir="auto"
        aria-label="Reply to ${current.customer}"
        placeholder=${isComposerClosed ? 'The reply is closed: inserting is refused' : 'Write a reply'}
        ?readonly=${isComposerClosed}
        .value=${live(current.draft)}
        @input=${(event: Event) => {
          if (event.target instanceof HTMLTextAreaElement) current.draft = event.target.value
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
    start: () => open(maya),
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
