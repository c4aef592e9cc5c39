/** Takes back what an editor wrote, by its own memory where that remembers just this, and else by deleting it. */
import { choose, placesFor } from './choose.ts'
import { DELETIONS, type EditorMemory, type Heard, HISTORY } from './editor-acts.ts'
import type { EditorKind } from './editor-kinds.ts'
import type { Plan } from './plan.ts'
import { type Reading, read } from './reading.ts'
import { outcomeIn } from './settled.ts'

const patience = (heard: Heard): number => (heard === 'taken' ? 400 : 60)

/** Some remember what nobody sees, such as which kind of space there is. */
const MOST_STEPS = 2

/** Gives whether the field is as it `was`; where its memory holds more than that, what it took back is put back. */
export const takeBack = async (field: HTMLElement, now: Reading, was: Reading): Promise<boolean> => {
  field.focus({ preventScroll: true })
  for (const way of HISTORY) {
    for (let steps = 1; steps <= MOST_STEPS; steps += 1) {
      const heard = way.undo(field)
      const outcome = await outcomeIn(field, now, ({ look }) => look === was.look, patience(heard))
      if (outcome === 'right') return true
      if (outcome === 'wrong') {
        await putBack(field, now, way.redo, steps)
        return false
      }
      if (heard === 'ignored') break
    }
  }
  return false
}

const putBack = async (
  field: HTMLElement,
  wanted: Reading,
  redo: EditorMemory['redo'],
  steps: number,
): Promise<void> => {
  for (const again of redo(field)) {
    for (let step = 0; step < steps; step += 1) {
      const outcome = await outcomeIn(field, read(field), ({ look }) => look === wanted.look, patience(again()))
      if (outcome === 'right') return
    }
  }
}

/** The same, of an insertion that may be remembered together with what the agent typed before. */
export const takeOut = async (plan: Plan, after: Reading, { hearsAfterMs }: EditorKind): Promise<boolean> => {
  const { field, before, isWhole, start, end } = plan
  if (await takeBack(field, after, before)) return true
  if (isWhole || read(field).look !== after.look) return false
  await choose(field, placesFor(field, start, end), hearsAfterMs)
  for (const remove of DELETIONS) {
    const outcome = await outcomeIn(field, after, ({ look }) => look === before.look, patience(remove(field)))
    if (outcome === 'right') return true
    if (outcome === 'unchanged') continue
    await takeBack(field, read(field), after)
    return false
  }
  return false
}
