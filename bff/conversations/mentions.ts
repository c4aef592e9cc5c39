/** Whether a conversation ever had an utterance or a suggestion: remembered by keys, long after its text is forgotten. */
import { createHash } from 'node:crypto'
import type { AssistEvent } from '../../shared/wire/assist.ts'
import type { ConversationRecord } from '../ports/store.ts'

const KEY_BYTES = 16

const keyOf = (kind: 'utterance' | 'suggestion', id: string): string =>
  createHash('sha256').update(`${kind} ${id}`).digest().subarray(0, KEY_BYTES).toString('base64url')

export const utteranceMention = (id: string): string => keyOf('utterance', id)

/** What is to be remembered of an event. */
export const mentionsIn = (event: AssistEvent): readonly string[] => {
  if (event.type === 'transcript') return [utteranceMention(event.data.utteranceId)]
  return event.type === 'suggestions' ? event.data.suggestions.map(({ id }) => keyOf('suggestion', id)) : []
}

type Mentioning = Pick<ConversationRecord, 'mentioned'>

export const hadUtterance = ({ mentioned }: Mentioning, id: string): boolean => mentioned.has(utteranceMention(id))

export const hadSuggestion = ({ mentioned }: Mentioning, id: string): boolean => mentioned.has(keyOf('suggestion', id))
