/** What supervisors tell the agent of a conversation: a note, or that they are on its escalation. */
import { type Taken, takeEscalation } from '../../../shared/domain/board/escalation.ts'
import { hasEnded } from '../../../shared/domain/conversation/ended.ts'
import type { EscalationTake, SupervisorNote } from '../../../shared/wire/board.ts'
import type { Conversations } from '../../conversations/conversations.ts'
import type { Masking } from '../../ports/masking.ts'
import type { Metrics } from '../../ports/observe.ts'
import type { Clock } from '../../ports/time.ts'

/** `ended`: nobody is there any more to read it. */
export type NoteOutcome = 'told' | 'ended' | 'not_found'
export type TakeOutcome = Taken | { readonly kind: 'not_found' }

export interface Notes {
  /** @param supervisor as their token names them */
  note(note: SupervisorNote, supervisor: string): Promise<NoteOutcome>
  take(asked: EscalationTake, supervisor: string): Promise<TakeOutcome>
}

export interface NotesParts {
  readonly conversations: Pick<Conversations, 'find' | 'changeKnown'>
  readonly mask: Masking
  readonly newId: () => string
  readonly clock: Pick<Clock, 'now'>
  readonly metrics: Pick<Metrics, 'noteWritten' | 'escalationTaken'>
}

export const createNotes = ({ conversations, mask, newId, clock, metrics }: NotesParts): Notes => {
  const placeOf = async (alias: string): Promise<{ readonly named: string } | undefined> => {
    const record = await conversations.find(alias)
    return record === undefined ? undefined : { named: record.conversationId }
  }

  return {
    note: async ({ conversationId: alias, text }, supervisor) => {
      const place = await placeOf(alias)
      const data = {
        noteId: newId(),
        text: mask.text(text).text,
        from: supervisor,
        at: new Date(clock.now()).toISOString(),
      }
      const outcome =
        place === undefined
          ? undefined
          : await conversations.changeKnown<NoteOutcome>(place, ({ snapshot }) =>
              hasEnded(snapshot) ? { value: 'ended' } : { value: 'told', change: { events: [{ type: 'note', data }] } },
            )
      if (outcome === 'told') metrics.noteWritten()
      return outcome ?? 'not_found'
    },

    take: async ({ conversationId: alias }, supervisor) => {
      const place = await placeOf(alias)
      const outcome =
        place === undefined
          ? undefined
          : await conversations.changeKnown(place, ({ snapshot }) => {
              const { value, change } = takeEscalation(snapshot, supervisor)
              return { value: { taken: value, isNew: change !== undefined }, change }
            })
      if (outcome === undefined) return { kind: 'not_found' }
      const { taken, isNew } = outcome
      if (taken.kind === 'taken') metrics.escalationTaken(isNew ? 'taken' : taken.by === supervisor ? 'again' : 'late')
      return taken
    },
  }
}
