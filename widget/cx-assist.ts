import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import type { ConversationSnapshot } from '../shared/wire/assist.ts'
import { Announcer, type Spoken } from './announcer.ts'
import { AssistSession } from './assist-session.ts'
import { type Density, oneOf, type Theme } from './attributes.ts'
import { type Clock, systemClock } from './clock.ts'
import { frame, tokens } from './cx-assist.styles.ts'
import { define } from './define.ts'
import { CxAssistErrorEvent, CxAssistStatusEvent, type StatusDetail } from './events.ts'
import { en as words } from './i18n/en.ts'
import { Formats } from './i18n/formats.ts'
import type { LinkFactory } from './link/link.ts'
import { SocketLink } from './link/socket-link.ts'
import { emptyPart, emptyStyles } from './parts/empty.ts'
import { emptyReason } from './parts/empty-reason.ts'
import { intentPart, intentStyles } from './parts/intent.ts'
import { noticePart, noticeStyles } from './parts/notice.ts'
import { noticesOf } from './parts/notices.ts'
import { routingPart } from './parts/routing.ts'
import { shared } from './parts/shared.styles.ts'
import { statusLine, statusLineStyles } from './parts/status-line.ts'
import './parts/transcript.ts'
import { type Connection, connectionOf } from './state/connection.ts'
import { type AssistState, initialState, knownOf } from './state/state.ts'

export type { Density, Theme } from './attributes.ts'
export type * from './events.ts'

/**
 * Agent assist beside a chat: what the customer wants, where the conversation is routed, and what was said.
 * It fills the block it is put in and is made for 320 to 440 px.
 *
 * @tag cx-assist
 * @tagname cx-assist
 *
 * @attr {string} bff - Absolute URL of the BFF.
 * @attr {string} token - Token of the agent, from `POST /api/widget/token`. Better set as a property; it is never reflected.
 * @attr {string} conversation - Any id of the conversation to follow; none for no conversation.
 * @attr {'auto'|'light'|'dark'} theme - `auto` (default) follows the system.
 * @attr {'comfortable'|'compact'} density - Room between the parts; `comfortable` by default.
 * @attr {string} lang - Language of times and figures; that of the browser by default.
 * @attr {string} model - URL of a model folder. Read by scoring in the browser, where that is built in.
 *
 * @fires {CxAssistInsertEvent} cx-assist-insert - The agent wants a text in the reply. Not fired before suggestions are shown.
 * @fires {CxAssistCopyEvent} cx-assist-copy - The agent copied a text. Not fired before suggestions are shown.
 * @fires {CxAssistFeedbackEvent} cx-assist-feedback - What the agent did with a suggestion. Not fired before they are shown.
 * @fires {CxAssistEscalateEvent} cx-assist-escalate - The agent asked for an escalation. Not fired yet.
 * @fires {CxAssistSentimentEvent} cx-assist-sentiment - An utterance was scored in this browser. Not fired yet.
 * @fires {CxAssistStatusEvent} cx-assist-status - The connection is in another state, or about another conversation.
 * @fires {CxAssistErrorEvent} cx-assist-error - Something went wrong; on `unauthorized` set a new `token`.
 *
 * @csspart panel - Everything.
 * @csspart status - The line that tells how the connection is.
 * @csspart empty - What stands there while there is nothing to show.
 * @csspart notice - One thing to act on.
 * @csspart intent - What the customer wants.
 * @csspart routing - Where the conversation went.
 * @csspart transcript - What was said.
 * @csspart utterance - One message.
 *
 * @cssprop --cx-assist-surface - Background.
 * @cssprop --cx-assist-surface-muted - Background of the customer's messages.
 * @cssprop --cx-assist-text - Text.
 * @cssprop --cx-assist-text-muted - Secondary text.
 * @cssprop --cx-assist-line - Separators.
 * @cssprop --cx-assist-accent - The one accent colour: focus, what is new, what can be pressed.
 * @cssprop --cx-assist-accent-soft - Background of the agent's messages.
 * @cssprop --cx-assist-calm - All is well.
 * @cssprop --cx-assist-watch - To be known.
 * @cssprop --cx-assist-watch-soft - Background of it.
 * @cssprop --cx-assist-act - To be acted on.
 * @cssprop --cx-assist-act-soft - Background of it.
 * @cssprop [--cx-assist-radius=6px] - Corners.
 * @cssprop [--cx-assist-font-size=13px] - Base size; the font is that of the host.
 */
