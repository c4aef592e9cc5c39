/** What supervisors ask, and how each outcome is answered. */
import type { EscalationTakeAnswer } from '../../../shared/wire/board.ts'
import type { PlainAnswer } from '../../../shared/wire/socket-events.ts'
import type { Taker, Takers } from '../../ports/requests.ts'
import { createRatePerMinute } from '../../rate.ts'
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

/** A board comes back after each loss of its connection, and all its rows may be some megabytes. */
const JOINS_A_MINUTE = 60
/** Of one supervisor, however many boards they have. */
const WORDS_A_MINUTE = 60

export interface BoardRequestsParts {
  readonly notes: Notes
  readonly join: Taker<'board:join'>
}

export const createBoardRequests = ({ notes, join }: BoardRequestsParts): Takers<BoardRequestName> => {
  const joins = createRatePerMinute(JOINS_A_MINUTE)
  const words = createRatePerMinute(WORDS_A_MINUTE)
  const tooMany = refuse('rate_limited', `at most ${WORDS_A_MINUTE} notes and takeovers of one supervisor in a minute`)
  return {
    'board:join': async (asked, caller) =>
      (await joins(caller.claims.sub))
        ? await join(asked, caller)
        : refuse('rate_limited', `a supervisor joins a board at most ${JOINS_A_MINUTE} times in a minute`),
    'supervisor:note': async (note, { claims }) =>
      (await words(claims.sub)) ? NOTE_ANSWERS[await notes.note(note, claims.sub)] : tooMany,
    'escalation:take': async (asked, { claims }) =>
      (await words(claims.sub)) ? takeAnswer(await notes.take(asked, claims.sub)) : tooMany,
  }
}
