/** Writes in a textarea or an input. */

import { isTextArea, type TextField } from '../page/nodes.ts'
import type { InsertMode } from './composer.ts'
import { differenceOf } from './difference.ts'
import { type Edit, tellInput, typeOver } from './field-edit.ts'
import { spaced } from './spacing.ts'

/** Lines with whatever blanks are around their ends, as one. */
const oneLine = (text: string): string => {
  const [first = '', ...others] = text.split('\n')
  const last = others.pop()
  if (last === undefined) return first
  const between = others.map((line) => line.trim()).filter((line) => line !== '')
  return [first.trimEnd(), ...between, last.trimStart()].join(' ')
}

/** The line ends that the field would make of it. */
const fitted = (field: TextField, text: string): string => {
  const lines = text.replace(/\r\n?/gu, '\n')
  return isTextArea(field) ? lines : oneLine(lines)
}

/** Gives whether the field holds the wanted value now. A host that listens may make something else of it. */
const put = (field: TextField, wanted: string): boolean => {
  const before = field.value
  const { start, endBefore, endAfter } = differenceOf(before, wanted)
  const text = wanted.slice(start, endAfter)
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, endBefore)
  if (typeOver(field, text) === 'impossible' && field.value === before) {
    field.setRangeText(text, start, endBefore, 'end')
    tellInput(field, text)
  }
  return field.value === wanted
}

export const writeText = async (field: TextField, given: string, mode: InsertMode): Promise<Edit> => {
  const before = { value: field.value, start: field.selectionStart, end: field.selectionEnd }
  const text = fitted(field, given)
  const at = before.end ?? before.value.length
  const [head, tail] = [before.value.slice(0, at), before.value.slice(at)]
  const inserted = mode === 'replace' ? text : spaced(head, text, tail)
  const wanted = mode === 'replace' ? text : `${head}${inserted}${tail}`
  if (field.maxLength >= 0 && wanted.length > field.maxLength) return { kind: 'too_long' }
  if (wanted !== before.value && put(field, wanted) && mode === 'insert') {
    // Also where the same text stands before the cursor, and the two cannot be told apart.
    field.setSelectionRange(at + inserted.length, at + inserted.length)
  }
  // Frameworks that control a field say what it holds after its event.
  await Promise.resolve()
  const after = field.value
  if (wanted !== before.value && after === before.value) return { kind: 'refused' }
  return {
    kind: 'written',
    isAltered: after !== wanted || text !== given.replace(/\r\n?/gu, '\n'),
    isUntouched: () => field.value === after,
    revert: async () => {
      if (put(field, before.value)) field.setSelectionRange(before.start, before.end)
      await Promise.resolve()
      return field.value === before.value
    },
  }
}
