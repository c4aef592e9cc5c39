/** Writes in an editor as a person's paste would: into its own model, which then changes what is on the screen. */

import { isText } from '../page/nodes.ts'
import { choose } from './choose.ts'
import type { Place } from './editable-text.ts'
import { paste } from './editor-acts.ts'
import { takeBack, takeOut } from './editor-history.ts'
import type { EditorKind } from './editor-kinds.ts'
import type { Edit } from './field-edit.ts'
import { htmlOf } from './pasted.ts'
import { allOf, type Plan } from './plan.ts'
import { type Reading, read } from './reading.ts'
import { outcomeIn } from './settled.ts'

/** Some editors show what they took only when they come to it. */
const TAKEN_MS = 900
const IGNORED_MS = 60

/**
 * The last character before the cursor, in an editor that would remember a paste behind typed text as more typing: what
 * takes the place of something is remembered by itself. None where it is all there is of its kind, such as of bold text.
 */
const lastCharacter = ({ node, offset }: Place): string => {
  if (!isText(node)) return ''
  const characters = [...new Intl.Segmenter().segment(node.data.slice(0, offset))]
  return characters.length > 1 ? (characters.at(-1)?.segment ?? '') : ''
}

const cursor = ({ field, start, caret }: Plan, now: Reading): Place => {
  const here = now.positionOf(caret)
  const isStill = caret.node !== field && here?.line === start.line && here.column === start.column
  return isStill ? caret : (now.placeAt(start, true) ?? caret)
}

/** Gives nothing where no editor takes pastes, and nothing was changed. */
export const writeByPaste = async (plan: Plan, kind: EditorKind): Promise<Edit | undefined> => {
  const edit = await tryPaste(plan, kind)
  // On a busy machine it may not have heard of the cursor in time; all is as it was before.
  if (edit?.kind !== 'not_kept') return edit
  return tryPaste(plan, { ...kind, hearsAfterMs: kind.hearsAfterMs * 3 })
}

const tryPaste = async (plan: Plan, kind: EditorKind): Promise<Edit | undefined> => {
  const { field, before, isWhole } = plan
  let { text } = plan
  await choose(
    field,
    (now) => {
      if (isWhole) return allOf(field)
      const to = cursor(plan, now)
      const replaced = kind.joinsTyping ? lastCharacter(to) : ''
      text = `${replaced}${plan.text}`
      return [{ node: to.node, offset: to.offset - replaced.length }, to]
    },
    kind.hearsAfterMs,
  )
  const heard = paste(field, text, htmlOf(text, kind.lines))
  if (heard === 'ignored' && !kind.isStrict) return undefined
  const outcome = await outcomeIn(field, before, plan.isRight, heard === 'taken' ? TAKEN_MS : IGNORED_MS)
  // An editor that takes no paste is one that is told to be read-only, though its element does not say so.
  if (outcome === 'unchanged') return { kind: heard === 'ignored' ? 'not_writable' : 'refused' }
  const after = read(field)
  if (outcome === 'wrong' && (await takeBack(field, after, before))) return { kind: 'not_kept' }
  return {
    kind: 'written',
    isAltered: outcome === 'wrong',
    isUntouched: () => read(field).look === after.look,
    revert: () => takeOut(plan, after, kind),
  }
}
