/** Conversations that are over: a quiet record, until something new happens under their ids. */
import type { AssistEvent, ConversationSnapshot } from '../../wire/assist.ts'

export const hasEnded = ({ status }: Pick<ConversationSnapshot, 'status'>): boolean => status?.data.state === 'ended'

/** @param moment an instant as events are dated by: ISO 8601 in UTC with milliseconds */
export const endedAtOrBefore = ({ status }: Pick<ConversationSnapshot, 'status'>, moment: string): boolean =>
  status?.data.state === 'ended' && status.at <= moment

/** Whether an event comes too late for a conversation that is over: nobody is there any more to be answered. */
export const comesTooLate = ({ type }: AssistEvent): boolean => type === 'suggestions'

/** What says that something happened in a conversation. How the service is, says nothing of it. */
export const breaksSilence = ({ type }: AssistEvent): boolean => type !== 'status'