export class CxAssist extends LitElement {
  static override styles = [shared, tokens, frame, statusLineStyles, noticeStyles, emptyStyles, intentStyles]

  @property() bff = ''
  @property() token = ''
  @property() conversation: string | null = null
  @property({ reflect: true, converter: oneOf<Theme>(['auto', 'light', 'dark']) }) theme: Theme = 'auto'
  @property({ reflect: true, converter: oneOf<Density>(['comfortable', 'compact']) }) density: Density = 'comfortable'
  @property({ reflect: true }) override lang = ''
  @property() model: string | null = null
  /** What brings the events. To be replaced before the element is put into a page. */
  @property({ attribute: false }) createLink: LinkFactory = (target, listener) =>
    new SocketLink(target, listener, this.clock)
  /** To be replaced before the element is put into a page. */
  @property({ attribute: false }) clock: Clock = systemClock

  @state() private spoken: Spoken = { polite: '', assertive: '' }

  #session: AssistSession | undefined
  #announcer: Announcer | undefined
  #formats = new Formats('')
  #told: StatusDetail = { status: 'idle', conversation: null }
  readonly #retry = (): void => this.#session?.retryNow()

  override connectedCallback(): void {
    super.connectedCallback()
    const announcer = new Announcer(this.clock, (spoken) => {
      this.spoken = spoken
    })
    this.#announcer = announcer
    this.#session = new AssistSession({
      createLink: this.createLink,
      clock: this.clock,
      changed: (before, after) => this.#changed(before, after),
      failed: (error) => this.dispatchEvent(new CxAssistErrorEvent(error)),
    })
    window.addEventListener('online', this.#retry)
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('online', this.#retry)
    this.#session?.close()
    this.#session = undefined
    this.#announcer?.silence()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lang')) this.#formats = new Formats(this.lang)
  }

  override updated(): void {
    const { bff, token } = this
    const conversation = this.conversation === '' ? null : this.conversation
    this.#session?.configure({ bff: bff.trim(), token, conversation })
  }

  override render(): TemplateResult {
    const now = this.clock.now()
    const { state: current, problem } = this.#session ?? { state: initialState, problem: null }
    const connection = connectionOf(current, now)
    const known = knownOf(current)
    return html`<section class="panel" part="panel" lang="en" aria-label=${words.panel}>
      ${statusLine({
        connection,
        isSetUp: problem === null,
        known: known?.snapshot,
        formats: this.#formats,
        now,
        retry: this.#retry,
      })}
      <div class="body">
        ${
          known
            ? this.#conversation(known.snapshot, connection, now)
            : emptyPart(emptyReason(problem, current, connection, now), this.#retry)
        }
      </div>
      <div class="for-screen-readers" role="status">${this.spoken.polite}</div>
      <div class="for-screen-readers" role="alert">${this.spoken.assertive}</div>
    </section>`
  }

  #conversation(snapshot: ConversationSnapshot, connection: Connection, now: number): TemplateResult {
    const notices = noticesOf(snapshot, connection)
    const { transcript, intent, routing } = snapshot
    const isBlank = transcript.length === 0 && intent === null && routing === null && notices.length === 0
    if (isBlank) return emptyPart(words.empty.nothingYet, this.#retry)
    const formats = this.#formats
    return html`
      ${notices.length === 0 ? nothing : html`<div class="block">${notices.map(noticePart)}</div>`}
      <div class="block">${intentPart(intent, formats, now)}${routingPart(routing, formats, now)}</div>
      <cx-assist-transcript
        exportparts="transcript, utterance"
        .conversationId=${snapshot.conversationId}
        .entries=${transcript}
        .formats=${formats}
        .now=${now}
      ></cx-assist-transcript>
    `
  }

  #changed(before: AssistState, after: AssistState): void {
    this.requestUpdate()
    if (before !== after) this.#announcer?.changed(before, after)
    const { conversation } = after
    const status = connectionOf(after, this.clock.now()).kind
    const asked = conversation.kind === 'none' ? null : conversation.asked
    if (status === this.#told.status && asked === this.#told.conversation) return
    this.#told = { status, conversation: asked }
    this.dispatchEvent(new CxAssistStatusEvent(this.#told))
  }
}

define('cx-assist', CxAssist)

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist': CxAssist
  }
}
