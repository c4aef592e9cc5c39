/** Puts the cursor, or a selection, where something is to be written, and waits until the editor knows. */
import { isSelected, select, selectedPlaces } from './caret.ts'
import type { Place } from './editable-text.ts'
import { type Position, type Reading, read } from './reading.ts'
import { pause } from './settled.ts'

const MOST_TRIES = 4

const isAt = (now: Reading, place: Place, wanted: Place): boolean => {
  const [here, there] = [now.positionOf(place), now.positionOf(wanted)]
  return here !== undefined && here.line === there?.line && here.column === there.column
}

/** Editors put their own selection back when they get the focus; so this is looked at again. */
export const choose = async (
  field: HTMLElement,
  places: (now: Reading) => readonly [Place, Place],
  hearsAfterMs: number,
): Promise<void> => {
  field.focus({ preventScroll: true })
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const [from, to] = places(read(field))
    if (!isSelected(field, from, to)) select(from, to)
    await pause(hearsAfterMs)
    const now = read(field)
    const chosen = selectedPlaces(field)
    if (chosen === undefined || (isAt(now, chosen.from, from) && isAt(now, chosen.to, to))) return
  }
}

/** The nodes may be others by now; the position is the same. */
export const placesFor =
  (field: HTMLElement, start: Position, end: Position) =>
  (now: Reading): readonly [Place, Place] => [
    now.placeAt(start, false) ?? { node: field, offset: 0 },
    now.placeAt(end, true) ?? { node: field, offset: field.childNodes.length },
  ]
