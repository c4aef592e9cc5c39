/** `<cx-assist-hosted>`: a page with nothing but the panel, which it fills from what the desktop around tells. */
import { css, html, nothing, type TemplateResult } from 'lit'
import { CxAssist } from '../cx-assist.ts'
import { askSignInAt, redeemAt, signOutAt } from '../desktops/sign-in-door.ts'
import type { CxAssistErrorEvent, CxAssistFeedbackEvent, CxAssistInsertEvent } from '../events.ts'
import type { Text } from '../i18n/catalogue.ts'
import { loadLanguage } from '../i18n/load-language.ts'
import { SpokenLanguage } from '../i18n/spoken-language.ts'
import type { Timers } from '../link/link.ts'
import { PortableElement } from '../parts/shared/portable-element.ts'
import { hindrancePart, hindranceStyles, titleOf } from './hindrance.ts'
import { HostedDesk } from './hosted-desk.ts'
import { hostedState } from './hosted-state.ts'
import { loadDesktop } from './open-desktop.ts'
import { readPage } from './page.ts'
import { signedInLine, signInPart, signInStyles } from './sign-in.ts'
import { agentOf, SignInDesk, WINDOW_NAME } from './sign-in-desk.ts'

/** Of its own: to share the panel's would weigh on its first file. */
const systemTimers: Timers = {
  after(ms, callback) {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

const WINDOW = 'popup,width=520,height=720'

/** The panel's own word for a reply that nothing can be put in. */
const CLIPBOARD = 'clipboard'

const styles = css`
  .place {
    flex: 1;
    min-block-size: 0;
  }

  /* Its own: those of the parts come with the view, which is not fetched for this. */
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .for-screen-readers {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .line {
    padding: 4px var(--_gap);
    border-block-end: 1px solid var(--_line);
    color: var(--_text-muted);
    font-size: var(--_small);
  }

  .place + .line {
    border-block: 1px solid var(--_line);
    border-block-end: none;
  }
`

export class HostedPanel extends PortableElement {
  /** What the element wears, so that both look alike. */
  static override styles = [CxAssist.styles, styles, hindranceStyles, signInStyles]

  /** As the page was served; another one is for tests. */
  page = readPage(document)
  readonly #languages = new SpokenLanguage({
    load: loadLanguage,
    timers: systemTimers,
    changed: () => this.requestUpdate(),
    misunderstood: () => undefined,
    failed: () => this.requestUpdate(),
  })
  #desk: HostedDesk | undefined
  readonly #signIn = new SignInDesk({
    base: this.page.base,
    origin: window.origin,
    openWindow: (address) => window.open(address, WINDOW_NAME, WINDOW) !== null,
    redeem: redeemAt(this.page.base),
    signOut: signOutAt(this.page.base),
    changed: () => this.requestUpdate(),
    signedIn: async () => {
      await this.#desk?.tokens.renew()
      return this.#desk?.tokens.state.kind !== 'signed_out'
    },
    signedOut: () => this.#desk?.tokens.forget(),
  })
  #shown: IntersectionObserver | undefined
  #wasHidden = false

  override connectedCallback(): void {
    super.connectedCallback()
    const { page } = this
    const desk = new HostedDesk({
      isKnown: page.desktop !== undefined,
      isFramed: window.parent !== window,
      timers: systemTimers,
      askSignIn: askSignInAt(page.base),
      openDesktop: async (listener) => {
        if (page.desktop === undefined) throw new TypeError('no desktop is named')
        const openDesktop = await loadDesktop(page.desktop)
        return openDesktop({ inside: window, origins: page.origins, version: page.version, listener })
      },
      changed: () => this.requestUpdate(),
    })
    this.#desk = desk
    window.addEventListener('message', this.#signIn.heard)
    void this.#signIn.open()
    this.addEventListener('cx-assist-insert', this.#insert)
    this.addEventListener('cx-assist-feedback', this.#report)
    this.addEventListener('cx-assist-token-expiring', this.#renew)
    this.addEventListener('cx-assist-error', this.#failed)
    this.#shown = new IntersectionObserver(this.#seen)
    this.#shown.observe(this)
    void desk.open()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.removeEventListener('cx-assist-insert', this.#insert)
    this.removeEventListener('cx-assist-feedback', this.#report)
    this.removeEventListener('cx-assist-error', this.#failed)
    this.removeEventListener('cx-assist-token-expiring', this.#renew)
    this.#shown?.disconnect()
    this.#desk?.close()
    window.removeEventListener('message', this.#signIn.heard)
    this.#desk = undefined
    this.#languages.close()
  }

  override willUpdate(): void {
    if (this.isConnected) this.#languages.want(this.#desk?.context.lang ?? '')
    this.#fill()
  }

  override render(): TemplateResult | typeof nothing {
    const { language } = this.#languages
    const desk = this.#desk
    if (language === undefined || desk === undefined) return nothing
    const { text, wordsTag, direction } = language
    const state = hostedState(desk.facts)
    const isShown = state.kind === 'shown'
    const signIn = signInPart({
      text,
      state: this.#signIn.state,
      begin: () => this.#signIn.begin(wordsTag),
      byHand: () => this.#signIn.byHand(),
    })
    return html`<div class="for-screen-readers" role="status" lang=${wordsTag} dir=${direction}>${isShown ? nothing : titleOf(state.hindrance, text)}</div>
      <div role="status" lang=${wordsTag} dir=${direction}>
        ${isShown && state.remark !== undefined ? html`<p class="line remark" data-kind=${state.remark}>${text(`desktop.${state.remark}`)}</p>` : nothing}
      </div>
      <main class="place" lang=${wordsTag} dir=${direction}>
        ${isShown ? html`<slot></slot>` : hindrancePart({ hindrance: state.hindrance, text, retry: this.#retry, signIn })}
      </main>
      ${isShown && desk.writing === 'clipboard' ? html`<p class="line writing" lang=${wordsTag} dir=${direction}>${text('desktop.clipboard', { desktop: this.page.named })}</p>` : nothing}
      <div lang=${wordsTag} dir=${direction}>${this.#signedInPart(text)}</div>`
  }

  /** Only whoever signed in here can sign out here; a desktop's token is the desktop's. */
  #signedInPart(text: Text): TemplateResult | typeof nothing {
    const source = this.#desk?.tokens
    if (source === undefined || source.isGiven || source.state.kind !== 'token') return nothing
    return signedInLine({
      text,
      agentId: agentOf(source.state.token),
      isOutFailed: this.#signIn.isOutFailed,
      signOut: () => void this.#signIn.signOut(),
    })
  }

  override updated(): void {
    const { language } = this.#languages
    if (language === undefined) return
    document.documentElement.lang = language.wordsTag
    document.title = language.text('panel.label')
  }

  /** Brings the panel in line with what is known. */
  #fill(): void {
    const panel = this.querySelector('cx-assist')
    const desk = this.#desk
    if (panel === null || desk === undefined) return
    const { context, facts, writing, tokens: source } = desk
    const isShown = hostedState(facts).kind === 'shown'
    panel.bff = this.page.base
    panel.token = source.state.kind === 'token' ? source.state.token : ''
    panel.conversation = isShown ? (context.conversation ?? null) : null
    panel.theme = context.theme ?? 'auto'
    panel.lang = context.lang ?? ''
    panel.composer = writing === 'clipboard' ? CLIPBOARD : null
    panel.composerOrigin = writing === 'composer-origin' ? (desk.origin ?? null) : null
    this.setAttribute('theme', panel.theme)
  }

  readonly #renew = (): void => {
    const desk = this.#desk
    void desk?.renewToken().then(() => {
      if (desk.tokens.state.kind === 'signed_out') this.#signIn.expired()
    })
  }

  readonly #insert = ({ detail }: CxAssistInsertEvent): void => {
    if (this.#desk?.writing === 'message') this.#desk.write(detail.text)
  }

  readonly #report = ({ detail: { action, suggestionId } }: CxAssistFeedbackEvent): void => {
    this.#desk?.report({ action, suggestionId })
  }

  readonly #failed = ({ detail }: CxAssistErrorEvent): void => {
    if (detail.code === 'unauthorized') this.#renew()
  }

  /** Out of sight the desktop may have gone on without a word. */
  readonly #seen = (entries: readonly IntersectionObserverEntry[]): void => {
    const isHidden = entries.at(-1)?.isIntersecting === false
    if (this.#wasHidden && !isHidden) this.#desk?.ask()
    this.#wasHidden = isHidden
  }

  readonly #retry = (): void => {
    const desk = this.#desk
    if (desk?.tokens.state.kind === 'unreachable') void desk.tokens.renew()
    else desk?.ask()
  }
}
