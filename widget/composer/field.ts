/** The composer that the integrator names by a CSS selector: a textarea, an input, or an element with `contenteditable`. */

import { type Field, isTextField } from '../page/nodes.ts'
import { CaretMemory } from './caret.ts'
import { type ClosableComposer, type Insertion, type InsertOutcome, refused, type TakeBack } from './composer.ts'
import { writeEditable } from './editable.ts'
import type { Edit } from './field-edit.ts'
import { anyField, findField, obstacleOf } from './find-field.ts'
import { writeText } from './text-field.ts'

export interface FieldComposerParts {
  /** The selector is looked up in the root that this is in, then further out. */
  readonly near: Element
  readonly selector: string
}

/** The field is looked up anew at each insertion: desktops replace it as they please. */
export const fieldComposer = ({ near, selector }: FieldComposerParts): ClosableComposer => {
  const carets = new CaretMemory()
  let typedAt = Number.NEGATIVE_INFINITY

  /** The moment at which a field loses the focus is the last one at which its caret is still known. */
  const remember = (): void => {
    const field = anyField(near, selector)
    if (field && !isTextField(field)) carets.remember(field)
  }
  const typed = (): void => {
    typedAt = performance.now()
  }
  const write = (field: Field, { text, mode }: Insertion): Promise<Edit> =>
    isTextField(field)
      ? writeText(field, text, mode)
      : writeEditable(field, text, mode, carets.placeIn(field), performance.now() - typedAt)

  document.addEventListener('focusout', remember, true)
  document.addEventListener('input', typed, true)

  return {
    insert: async (insertion): Promise<InsertOutcome> => {
      const field = findField(near, selector, insertion)
      if (typeof field === 'string') return refused(field)
      const edit = await write(field, insertion)
      if (edit.kind !== 'written') return refused(edit.kind)
      const undo: TakeBack = async () => {
        const obstacle = obstacleOf(field, insertion)
        if (obstacle !== undefined) return refused(obstacle === 'no_composer' ? 'changed_since' : obstacle)
        if (!edit.isUntouched()) return refused('changed_since')
        return (await edit.revert()) ? { outcome: 'undone' } : refused('refused')
      }
      return { outcome: 'inserted', undo, ...(edit.isAltered ? { isAltered: true } : {}) }
    },
    close: () => {
      document.removeEventListener('focusout', remember, true)
      document.removeEventListener('input', typed, true)
    },
  }
}
