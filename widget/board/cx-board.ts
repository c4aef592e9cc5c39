import type { TemplateResult } from 'lit'
import { property } from 'lit/decorators/property.js'
import { type Density, oneOf, type Theme } from '../attributes.ts'
import { frame, tokens } from '../cx-assist.styles.ts'
import type { ErrorDetail } from '../events.ts'
import { type LoadLanguage, loadLanguage } from '../i18n/load-language.ts'
import { SpokenLanguage } from '../i18n/spoken-language.ts'
import { wordlessPart } from '../parts/panel/wordless.ts'
import { PortableElement } from '../parts/shared/portable-element.ts'
import { bffAddress } from '../session/bff-address.ts'
import { type Clock, systemClock } from '../session/clock.ts'
import { loadPanel } from './beside/load-panel.ts'
import { CxBoardErrorEvent } from './events.ts'
import type { BoardLinkFactory } from './link/board-link.ts'
import { SocketBoardLink } from './link/socket-board-link.ts'
import { BoardSession } from './session/board-session.ts'
import { browserFrames, type Frames } from './session/frames.ts'
import type { BoardState } from './state/board-state.ts'
import type { BoardView } from './view/board-view.ts'
import { loadView, type ViewModule } from './view/load-view.ts'

/**
 * A supervisor's board: every conversation in one line, those that need a person most on top; one of them opens beside it, to
 * be read, with a note to its agent. It fills the block it is put in, from 320 px up.
 *
 * @tag cx-board
 *
 * @attr {string} bff - Where the BFF is: a whole URL, or a path of the page's own site, as `/assist`.
 * @attr {string} token - Token of the supervisor, from `POST /api/widget/token` with `"role": "supervisor"`. Better set as a property; it is never reflected.
 * @attr {'auto'|'light'|'dark'} theme - `auto` (default) follows the system.
 * @attr {string} lang - Language of words, times and figures; that of the browser by default.
 * @attr {'comfortable'|'compact'} density - Room between the parts of an opened conversation; `comfortable` by default.
 *
 * @fires {CxBoardOpenEvent} cx-board-open - Another conversation is open beside the list, or none.
 * @fires {CxBoardTokenExpiringEvent} cx-board-token-expiring - The token runs out in a minute: set a new `token` and nobody notices.
 * @fires {CxBoardErrorEvent} cx-board-error - Something went wrong; on `unauthorized` set a new `token`.
 *
 * @csspart board - Everything.
 * @csspart status - The line that tells how the connection is.
 * @csspart figures - The counts, and the line of the last hour.
 * @csspart trend - That line, with its words.
 * @csspart filters - What the rows are chosen by.
 * @csspart row - One conversation.
 * @csspart empty - What stands there while there is nothing to show.
 * @csspart conversation - The one that is open beside the list.
 * @csspart note - The note to its agent.
 * @csspart keys - The list of keys.
 */
export class CxBoard extends PortableElement {
  static override styles = [tokens, frame]

  @property() bff = ''
  @property() token = ''
  @property({ reflect: true, converter: oneOf<Theme>(['auto', 'light', 'dark']) }) theme: Theme = 'auto'
  @property({ reflect: true, converter: oneOf<Density>(['comfortable', 'compact']) }) density: Density = 'comfortable'
  @property({ reflect: true }) override lang = ''
  /**
   * What brings the rows. As those below, to be replaced before the element is put into a page.
   * @internal
   */
  @property({ attribute: false }) createLink: BoardLinkFactory = (target, listener) =>
    new SocketBoardLink(target, listener, this.clock)
  /** @internal */
  @property({ attribute: false }) clock: Clock = systemClock
  /** @internal */
  @property({ attribute: false }) frames: Frames = browserFrames
  /** @internal */
  @property({ attribute: false }) loadLanguage: LoadLanguage = loadLanguage
  /** @internal */
  @property({ attribute: false }) loadView = loadView
  /** @internal */
  @property({ attribute: false }) loadPanel = loadPanel

  #view: BoardView | undefined
  readonly #clock: Clock = { now: () => this.clock.now(), after: (ms, callback) => this.clock.after(ms, callback) }
  readonly #session = new BoardSession({
    createLink: (target, listener) => this.createLink(target, listener),
    clock: this.#clock,
    frames: { next: (callback) => this.frames.next(callback) },
    changed: (before, after) => this.#changed(before, after),
    failed: (error) => this.#failed(error),
  })
  readonly #languages = new SpokenLanguage({
    // One is of no use without the other.
    load: async (tag) => {
      const [loaded, view] = await Promise.all([this.loadLanguage(tag), this.loadView()])
      this.#open(view)
      return loaded
    },
    timers: this.#clock,
    changed: () => this.requestUpdate(),
    misunderstood: () => this.#failed({ code: 'invalid_lang', message: 'lang is no language: write a tag such as de' }),
    failed: () => this.#failed({ code: 'not_shown', message: 'the view or its words could not be fetched' }),
  })
  readonly #retry = (): void => this.#session.retryNow()

  /** Opens a conversation of the board beside the list. */
  async open(conversationId: string): Promise<void> {
    await this.#view?.open(conversationId)
  }

  /** Closes it again, and leads back to its row. */
  async close(): Promise<void> {
    await this.#view?.close()
  }

  /** Leads to the rows. */
  override focus(): void {
    this.#view?.focus()
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('online', this.#retry)
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('online', this.#retry)
    this.#view?.leave()
    this.#session.close()
    this.#languages.close()
  }

  override willUpdate(): void {
    if (!this.isConnected) return
    this.#languages.want(this.lang)
    this.#view?.configured()
    const { bff, token } = this.#settings
    this.#session.configure({ bff, token })
  }

  override updated(): void {
    this.#view?.rendered()
  }

  /** Whoever waits for what is shown waits for its words, and its rows. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete()
    await this.#languages.pending
    const isDone = await super.getUpdateComplete()
    await this.#view?.updated()
    return isDone
  }

  override render(): TemplateResult {
    const { language, isLost } = this.#languages
    return language && this.#view ? this.#view.part(language) : wordlessPart(isLost)
  }

  get #settings() {
    const given = this.bff.trim()
    const bff = given === '' ? '' : (bffAddress(given, this.ownerDocument.baseURI) ?? given)
    return { bff, token: this.token.trim(), theme: this.theme, density: this.density }
  }

  #open({ BoardView, viewStyles }: ViewModule): void {
    if (this.#view) return
    this.wear([...CxBoard.elementStyles, ...viewStyles])
    this.#view = new BoardView({
      session: this.#session,
      clock: this.#clock,
      text: this.#languages.text,
      root: () => this.renderRoot,
      settings: () => this.#settings,
      updated: () => this.updateComplete,
      loadPanel: () => this.loadPanel(),
      dispatch: (event) => this.dispatchEvent(event),
      changed: () => this.requestUpdate(),
    })
  }

  #changed(before: BoardState, after: BoardState): void {
    this.#view?.changed(before, after)
    this.requestUpdate()
  }

  #failed(error: ErrorDetail): void {
    this.dispatchEvent(new CxBoardErrorEvent(error))
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'cx-board': CxBoard
  }
}
