/** The keys of one panel: the one that reaches it from anywhere in the page, those that work in it, and their list. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { FrameKeys } from './keys/frame-keys.ts'
import { KeyDesk } from './keys/key-desk.ts'
import { asKey, type KeyAct, type KeyMap, type KeyRefusal } from './keys/key-map.ts'
import type { KeyStore } from './keys/key-store.ts'
import { meaningOf } from './keys/meaning.ts'
import { focusedIn, Reach } from './keys/reach.ts'
import { type Shortcut, shortcutOf } from './keys/shortcut.ts'

export interface PanelKeysParts {
  readonly host: ReactiveControllerHost & HTMLElement
  /** Where the panel is shown. */
  readonly root: ParentNode & Node
  readonly store: KeyStore
  /** The agent left, and came from nowhere in this page. */
  left(): void
  changed(): void
}

export class PanelKeys implements ReactiveController {
  readonly #parts: PanelKeysParts
  readonly #desk: KeyDesk
  readonly #reach: Reach
  readonly #frames = new FrameKeys((event) => this.#heard(event))
  #shortcut: { readonly text: string; readonly matches: Shortcut } = { text: '', matches: () => false }
  #given: unknown
  #isListShown = false
  /** What had the focus when the list was asked for. */
  #beforeList: Element | null = null

  constructor(parts: PanelKeysParts) {
    this.#parts = parts
    this.#desk = new KeyDesk(parts.store, parts.changed)
    this.#reach = new Reach(parts.host)
  }

  get keys(): KeyMap {
    return this.#desk.keys
  }

  /** Whether the agent changed any. */
  get isChanged(): boolean {
    return this.#desk.isChanged
  }

  get shortcut(): string {
    return this.#shortcut.text
  }

  get isListShown(): boolean {
    return this.#isListShown
  }

  /**
   * Asking for the same again changes nothing.
   * @param shortcut as `F8`; an empty text for none.
   * @param keys what the integrator wants, of whatever type.
   */
  configure(shortcut: string, keys: unknown): void {
    if (shortcut !== this.#shortcut.text) this.#shortcut = { text: shortcut, matches: shortcutOf(shortcut) }
    if (keys !== this.#given) this.#desk.configure(keys)
    this.#given = keys
  }

  /** Brings the agent to the panel. */
  reach(): void {
    this.#reach.go(this.#beginning)
  }

  /** The key that leads out of the panel must not do anything else in it. */
  readonly change = (act: KeyAct, key: string): KeyRefusal | undefined =>
    key === asKey(this.shortcut) && key !== '' ? { refused: 'not_allowed' } : this.#desk.change(act, key)

  readonly reset = (): void => this.#desk.reset()

  readonly showList = async (): Promise<void> => {
    this.#beforeList = focusedIn(this.#parts.root)
    // Where it cannot be fetched, the next press tries again.
    this.#isListShown = await import('./parts/key-list.ts').then(
      () => true,
      () => false,
    )
    this.#parts.changed()
  }

  readonly hideList = async (): Promise<void> => {
    const before = this.#beforeList
    this.#isListShown = false
    this.#parts.changed()
    // What is behind the list can have the focus once that is gone.
    await this.#parts.host.updateComplete
    const place = before instanceof HTMLElement && before.isConnected ? before : this.#beginning
    place?.focus({ preventScroll: true })
  }

  hostConnected(): void {
    const { host } = this.#parts
    this.#desk.open()
    // Last of all, so that whatever the page does with the key itself goes first.
    window.addEventListener('keydown', this.#heard)
    this.#frames.open()
    host.addEventListener('keydown', this.#pressed)
    host.addEventListener('focusin', this.#reach.entered)
  }

  hostDisconnected(): void {
    const { host } = this.#parts
    this.#isListShown = false
    window.removeEventListener('keydown', this.#heard)
    this.#frames.close()
    host.removeEventListener('keydown', this.#pressed)
    host.removeEventListener('focusin', this.#reach.entered)
  }

  get #suggestions() {
    return this.#parts.root.querySelector('cx-assist-suggestions')
  }

  get #beginning(): HTMLElement | null {
    const { root } = this.#parts
    return (
      root.querySelector('cx-assist-key-list') ??
      this.#suggestions?.currentCard ??
      root.querySelector<HTMLElement>('.panel')
    )
  }

  readonly #heard = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || !this.#shortcut.matches(event)) return
    event.preventDefault()
    if (this.#reach.isInside) this.#leave()
    else this.reach()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
      event.preventDefault()
      this.#leave()
      return
    }
    const meaning = meaningOf(this.keys, event)
    if (meaning !== undefined && this.#obey(meaning)) event.preventDefault()
  }

  #leave(): void {
    if (!this.#reach.back()) this.#parts.left()
  }

  /** Gives whether there was something to do. */
  #obey(act: KeyAct): boolean {
    if (act === 'keys') {
      if (this.#isListShown) this.hideList()
      else this.showList()
      return true
    }
    // The suggestions are behind it.
    if (this.#isListShown) return false
    if (act !== 'escalate') return this.#suggestions?.obey(act) ?? false
    const form = this.#parts.root.querySelector('cx-assist-escalate-form')
    form?.begin()
    return form !== null
  }
}
