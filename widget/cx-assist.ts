import type { TemplateResult } from 'lit'
import { property } from 'lit/decorators/property.js'
import { state } from 'lit/decorators/state.js'
import { type Density, oneOf, type Scoring, type Theme, type Transcript } from './attributes.ts'
import type { HostComposer } from './composer/host-composer.ts'
import { frame, tokens } from './cx-assist.styles.ts'
import type { AgentDesk } from './desk/agent-desk.ts'
import { browserSwitch, type ScoringSwitch } from './desk/scoring-switch.ts'
import { CxAssistErrorEvent, CxAssistStatusEvent, type ErrorDetail } from './events.ts'
import { type LoadLanguage, loadLanguage } from './i18n/load-language.ts'
import { SpokenLanguage } from './i18n/spoken-language.ts'
import type { KeyChanges } from './keys/key-map.ts'
import { browserKeys, type KeyStore } from './keys/key-store.ts'
import type { PanelKeys } from './keys/panel-keys.ts'
import type { LinkFactory } from './link/link.ts'
import { SocketLink } from './link/socket-link.ts'
import { type FetchConfig, fetchConfig } from './link/widget-config.ts'
import { wordlessPart } from './parts/panel/wordless.ts'
import { PortableElement } from './parts/shared/portable-element.ts'
import { scorerWith } from './sentiment/lazy-scorer.ts'
import type { LocalScorerFactory } from './sentiment/sentiment.ts'
import type { Spoken } from './session/announcer.ts'
import { AssistSession } from './session/assist-session.ts'
import { bffAddress } from './session/bff-address.ts'
import { type Clock, systemClock } from './session/clock.ts'
import { StatusTeller } from './session/status-teller.ts'
import type { AssistState } from './state/state.ts'
import { loadWorkplace, type Workplace } from './workplace/load-workplace.ts'

const SHORTCUT = 'F8'

