/** What supervisors do: they watch all conversations on a board, write notes to agents, and take escalations. */
import { randomInt } from 'node:crypto'
import { nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import { type BoardHubParts, createBoardHub } from './hub.ts'
import { createNotes, type NotesParts } from './notes.ts'
import { type BoardRequestName, createBoardRequests } from './requests.ts'

/** So many that two views hardly ever have numbers near each other, and far from where numbers lose their ones. */
const FIRST_SEQS = 2 ** 47

export interface BoardUseCase extends Flow<BoardRequestName> {
  stop(): void
}

export const createBoard = (parts: NotesParts & Omit<BoardHubParts, 'newSeq'>): BoardUseCase => {
  const hub = createBoardHub({ ...parts, newSeq: () => randomInt(FIRST_SEQS) })
  return {
    webhooks: [],
    requests: createBoardRequests({ notes: createNotes(parts), join: hub.join }),
    settled: nothingLeft,
    stop: hub.stop,
  }
}
