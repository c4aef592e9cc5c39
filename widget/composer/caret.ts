/** Where the agent was writing in an editable element: browsers forget it once the focus is elsewhere. */
import { endOf, type Place } from './editable-text.ts'

const selectedIn = (field: HTMLElement): AbstractRange | undefined => {
  const selection = document.getSelection()
  if (selection === null || selection.rangeCount === 0) return undefined
  const root = field.getRootNode()
  if (!(root instanceof ShadowRoot)) return selection.getRangeAt(0)
  // Browsers of before 2025 say nothing of a selection inside a shadow.
  return typeof selection.getComposedRanges === 'function'
    ? selection.getComposedRanges({ shadowRoots: [root] })[0]
    : undefined
}

/** The end of what is selected in the field: nothing that is selected is replaced. */
export const caretIn = (field: HTMLElement): Place | undefined => {
  const range = selectedIn(field)
  return range !== undefined && field.contains(range.startContainer) && field.contains(range.endContainer)
    ? { node: range.endContainer, offset: range.endOffset }
    : undefined
}

export const select = (from: Place, to: Place): void =>
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)

/** Remembers the caret of one field. */
export class CaretMemory {
  #field: HTMLElement | undefined
  /** Follows what happens to the nodes around it. */
  readonly #range = new Range()

  /** To be called while the focus may still be where the agent was writing. */
  remember(field: HTMLElement): void {
    const caret = caretIn(field)
    if (caret === undefined) return
    this.#field = field
    this.#range.setStart(caret.node, caret.offset)
    this.#range.collapse(true)
  }

  /** Where the caret is, where it was last, or else the end. */
  placeIn(field: HTMLElement): Place {
    const now = caretIn(field)
    if (now !== undefined) return now
    const { startContainer, startOffset } = this.#range
    const isThere = this.#field === field && field.contains(startContainer)
    return isThere ? { node: startContainer, offset: startOffset } : endOf(field)
  }
}
