/** Under which the vendors know a conversation: by what a webhook tells and by what earlier ones told. */
import { kindedIds, type ToldIds } from '../../shared/domain/conversation/conversation-ids.ts'
import type { ConversationRecord } from '../../shared/domain/conversation/record.ts'
import { remembering } from '../../shared/domain/conversation/remembering.ts'
import type { SessionAddress } from '../ports/cognigy.ts'
import type { ContactAddress } from '../ports/cxone.ts'

type Known = Pick<ConversationRecord, 'contactId' | 'origin'>

const standInOf = (told: ToldIds): string | undefined => kindedIds(told).find(({ kind }) => kind === 'contact')?.id

/** Whether somebody told an id of CXone's. */
export const tellsContact = (told: ToldIds): boolean => (told.conversationId ?? standInOf(told)) !== undefined

/** @returns `undefined` where nobody told an id of CXone's */
export const contactAddress = (told: ToldIds, known: Known | undefined): ContactAddress | undefined => {
  const conversationId = told.conversationId ?? known?.contactId ?? standInOf(told)
  const origin = remembering(known?.origin ?? {}, told.origin ?? {})
  return conversationId === undefined ? undefined : { conversationId, origin }
}

export const sessionAddress = (sessionId: string, { origin }: Pick<ConversationRecord, 'origin'>): SessionAddress => ({
  sessionId,
  userId: origin.userId,
  urlToken: origin.URLToken,
  endpointType: origin.endpointType,
})
