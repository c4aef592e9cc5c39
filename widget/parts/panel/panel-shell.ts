/** What is around the panel: its menu, and the window of its own that it can be in. The page keeps the element, and so the session. */
import { html, type LitElement, type ReactiveController, render, type TemplateResult } from 'lit'
import type { AgentDesk } from '../../desk/agent-desk.ts'
import type { Language } from '../../i18n/language.ts'
import { once } from '../../i18n/once.ts'
import type { PanelKeys } from '../../keys/panel-keys.ts'
import { focusedBeside } from '../../keys/reach.ts'
import { chatIcon } from '../shared/icons.ts'
import type { OwnWindow } from './own-window.ts'

const fetchMenu = once(() => import('./panel-menu.ts'))

export class PanelShell implements ReactiveController {
  readonly #host: LitElement
  readonly desk: AgentDesk
  readonly keyboard: PanelKeys
  #language: Language | undefined
  #isMenuShown = false
  #isOpening = false
  #isBlocked = false
  #own: OwnWindow | undefined
  /** Stands in the page while the panel is elsewhere. */
  #placeholder: HTMLElement | undefined
  #open = new AbortController()

  constructor(host: LitElement, desk: AgentDesk, keyboard: PanelKeys) {
    this.#host = host
    this.desk = desk
    this.keyboard = keyboard
    keyboard.covers(() => this.#isMenuShown)
    desk.notices.attach({
      byHost: () => host.getAttribute('escalation-notice') ?? '',
      isLookedAt: () => this.#hasFocus,
      reach: () => keyboard.reach(),
      changed: () => host.requestUpdate(),
    })
    host.addController(this)
  }

  get isMenuShown(): boolean {
    return this.#isMenuShown
  }

  get isAway(): boolean {
    return this.#own !== undefined
  }

  /** The browser allowed no window when it was last asked. */
  get isBlocked(): boolean {
    return this.#isBlocked
  }

  /** In which language, from now on. */
  speak(language: Language): void {
    this.#language = language
  }

  readonly toggleMenu = async (): Promise<void> => {
    if (this.#isMenuShown) this.hideMenu()
    else {
      // Where it cannot be fetched, the next press tries again.
      this.#isMenuShown = await fetchMenu().then(
        () => true,
        () => false,
      )
      this.#isBlocked = false
      this.#host.requestUpdate()
    }
  }

  readonly hideMenu = async (): Promise<void> => {
    await this.#leaveMenu()
    this.keyboard.root.querySelector<HTMLElement>('.panel-menu')?.focus({ preventScroll: true })
  }

  readonly showKeys = async (): Promise<void> => {
    await this.hideMenu()
    await this.keyboard.showList()
  }

  /** Into a window of its own. To be called on the agent's press: without one browsers open none. */
  readonly openWindow = async (): Promise<void> => {
    if (this.#own !== undefined || this.#isOpening) return
    this.#isOpening = true
    // Fetched with the menu, so that the press is still the one that it was.
    const { openOwnWindow } = await fetchMenu()
    const own = await openOwnWindow(this.#host, this.#text('panel.label')).catch(() => undefined)
    this.#isOpening = false
    if (own === undefined) {
      this.#isBlocked = true
      this.desk.say(this.#text('window.blocked'))
      this.#host.requestUpdate()
    } else if (this.#host.isConnected) this.#moveOut(own)
    else own.view.close()
  }

  /** Back into the page. Asking twice is harmless. */
  readonly bringBack = (): void => {
    const own = this.#own
    if (own === undefined) return
    this.#moveHome(own)
    own.view.close()
  }

  readonly showUtterance = (utteranceId: string): void => {
    this.keyboard.root.querySelector('cx-assist-transcript')?.show(utteranceId)
  }

  hostUpdated(): void {
    const own = this.#own
    if (own === undefined) return
    // Not every browser tells of each window that it closes.
    if (own.view.closed) this.#moveHome(own)
    else this.#redress()
  }

  hostDisconnected(): void {
    this.#isMenuShown = false
    this.bringBack()
  }

  async #leaveMenu(): Promise<void> {
    this.#isMenuShown = false
    this.#host.requestUpdate()
    await this.#host.updateComplete
  }

  async #moveOut(own: OwnWindow): Promise<void> {
    const { renderRoot } = this.#host
    this.#own = own
    this.#open = new AbortController()
    const { signal } = this.#open
    own.root.append(...renderRoot.childNodes)
    this.#placeholder = this.#host.ownerDocument.createElement('div')
    this.#placeholder.className = 'panel'
    renderRoot.append(this.#placeholder)
    this.keyboard.moveTo(own.place, own.root)
    this.desk.moveTo(own.view)
    own.view.addEventListener('pagehide', () => this.#moveHome(own), { signal })
    this.#host.ownerDocument.defaultView?.addEventListener('pagehide', this.bringBack, { signal })
    this.#watchLooks(signal)
    this.#redress()
    await this.#leaveMenu()
    this.keyboard.reach()
    this.desk.say(this.#text('window.away'))
  }

  #moveHome(own: OwnWindow): void {
    if (this.#own !== own) return
    const host = this.#host
    const at = focusedBeside(host)
    const isNowhere = at === null || at === at.ownerDocument.body || at === host || host.renderRoot.contains(at)
    this.#own = undefined
    this.#open.abort()
    this.#placeholder?.remove()
    this.#placeholder = undefined
    host.renderRoot.append(...own.root.childNodes)
    this.keyboard.moveTo(host, host.renderRoot)
    this.desk.moveTo(window)
    host.requestUpdate()
    if (!host.isConnected) return
    this.desk.say(this.#text('window.returned'))
    // Whoever is in the reply already stays there.
    if (isNowhere) host.updateComplete.then(() => this.keyboard.reach())
  }

  /** Pages say by classes of their root that they are dark, for one. */
  #watchLooks(signal: AbortSignal): void {
    const watcher = new MutationObserver(() => this.#redress())
    const { documentElement, body } = this.#host.ownerDocument
    for (const each of [documentElement, body, this.#host]) watcher.observe(each, { attributes: true })
    signal.addEventListener('abort', () => watcher.disconnect())
  }

  #redress(): void {
    const [own, placeholder] = [this.#own, this.#placeholder]
    if (own === undefined || placeholder === undefined) return
    fetchMenu().then(({ dress }) => this.#own === own && dress(own, this.#host, this.#text('panel.label')))
    render(this.#away(), placeholder)
  }

  #away(): TemplateResult {
    const { wordsTag, direction } = this.#language ?? {}
    return html`<div class="empty muted away" lang=${wordsTag ?? 'en'} dir=${direction ?? 'ltr'}>
      ${chatIcon}
      <h2 class="strong">${this.#text('window.away')}</h2>
      <p>${this.#text('window.awayText')}</p>
      <button class="outlined" @click=${this.bringBack}>${this.#text('window.back')}</button>
    </div>`
  }

  get #text(): Language['text'] {
    return this.#language?.text ?? (() => '')
  }

  get #hasFocus(): boolean {
    const place = this.#own?.place ?? this.#host
    return place.ownerDocument.hasFocus() && place.matches(':focus-within')
  }
}
