/** What writing in any kind of field has in common. */
import { windowOf } from '../page/nodes.ts'

/** What was done, and how it is made undone as long as the field holds exactly what it left. */
export type Edit =
  | {
      readonly kind: 'written'
      /** What the field holds of it reads differently. */
      readonly isAltered: boolean
      /** Whether the field still holds what the writing left. */
      isUntouched(): boolean
      /** Gives whether the field holds again what it held before. */
      revert(): Promise<boolean>
    }
  | { readonly kind: 'too_long' | 'not_kept' | 'not_writable' | 'refused' }

const inputEvent = (field: HTMLElement, type: string, text: string, cancelable: boolean): InputEvent =>
  new (windowOf(field).InputEvent)(type, {
    bubbles: true,
    composed: true,
    cancelable,
    inputType: text === '' ? 'deleteContentBackward' : 'insertText',
    data: text === '' ? null : text,
  })

/** For whoever watches the field, where the browser does not tell. */
export const tellInput = (field: HTMLElement, text: string): void => {
  field.dispatchEvent(inputEvent(field, 'input', text, false))
}

/**
 * Writes `text` in place of what is selected in the field that has the focus, as if the agent typed it: the field's own
 * undo remembers it, and frameworks notice. The command is marked as deprecated, and nothing else does both.
 *
 * - `typed`: the browser did;
 * - `taken`: somebody prevented it, an editor that writes by itself for one;
 * - `impossible`: the browser knows no such command here.
 */
export const typeOver = (field: HTMLElement, text: string): 'typed' | 'taken' | 'impossible' => {
  // Typing is announced; what a script does is not, but editors with a model of their own rely on it.
  if (!field.dispatchEvent(inputEvent(field, 'beforeinput', text, true))) return 'taken'
  const page = field.ownerDocument
  const isDone = text === '' ? page.execCommand('delete') : page.execCommand('insertText', false, text)
  return isDone ? 'typed' : 'impossible'
}
