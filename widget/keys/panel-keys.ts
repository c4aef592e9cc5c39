/** The keys of one panel: the one that reaches it from anywhere in the page, those that work in it, and their list. */
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { FrameKeys } from './frame-keys.ts'
import { HeldKeys } from './held-keys.ts'
import { asKey, isMove, type KeyAct, type KeyMap, type KeyRefusal, keysOf } from './key-map.ts'
import type { KeyStore } from './key-store.ts'
import { KeysInForce } from './keys-in-force.ts'
import { isWrittenIn, meaningOf } from './meaning.ts'
import { Modality } from './modality.ts'
import { addPanel, panelsFor, type ReachablePanel, removePanel } from './panels.ts'
import { focusedIn, Reach } from './reach.ts'
import { type Shortcut, shortcutOf } from './shortcut.ts'

export interface PanelKeysParts {
  readonly host: ReactiveControllerHost & HTMLElement
  /** Where the panel is shown. */
  readonly root: ParentNode & Node
  readonly store: KeyStore
  /** Selector of the reply that it writes in; empty for none. */
  reply(): string
  /** All ids that are known of the conversation that it shows. */
  conversations(): readonly string[]
  /** The agent left, and came from nowhere in this page. */
  left(): void
  readonly desk: {
    /** The agent wants suggestions. Gives whether any can be asked for. */
    requestSuggestions(): boolean
    /** The agent wants to search. Gives whether there is anything to be searched. */
    openSearch(): boolean
    /** What there is no key for, since it cannot be had here. */
    readonly absentActs: readonly KeyAct[]
  }
  /** The view of the keys, which few ask for. Rejects where it cannot be had. */
  fetchList(): Promise<unknown>
  changed(): void
}

/** How often agents went into a panel of the page. */
let visits = 0

export class PanelKeys implements ReactiveController, ReachablePanel {
  readonly #parts: PanelKeysParts
  readonly #desk: KeysInForce
  readonly #reach: Reach
  readonly #frames = new FrameKeys((event) => this.#heard(event))
  readonly #held: HeldKeys
  readonly #modality: Modality
  #used = 0
  #view: Window | null = null
  #shortcut: { readonly text: string; readonly matches: Shortcut } = { text: '', matches: () => false }
  #given: unknown
  #isListShown = false
  /** What had the focus when the list was asked for. */
  #beforeList: Element | null = null

