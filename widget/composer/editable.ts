/** Writes in an element with `contenteditable`, be it plain or a framework's editor. */
import { select } from './caret.ts'
import type { InsertMode } from './composer.ts'
import { around, contentOf, endOf, holds, offsetIn, type Place, placeAt } from './editable-text.ts'
import { type Edit, tellInput, typeOver } from './field-edit.ts'
import { spaced } from './spacing.ts'

/** Editors hear of a selection, and show what was typed, in a task of their own. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

const startOf = (field: HTMLElement): Place => ({ node: field, offset: 0 })

const putText = ({ node, offset }: Place, text: string): void => {
  const range = new Range()
  range.setStart(node, offset)
  range.insertNode(document.createTextNode(text))
  range.collapse()
  const end = { node: range.startContainer, offset: range.startOffset }
  select(end, end)
}

export const writeEditable = async (
  field: HTMLElement,
  given: string,
  mode: InsertMode,
  caret: Place,
): Promise<Edit> => {
  const before = contentOf(field)
  const isWhole = mode === 'replace'
  const { before: head, after: tail } = around(field, caret)
  const text = given.replace(/\r\n?/gu, '\n')
  const inserted = isWhole ? text : spaced(head, text, tail)
  const start = isWhole ? 0 : offsetIn(field, caret)

  field.focus({ preventScroll: true })
  select(isWhole ? startOf(field) : caret, isWhole ? endOf(field) : caret)
  await settled()
  if (typeOver(field, inserted) === 'impossible' && holds(field, before)) {
    if (isWhole) field.replaceChildren(inserted)
    else putText(caret, inserted)
    tellInput(field, inserted)
  }
  await settled()
  const after = contentOf(field)
  // Asking for the same text once more is no refusal of the editor's.
  if (after.isEqualNode(before) && !(isWhole && before.textContent === text)) return { kind: 'refused' }
  const end = start + (after.textContent.length - before.textContent.length)

  return {
    kind: 'written',
    isUntouched: () => holds(field, after),
    revert: async () => {
      field.focus({ preventScroll: true })
      if (!isWhole) {
        select(placeAt(field, start, false), placeAt(field, end, true))
        await settled()
        typeOver(field, '')
        await settled()
      }
      // Several lines, or a whole draft, are more than one deletion brings back.
      if (!holds(field, before)) {
        field.replaceChildren(before.cloneNode(true))
        tellInput(field, '')
        const place = placeAt(field, start, true)
        select(place, place)
        await settled()
      }
      return holds(field, before)
    },
  }
}