/**
 * Agent assist beside a chat: what the agent might answer, what the customer wants, where the conversation is routed, and what was said.
 * It fills the block it is put in and is made for 320 to 440 px.
 *
 * @tag cx-assist
 *
 * @attr {string} bff - Where the BFF is: a whole URL, or a path of the page's own site, as `/assist`.
 * @attr {string} token - Token of the agent, from `POST /api/widget/token`. Better set as a property; it is never reflected.
 * @attr {string} conversation - Any id of the conversation to follow; none for no conversation.
 * @attr {'auto'|'light'|'dark'} theme - `auto` (default) follows the system.
 * @attr {'comfortable'|'compact'} density - Room between the parts; `comfortable` by default.
 * @attr {string} lang - Language of words, times and figures; that of the browser by default.
 * @attr {string} model - Folder of another model to score with: a whole URL, or a path below `bff`.
 * @attr {'on'|'off'} sentiment - `off`: nothing is scored for this element, and nothing of it is loaded; `on` by default.
 * @attr {'open'|'collapsed'} transcript - Whether what was said is unfolded; `open` by default. `collapsed` where the page shows it anyway.
 * @attr {string} composer - CSS selector of the reply, a textarea, an input or an element with `contenteditable`, that texts are put in; `clipboard` where none can be written in.
 * @attr {string} composer-origin - In a frame: origin of the page around it, which is asked by `postMessage` to put texts in its reply.
 * @attr {string} shortcut - Key that reaches the panel from anywhere in the page, and leads back: `F8` by default; empty for none.
 *
 * @fires {CxAssistInsertEvent} cx-assist-insert - The agent wants a text in the reply: prevent its default if it cannot be put there, `refuse(reason)`, or `respondWith(promise)`.
 * @fires {CxAssistUndoEvent} cx-assist-undo - The agent wants it out again; fired only where the insertion was answered with `undo: true`.
 * @fires {CxAssistCopyEvent} cx-assist-copy - The agent copied a text; it is on the clipboard.
 * @fires {CxAssistFeedbackEvent} cx-assist-feedback - What the agent did with a suggestion, and that one was refused.
 * @fires {CxAssistEscalateEvent} cx-assist-escalate - The agent asks for an escalation; Cognigy is told by the BFF.
 * @fires {CxAssistSummaryEvent} cx-assist-summary - The agent saves a wrap-up, before it is sent: prevent its default to keep it yourself; `detail.text`, `detail.dispositionId`.
 * @fires {CxAssistSentimentEvent} cx-assist-sentiment - An utterance was scored in this browser.
 * @fires {CxAssistStatusEvent} cx-assist-status - The connection is in another state, or about another conversation.
 * @fires {CxAssistTokenExpiringEvent} cx-assist-token-expiring - The token runs out in a minute: set a new `token` and nobody notices; `detail.expiresAt`.
 * @fires {CxAssistErrorEvent} cx-assist-error - Something went wrong; on `unauthorized` set a new `token`.
 *
 * @csspart panel - Everything.
 * @csspart status - The line that tells how the connection is.
 * @csspart empty - What stands there while there is nothing to show.
 * @csspart handover - What the bot told of a conversation that it handed over.
 * @csspart notice - One thing to act on.
 * @csspart search - The search in the operator's own knowledge.
 * @csspart suggestions - What the agent might answer.
 * @csspart suggestion - One of them.
 * @csspart intent - What the customer wants.
 * @csspart frustration - How frustrated the customer is.
 * @csspart escalate - Escalation by hand: its button, and its form.
 * @csspart wrap-up - What is left behind of a conversation: its button, and its form.
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
export class CxAssist extends PortableElement {
  static override styles = [tokens, frame]

  @property() bff = ''
  @property() token = ''
  @property() conversation: string | null = null
  @property({ reflect: true, converter: oneOf<Theme>(['auto', 'light', 'dark']) }) theme: Theme = 'auto'
  @property({ reflect: true, converter: oneOf<Density>(['comfortable', 'compact']) }) density: Density = 'comfortable'
  @property({ reflect: true }) override lang = ''
  @property() model: string | null = null
  @property({ reflect: true, converter: oneOf<Scoring>(['on', 'off']) }) sentiment: Scoring = 'on'
  @property({ reflect: true, converter: oneOf<Transcript>(['open', 'collapsed']) }) transcript: Transcript = 'open'
  @property() composer: string | null = null
  @property({ attribute: 'composer-origin' }) composerOrigin: string | null = null
  @property({ converter: { fromAttribute: (value: string | null) => value ?? SHORTCUT } }) shortcut = SHORTCUT
  /** Other keys, by what they do, as `{ copy: 'Y', menu: '' }`. What the agent changes goes before it. */
  @property({ attribute: false }) keys: KeyChanges = {}
  /**
   * What brings the events. As those below, to be replaced before the element is put into a page.
   * @internal
   */
  @property({ attribute: false }) createLink: LinkFactory = (target, listener) =>
    new SocketLink(target, listener, this.clock)
  /** @internal */
  @property({ attribute: false }) fetchConfig: FetchConfig = fetchConfig
  /** @internal */
  @property({ attribute: false }) clock: Clock = systemClock
  /** @internal */
  @property({ attribute: false }) loadLanguage: LoadLanguage = loadLanguage
  /** @internal */
  @property({ attribute: false }) loadWorkplace = loadWorkplace
  /** What scores in this browser; `scorerWith('wasm')` and `scorerWith('webgpu')` leave no choice. */
  @property({ attribute: false }) createScorer: LocalScorerFactory = scorerWith('auto')
  /** @internal */
  @property({ attribute: false }) scoringSwitch: ScoringSwitch = browserSwitch
  /** Where what the agent changes is kept: by default in this browser. */
  @property({ attribute: false }) keyStore: KeyStore = browserKeys

  @state() private spoken: Spoken = { polite: '', assertive: '' }

  #workplace: Workplace | undefined
  #desk: AgentDesk | undefined
  #composer: HostComposer | undefined
  #keyboard: PanelKeys | undefined
  readonly #clock: Clock = { now: () => this.clock.now(), after: (ms, callback) => this.clock.after(ms, callback) }
  readonly #session = new AssistSession({
    createLink: (target, listener) => this.createLink(target, listener),
    fetchConfig: (bff) => this.fetchConfig(bff),
    clock: this.#clock,
    changed: (state) => this.#changed(state),
    failed: (error) => this.#failed(error),
  })
  readonly #languages = new SpokenLanguage({
    // One is of no use without the other.
    load: async (tag) => {
      const [loaded, workplace] = await Promise.all([this.loadLanguage(tag), this.loadWorkplace()])
      this.#open(workplace)
      return loaded
    },
    timers: this.#clock,
    changed: () => this.requestUpdate(),
    misunderstood: () =>
      this.#failed({
        code: 'invalid_lang',
        message: 'lang is no language: write a tag such as de or pt-BR, or leave it out',
      }),
    failed: () => this.#failed({ code: 'not_shown', message: 'the view or its words could not be fetched' }),
  })
  readonly #text = this.#languages.text
  readonly #teller = new StatusTeller((detail) => this.dispatchEvent(new CxAssistStatusEvent(detail)))
  readonly #failed = (error: ErrorDetail): void => {
    this.dispatchEvent(new CxAssistErrorEvent(error))
  }
  readonly #retry = (): void => this.#session.retryNow()

  /** To be called by the host once a reply was sent that began as an inserted suggestion, with the text that was sent. */
  reportSent(suggestionId: string, text: string): void {
    this.#desk?.suggestions.sent(suggestionId, text)
  }

  /** Brings the agent to the current suggestion, or to the panel where there is none, as `shortcut` does. */
  override focus(): void {
    this.#keyboard?.reach()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('online', this.#retry)
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('online', this.#retry)
    this.#desk?.close()
    this.#composer?.close()
    this.#session.close()
    this.#languages.close()
  }

  override willUpdate(): void {
    if (this.isConnected) this.#languages.want(this.lang)
    // What is known of another conversation is to be there at once.
    this.#configure()
  }

  override updated(): void {
    // Whoever was told something above may have set something else, which no update of its own was made for.
    this.#configure()
  }

  get #asked(): string | null {
    return this.conversation?.trim() || null
  }

  get #bff(): string {
    const given = this.bff.trim()
    return given === '' ? '' : (bffAddress(given, this.ownerDocument.baseURI) ?? given)
  }

  #configure(): void {
    if (!this.isConnected) return
    const { token, model, sentiment, composer, composerOrigin } = this
    this.#keyboard?.configure(this.shortcut, this.keys)
    this.#composer?.configure({ selector: composer?.trim() ?? '', origin: composerOrigin?.trim() ?? '' })
    this.#session.configure({
      bff: this.#bff,
      token: token.trim(),
      conversation: this.#asked,
      model: model?.trim() || null,
      isScoringOff: sentiment === 'off',
    })
  }

  /** Whoever waits for what is shown waits for its words. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete()
    await this.#languages.pending
    return super.getUpdateComplete()
  }

  override render(): TemplateResult {
    const { language, isLost } = this.#languages
    if (!language || !this.#workplace || !this.#desk || !this.#keyboard) return wordlessPart(isLost)
    return this.#workplace.panelPart({
      session: this.#session,
      desk: this.#desk,
      keyboard: this.#keyboard,
      spoken: this.spoken,
      isTranscriptFolded: this.transcript === 'collapsed',
      showUtterance: (utteranceId) => this.#showUtterance(utteranceId),
      language,
      now: this.clock.now(),
      retry: this.#retry,
    })
  }

  #open(workplace: Workplace): void {
    if (this.#workplace) return
    this.#workplace = workplace
    this.wear([...CxAssist.elementStyles, ...workplace.panelStyles])
    this.#composer = new workplace.HostComposer({
      near: this,
      timers: this.#clock,
      dispatch: (event) => this.dispatchEvent(event),
      isCurrent: (insertion) => this.#desk?.isCurrent(insertion) ?? false,
    })
    this.#desk = new workplace.AgentDesk({
      session: this.#session,
      composer: this.#composer,
      asked: () => this.#asked ?? '',
      createScorer: (modelUrl, listener) => this.createScorer(modelUrl, listener, this.#bff),
      scoringSwitch: this.scoringSwitch,
      clock: this.#clock,
      text: this.#text,
      language: () => this.#languages.language?.wordsTag ?? 'en',
      dispatch: (event) => this.dispatchEvent(event),
      failed: this.#failed,
      speak: (spoken) => {
        this.spoken = spoken
      },
      changed: () => this.requestUpdate(),
    })
    this.#session.watch(this.#desk)
    this.#keyboard = new workplace.PanelKeys({
      host: this,
      root: this.renderRoot,
      store: this.keyStore,
      reply: () => this.composer?.trim() ?? '',
      conversations: () => [this.#asked ?? '', this.#session.shownId ?? ''],
      left: () => this.#composer?.leave(),
      desk: this.#desk,
      fetchList: workplace.fetchKeyList,
      changed: () => this.requestUpdate(),
    })
    this.addController(this.#keyboard)
  }

  #showUtterance(utteranceId: string): void {
    this.renderRoot.querySelector('cx-assist-transcript')?.show(utteranceId)
  }

  #changed(state: AssistState): void {
    this.requestUpdate()
    this.#teller.changed(state, this.clock.now())
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cx-assist': CxAssist
  }
}