  constructor(parts: PanelKeysParts) {
    this.#parts = parts
    this.#desk = new KeysInForce(parts.store, parts.changed)
    this.#reach = new Reach(parts.host)
    this.#held = new HeldKeys(parts.host)
    this.#modality = new Modality(parts.host)
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

  /** What there is no key for. */
  get absent(): readonly KeyAct[] {
    return this.#parts.desk.absentActs
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

  get host(): HTMLElement {
    return this.#parts.host
  }

  get reply(): string {
    return this.#parts.reply()
  }

  get conversations(): readonly string[] {
    return this.#parts.conversations()
  }

  get used(): number {
    return this.#used
  }

  hears(event: KeyboardEvent): boolean {
    return this.#shortcut.matches(event)
  }

  /** Brings the agent to the panel. Gives whether they are there: nothing leads to what is hidden. */
  reach(): boolean {
    this.#reach.go(this.#beginning)
    return this.#reach.isInside
  }

  /** The key that leads out of the panel must not do anything else in it. */
  readonly change = (act: KeyAct, key: string): KeyRefusal | undefined =>
    key === asKey(this.shortcut) && key !== '' ? { refused: 'not_allowed' } : this.#desk.change(act, key, this.absent)

  readonly reset = (): void => this.#desk.reset()

  readonly showList = async (): Promise<void> => {
    this.#beforeList = focusedIn(this.#parts.root)
    // Where it cannot be fetched, the next press tries again.
    this.#isListShown = await this.#parts.fetchList().then(
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
    this.#held.open()
    this.#modality.open()
    addPanel(this)
    this.#view = host.ownerDocument.defaultView
    // Last of all, so that whatever the page does with the key itself goes first.
    this.#view?.addEventListener('keydown', this.#heard)
    host.addEventListener('keydown', this.#began, true)
    this.#frames.open(host.ownerDocument)
    host.addEventListener('keydown', this.#pressed)
    host.addEventListener('focusin', this.#entered)
  }

  hostDisconnected(): void {
    const { host } = this.#parts
    this.#isListShown = false
    removePanel(this)
    this.#held.close()
    this.#modality.close()
    this.#view?.removeEventListener('keydown', this.#heard)
    host.removeEventListener('keydown', this.#began, true)
    this.#frames.close()
    host.removeEventListener('keydown', this.#pressed)
    host.removeEventListener('focusin', this.#entered)
  }

  get #suggestions() {
    return this.#parts.root.querySelector('cx-assist-suggestions')
  }

  get #search() {
    return this.#parts.root.querySelector('cx-assist-search')
  }

  /** Whose cards the keys are for. */
  get #cards() {
    const search = this.#search
    return search?.isActive ? search : this.#suggestions
  }

  get #beginning(): HTMLElement | null {
    const { root } = this.#parts
    return (
      root.querySelector('cx-assist-key-list') ??
      this.#search?.beginning ??
      this.#suggestions?.currentCard ??
      root.querySelector<HTMLElement>('.panel')
    )
  }

  readonly #heard = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.repeat || !this.#shortcut.matches(event)) return
    if (this.#reach.isInside) {
      event.preventDefault()
      this.#leave()
      return
    }
    const panels = panelsFor(event, this.host.ownerDocument)
    // It hears the key as well, and leads back by itself.
    if (panels.some((panel) => panel.host.matches(':focus-within'))) return
    // What looks as if it could be reached may be behind a dialog.
    if (panels.some((panel) => panel.reach())) event.preventDefault()
  }

  readonly #entered = (event: FocusEvent): void => {
    visits += 1
    this.#used = visits
    this.#reach.entered(event)
  }

  /** Before anything in the panel hears of it. */
  readonly #began = (event: KeyboardEvent): void => {
    this.#held.pressed(event)
    if (!event.repeat || !/^(?:Enter|Escape)$/u.test(event.key)) return
    const [target] = event.composedPath()
    const isNewLine = event.key === 'Enter' && !event.ctrlKey && !event.metaKey
    if (isNewLine && target instanceof Element && isWrittenIn(target)) return
    // Held, it must neither press again nor go on with what it led to.
    event.preventDefault()
    event.stopPropagation()
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.defaultPrevented && !event.isComposing) {
      event.preventDefault()
      this.#leave()
      return
    }
    const { isArmed } = this.#modality
    const meaning = meaningOf(this.keys, event, isArmed)
    if (meaning !== undefined && isMove(meaning)) this.#modality.arm()
    const isDone = meaning === undefined ? isArmed && this.#explain(event) : this.#obey(meaning)
    if (isDone) event.preventDefault()
  }

  /** By figures, why a suggestion was not helpful. */
  #explain(event: KeyboardEvent): boolean {
    const [target] = event.composedPath()
    if (event.defaultPrevented || this.#isListShown || !(target instanceof Element) || isWrittenIn(target)) return false
    const [key] = event.repeat ? [] : keysOf(event)
    return this.#cards?.explain(Number(key)) ?? false
  }

  #leave(): void {
    if (!this.#reach.back()) this.#parts.left()
  }

  #wrapUp(): boolean {
    const part = this.#parts.root.querySelector('cx-assist-wrap-up')
    part?.begin()
    return part !== null
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
    if (act === 'suggest') return this.#parts.desk.requestSuggestions()
    if (act === 'search') return this.#parts.desk.openSearch()
    if (act === 'hide') return this.#parts.root.querySelector('cx-assist-escalation')?.hide() ?? false
    if (act === 'wrapUp') return this.#wrapUp()
    if (act !== 'escalate') {
      const cards = this.#cards
      const isDone = cards?.obey(act) ?? false
      // What was inserted last may be of either.
      return isDone || (act === 'undo' && cards !== this.#suggestions && (this.#suggestions?.obey(act) ?? false))
    }
    const form = this.#parts.root.querySelector('cx-assist-escalate-form')
    form?.begin()
    return form !== null
  }
}
