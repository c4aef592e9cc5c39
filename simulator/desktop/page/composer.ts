/** The reply that is being written: one draft a conversation, and inserting into it without harm. */

/** Where inserted text would stick to a word, a space comes in between. */
const spaced = (before: string, text: string, after: string): string => {
  const lead = before === '' || /\s$/u.test(before) ? '' : ' '
  const tail = after === '' || /^\s/u.test(after) ? '' : ' '
  return `${lead}${text}${tail}`
}

/** Puts `text` behind the cursor or the selection. Nothing that is written is replaced. */
export const insertAtCursor = (field: HTMLTextAreaElement, text: string): void => {
  const at = field.selectionEnd
  const inserted = spaced(field.value.slice(0, at), text, field.value.slice(at))
  field.setRangeText(inserted, at, at, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  field.focus()
}
