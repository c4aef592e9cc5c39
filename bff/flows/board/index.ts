/** What supervisors do: they watch all conversations on a board, write notes to agents, and take escalations. */
import { nothingLeft } from '../../define-webhook.ts'
import type { Flow } from '../../ports/flow.ts'
import { createNotes, type NotesParts } from './notes.ts'
import { type BoardRequestName, createBoardRequests } from './requests.ts'

export const createBoard = (parts: NotesParts): Flow<BoardRequestName> => ({
  webhooks: [],
  requests: createBoardRequests({ notes: createNotes(parts) }),
  settled: nothingLeft,
})
