/** Writes in an element with `contenteditable`, be it plain or a framework's editor. */
import { select } from './caret.ts'
import { placesFor } from './choose.ts'
import type { InsertMode } from './composer.ts'
import { endOf, type Place } from './editable-text.ts'
import { takeOut } from './editor-history.ts'
import { kindOf } from './editor-kinds.ts'
import { type Edit, tellInput, typeOver } from './field-edit.ts'
import { writeByPaste } from './pasting.ts'
import { type Plan, planOf } from './plan.ts'
import { read } from './reading.ts'
import { outcomeIn, pause } from './settled.ts'

/** How long an editor that prevented typing may take to write by itself. */
const TAKEN_MS = 900

const putText = ({ node, offset }: Place, text: string): void => {
  const page = node.ownerDocument
  if (page === null) return
  const range = page.createRange()
  range.setStart(node, offset)
  range.insertNode(page.createTextNode(text))
  range.collapse()
  const end = { node: range.startContainer, offset: range.startOffset }
  select(end, end)
}

const putBack = ({ field, start, nodesBefore }: Plan): void => {
  field.replaceChildren(...nodesBefore())
  tellInput(field, '')
  const [place] = placesFor(field, start, start)(read(field))
  select(place, place)
}

/** As if the agent typed it: what browsers, and editors that take no pastes, understand. */
const writeByTyping = async (plan: Plan): Promise<Edit> => {
  const { field, text, isWhole, caret, before } = plan
  select(isWhole ? { node: field, offset: 0 } : caret, isWhole ? endOf(field) : caret)
  await pause(0)
  const typed = typeOver(field, text)
  if (typed === 'impossible' && plan.isAsBefore()) {
    if (isWhole) field.replaceChildren(text)
    else putText(caret, text)
    tellInput(field, text)
  }
  const outcome = await outcomeIn(field, before, plan.isRight, typed === 'taken' ? TAKEN_MS : 0)
  if (outcome === 'unchanged') return { kind: 'refused' }
  const after = read(field)
  const takenOut = (): Promise<boolean> => takeOut(plan, after, kindOf(field))
  if (outcome === 'wrong' && typed !== 'taken') {
    putBack(plan)
    return { kind: 'not_kept' }
  }
  return {
    kind: 'written',
    isAltered: outcome === 'wrong',
    isUntouched: () => read(field).look === after.look,
    revert: typed === 'taken' ? takenOut : () => untype(plan),
  }
}

const untype = async (plan: Plan): Promise<boolean> => {
  const { field, isWhole, start, end } = plan
  field.focus({ preventScroll: true })
  if (!isWhole) {
    select(...placesFor(field, start, end)(read(field)))
    await pause(0)
    typeOver(field, '')
    await pause(0)
  }
  // Several lines, or a whole draft, are more than one deletion brings back.
  if (!plan.isAsBefore()) putBack(plan)
  await pause(0)
  return plan.isAsBefore()
}

/** @param sinceTypedMs how long ago the agent wrote something: editors remember together what comes together. */
export const writeEditable = async (
  field: HTMLElement,
  given: string,
  mode: InsertMode,
  caret: Place,
  sinceTypedMs: number,
): Promise<Edit> => {
  const kind = kindOf(field)
  if (sinceTypedMs < kind.groupsMs) await pause(kind.groupsMs - sinceTypedMs)
  const plan = planOf(field, given, mode, caret)
  return (await writeByPaste(plan, kind)) ?? writeByTyping(plan)
}
