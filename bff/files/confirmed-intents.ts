import type { ConfirmedIntents } from '../ports/records.ts'
import type { Clock } from '../ports/time.ts'
import { openJsonLines } from './json-lines.ts'

export const CONFIRMED_INTENTS_FILE = 'confirmed-intents.jsonl'

/** Makes the folder and the file where they are missing. Throws where they cannot be written. */
export const openConfirmedIntents = (folder: string, clock: Pick<Clock, 'now'>): ConfirmedIntents => {
  const { append, trouble } = openJsonLines(folder, CONFIRMED_INTENTS_FILE, clock)
  return { record: append, trouble }
}
