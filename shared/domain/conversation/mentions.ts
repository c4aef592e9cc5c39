/** Whether a conversation ever had an utterance or a suggestion: remembered long after its text is forgotten. */
import type { AssistEvent } from '../../wire/assist.ts'
import type { ConversationRecord } from './record.ts'

export const utteranceMention = (id: string): string => `utterance ${id}`
const suggestionMention = (id: string): string => `suggestion ${id}`

/** What is to be remembered of an event. */
export const mentionsIn = (event: AssistEvent): readonly string[] => {
  if (event.type === 'transcript') return [utteranceMention(event.data.utteranceId)]
  return event.type === 'suggestions' ? event.data.suggestions.map(({ id }) => suggestionMention(id)) : []
}

type Mentioning = Pick<ConversationRecord, 'mentioned'>

export const hadUtterance = ({ mentioned }: Mentioning, id: string): boolean => mentioned.has(utteranceMention(id))

export const hadSuggestion = ({ mentioned }: Mentioning, id: string): boolean => mentioned.has(suggestionMention(id))
