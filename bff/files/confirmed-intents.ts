import type { ConfirmedIntents } from '../ports/records.ts'
import { openJsonLines } from './json-lines.ts'

export const CONFIRMED_INTENTS_FILE = 'confirmed-intents.jsonl'

/** Makes the folder and the file where they are missing. Throws where they cannot be written. */
export const openConfirmedIntents = (folder: string): ConfirmedIntents => ({
  record: openJsonLines(folder, CONFIRMED_INTENTS_FILE),
})
