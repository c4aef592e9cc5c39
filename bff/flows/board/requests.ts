/** What supervisors ask, and how each outcome is answered. */
import type { EscalationTakeAnswer } from '../../../shared/wire/board.ts'
import type { PlainAnswer } from '../../../shared/wire/socket-events.ts'
import type { Takers } from '../../ports/requests.ts'
import { NEVER_WAS, refuse } from '../../refusals.ts'
import type { NoteOutcome, Notes, TakeOutcome } from './notes.ts'

export type BoardRequestName = 'board:join' | 'supervisor:note' | 'escalation:take'

const ENDED = refuse('unavailable', 'the conversation has ended')

const NOTE_ANSWERS: Readonly<Record<NoteOutcome, PlainAnswer>> = {
  told: { ok: true },
  ended: ENDED,
  not_found: NEVER_WAS,
}

const takeAnswer = (outcome: TakeOutcome): EscalationTakeAnswer => {
  switch (outcome.kind) {
    case 'taken':
      return { ok: true, takenBy: outcome.by }
    case 'nothing':
      return refuse('not_found', 'nothing is escalated in this conversation')
    case 'ended':
      return ENDED
    case 'not_found':
      return NEVER_WAS
  }
}

export interface BoardRequestsParts {
  readonly notes: Notes
}

export const createBoardRequests = ({ notes }: BoardRequestsParts): Takers<BoardRequestName> => ({
  'board:join': async () => refuse('unavailable', 'there is no board yet'),
  'supervisor:note': async (note, { claims }) => NOTE_ANSWERS[await notes.note(note, claims.sub)],
  'escalation:take': async (asked, { claims }) => takeAnswer(await notes.take(asked, claims.sub)),
})
