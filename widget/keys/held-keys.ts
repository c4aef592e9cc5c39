/**
 * A key that was pressed in the panel does nothing outside of it until it is let go. What it does there often moves the
 * focus to the reply, and the desktop would take what a key that is held goes on sending for the agent's own: "Enter sends".
 */

const KINDS = ['keydown', 'keypress', 'keyup'] as const

/** Held, it moves the focus on and on, as everywhere; or it only changes what others mean. */
const isPassing = ({ key }: KeyboardEvent): boolean =>
  /^(?:Tab|Shift|Control|Alt|AltGraph|Meta|CapsLock|Fn|NumLock)$/u.test(key)

/** The key itself: what it types may change while it is held. */
const nameOf = ({ code, key }: KeyboardEvent): string => code || key

const canBeLookedInto = (other: Window): boolean => {
  try {
    return other.document !== null
  } catch {
    return false
  }
}

/** All windows of the page that scripts of this one may look into: the reply may be in a frame, or around this one. */
const windowsAround = (inside: Window): readonly Window[] => {
  const found: Window[] = []
  const collect = (at: Window): void => {
    if (canBeLookedInto(at)) found.push(at)
    for (let index = 0; index < at.length; index += 1) {
      const frame = at[index]
      if (frame !== undefined) collect(frame)
    }
  }
  collect(inside.top ?? inside)
  return found
}

export class HeldKeys {
  readonly #place: HTMLElement
  readonly #home: HTMLElement
  readonly #held = new Set<string>()
  /** Whatever is held was pressed elsewhere. */
  #isAnyForeign = false
  #windows: readonly Window[] = []
  #own: Window | null = null

  /**
   * @param place the panel, or the frame that it is in
   * @param home where the panel stands in the page, if it is shown in a window of its own
   */
  constructor(place: HTMLElement, home: HTMLElement = place) {
    this.#place = place
    this.#home = home
  }

  /** As early as can be, so that the page hears of a key only after this. */
  open(): void {
    this.#own = this.#place.ownerDocument.defaultView
    if (this.#own) this.#listen(this.#own)
  }

  close(): void {
    this.#held.clear()
    this.#isAnyForeign = false
    this.#unlisten()
    if (this.#own) for (const kind of KINDS) this.#own.removeEventListener(kind, this.#heard, true)
    this.#own = null
  }

  /** A key went down in the panel. */
  pressed(event: KeyboardEvent): void {
    if (event.repeat || isPassing(event) || nameOf(event) === '') return
    this.#held.add(nameOf(event))
    const homes = this.#home.ownerDocument.defaultView
    const windows = [...new Set([this.#own, homes])].flatMap((each) => (each ? windowsAround(each) : []))
    for (const each of windows) this.#listen(each)
    this.#windows = windows
  }

  /** The focus comes from a window whose keys cannot be heard: what is held was pressed there. */
  cameFromElsewhere(): void {
    this.#isAnyForeign = true
  }

  readonly #heard = (event: KeyboardEvent): void => {
    // What a script sends, such as an editor's own undo, says nothing of what the agent holds.
    if (!event.isTrusted) return
    const name = nameOf(event)
    const isOurs = this.#held.has(name)
    if (!isOurs && (!this.#isAnyForeign || isPassing(event))) return
    // Where its going up was not heard, it went up all the same.
    const isFresh = event.type === 'keydown' && !event.repeat
    if (isFresh || event.type === 'keyup') this.#release(name)
    if (isFresh || this.#isInside(event)) return
    event.stopImmediatePropagation()
    event.preventDefault()
    // Whoever counts which keys are down heard it go down in the panel.
    if (isOurs && event.type === 'keyup') this.#place.dispatchEvent(new KeyboardEvent('keyup', event))
  }

  /** By the focus too: what happens in a closed shadow, the page outside sees happen to its host. */
  #isInside(event: KeyboardEvent): boolean {
    return event.composedPath().includes(this.#place) || this.#place.matches(':focus-within')
  }

  #release(name: string): void {
    this.#isAnyForeign = false
    this.#held.delete(name)
    if (this.#held.size === 0) this.#unlisten()
  }

  #listen(target: Window): void {
    for (const kind of KINDS) target.addEventListener(kind, this.#heard, true)
  }

  #unlisten(): void {
    for (const each of this.#windows) {
      if (each === this.#own || !canBeLookedInto(each)) continue
      for (const kind of KINDS) each.removeEventListener(kind, this.#heard, true)
    }
    this.#windows = []
  }
}
