/** Where the agent was writing in an editable element: browsers forget it once the focus is elsewhere. */

import { isShadow } from '../page/nodes.ts'
import { deepest, type Place } from './editable-text.ts'

const selectedIn = (field: HTMLElement): AbstractRange | undefined => {
  const selection = field.ownerDocument.getSelection()
  if (selection === null || selection.rangeCount === 0) return undefined
  const root = field.getRootNode()
  if (!isShadow(root)) return selection.getRangeAt(0)
  // Browsers of before 2025 say nothing of a selection inside a shadow.
  return typeof selection.getComposedRanges === 'function'
    ? selection.getComposedRanges({ shadowRoots: [root] })[0]
    : undefined
}

const rangeIn = (field: HTMLElement): AbstractRange | undefined => {
  const range = selectedIn(field)
  return range !== undefined && field.contains(range.startContainer) && field.contains(range.endContainer)
    ? range
    : undefined
}

/** The end of what is selected in the field: nothing that is selected is replaced. */
const caretIn = (field: HTMLElement): Place | undefined => {
  const range = rangeIn(field)
  return range && { node: range.endContainer, offset: range.endOffset }
}

/** Both ends of what is selected in the field. */
export const selectedPlaces = (field: HTMLElement): { readonly from: Place; readonly to: Place } | undefined => {
  const range = rangeIn(field)
  return (
    range && {
      from: { node: range.startContainer, offset: range.startOffset },
      to: { node: range.endContainer, offset: range.endOffset },
    }
  )
}

export const select = (from: Place, to: Place): void =>
  from.node.ownerDocument?.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset)

/** Whether that is what is selected: editors put their own selection back when they get the focus. */
export const isSelected = (field: HTMLElement, from: Place, to: Place): boolean => {
  const range = rangeIn(field)
  return (
    range?.startContainer === from.node &&
    range.startOffset === from.offset &&
    range.endContainer === to.node &&
    range.endOffset === to.offset
  )
}

/** Remembers the caret of one field. */
export class CaretMemory {
  #field: HTMLElement | undefined
  /** Follows what happens to the nodes around it. */
  #range = new Range()

  /** To be called while the focus may still be where the agent was writing. */
  remember(field: HTMLElement): void {
    const caret = caretIn(field)
    if (caret === undefined) return
    this.#field = field
    this.#range = field.ownerDocument.createRange()
    this.#range.setStart(caret.node, caret.offset)
    this.#range.collapse(true)
  }

  /** Where the caret is, where it was last, or else the end. */
  placeIn(field: HTMLElement): Place {
    const now = caretIn(field)
    if (now !== undefined) return now
    const { startContainer, startOffset } = this.#range
    const isThere = this.#field === field && field.contains(startContainer)
    return isThere ? { node: startContainer, offset: startOffset } : deepest(field, 'end')
  }
}
