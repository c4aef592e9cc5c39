/**
 * Whether the agent is in the panel by keys. Whoever clicks on a card reads it, and may type on in the belief to be in the
 * reply; letters must do nothing then.
 */

/** Keys that lead somewhere; letters do not, wherever they are typed. */
const leads = ({ key, ctrlKey, altKey, metaKey }: KeyboardEvent): boolean =>
  ctrlKey || altKey || metaKey || /^(?:Tab|Escape|Home|End|Arrow.+|Page.+|F\d+)$/u.test(key)

/** What presses for a screen reader has no place. */
const isVirtual = ({ width, height }: PointerEvent): boolean => width === 0 && height === 0

export class Modality {
  readonly #panel: HTMLElement
  #view: Window | null = null
  #isByPointer = false
  #isArmed = true

  constructor(panel: HTMLElement) {
    this.#panel = panel
  }

  /** Whether keys that do something are meant. */
  get isArmed(): boolean {
    return this.#isArmed
  }

  /** The agent goes by keys. */
  arm(): void {
    this.#isByPointer = false
    this.#isArmed = true
  }

  open(): void {
    this.#view = this.#panel.ownerDocument.defaultView
    this.#view?.addEventListener('pointerdown', this.#pointed, true)
    this.#view?.addEventListener('keydown', this.#typed, true)
    this.#panel.addEventListener('focusin', this.#focused, true)
    this.#panel.addEventListener('click', this.#clicked, true)
  }

  close(): void {
    this.#view?.removeEventListener('pointerdown', this.#pointed, true)
    this.#view?.removeEventListener('keydown', this.#typed, true)
    this.#panel.removeEventListener('focusin', this.#focused, true)
    this.#panel.removeEventListener('click', this.#clicked, true)
    this.#view = null
  }

  #isHere(event: Event): boolean {
    return event.composedPath().includes(this.#panel)
  }

  readonly #pointed = (event: PointerEvent): void => {
    if (isVirtual(event)) return
    this.#isByPointer = true
    if (this.#isHere(event)) this.#isArmed = false
  }

  readonly #typed = (event: KeyboardEvent): void => {
    // What opens the panel may be a button of the page.
    const isPress = event.key === 'Enter' || event.key === ' '
    if (leads(event) || (isPress && !this.#isHere(event))) this.#isByPointer = false
  }

  readonly #focused = (): void => {
    this.#isArmed = !this.#isByPointer
  }

  /** No pointer was down: a key or a screen reader pressed it. */
  readonly #clicked = (event: MouseEvent): void => {
    if (event.isTrusted && event.detail === 0) this.arm()
  }
}
