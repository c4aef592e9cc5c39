/** The keys of the board, wherever in it the focus is; in the agent's panel beside it, those of the panel. */

export interface BoardKeysParts {
  root(): ParentNode
  /** Whether a conversation is open. */
  isOpen(): boolean
  close(): void
  toList(): void
  showChanges(): void
  take(): void
  isListShown(): boolean
  showList(isShown: boolean): void
}

const isWrittenIn = (target: EventTarget | undefined): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement

/** The agent's panel that it happened in. */
const panelIn = (event: Event): Element | undefined =>
  event
    .composedPath()
    .filter((each) => each instanceof Element)
    .find(({ localName }) => localName === 'cx-assist')

/** What has the focus, through all shadows. */
const focused = (): Element | null => {
  let element = document.activeElement
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
  return element
}

export class BoardKeys {
  readonly #parts: BoardKeysParts

  constructor(parts: BoardKeysParts) {
    this.#parts = parts
  }

  readonly pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const [target] = event.composedPath()
    if (event.key === 'Escape') this.#escape(event, target)
    else if (!event.defaultPrevented && !event.repeat && !isWrittenIn(target) && panelIn(event) === undefined) {
      if (this.#obey(event.key)) event.preventDefault()
    }
  }

  #escape(event: KeyboardEvent, target: EventTarget | undefined): void {
    const { isListShown, showList, isOpen, close, toList } = this.#parts
    const panel = panelIn(event)
    if (panel !== undefined) {
      // It may have had something of its own to close: then the focus went on within it.
      const isLeft = focused() === target || !panel.matches(':focus-within')
      if (isLeft && isOpen()) close()
      return
    }
    if (event.defaultPrevented) return
    if (isListShown()) showList(false)
    else if (isOpen()) close()
    else if (isWrittenIn(target)) toList()
    else return
    event.preventDefault()
  }

  /** Gives whether there was something to do. */
  #obey(key: string): boolean {
    const { root, isOpen, showChanges, take, isListShown, showList } = this.#parts
    const lead = (selector: string): boolean => {
      const field = root().querySelector<HTMLElement>(selector)
      field?.focus()
      return field !== null
    }
    switch (key.toLowerCase()) {
      case '/':
        return lead('input[type=search]')
      case 'u':
        showChanges()
        return true
      case '?':
        showList(!isListShown())
        return true
      case 'n':
        return isOpen() && lead('#note')
      case 't':
        if (isOpen()) take()
        return isOpen()
      default:
        return false
    }
  }
}
