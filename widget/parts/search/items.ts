/** What a search shows, as cards are drawn from suggestions. Pure. */
import type { ConversationSnapshot, Suggestion } from '../../../shared/wire/assist.ts'
import type { KnowledgeResult } from '../../../shared/wire/knowledge.ts'
import { LONGEST_QUERY, type SearchView } from '../../desk/knowledge-desk.ts'
import type { Placed } from '../../desk/placed.ts'

export interface Item {
  readonly suggestion: Suggestion
  readonly placed: Placed
  readonly found: KnowledgeResult['kind'] | 'answer'
  /** What an answer is taken from. */
  readonly cited: readonly KnowledgeResult[]
}

/** The answer, where there is one, then what was found. */
export const itemsOf = ({ found, answer }: SearchView, conversationId: string): readonly Item[] => {
  const results = found?.results ?? []
  const items = results.map((result): Item => {
    const { id, kind, title, text, sourceUrl, internal, confidence } = result
    const suggestion = {
      id,
      text,
      confidence,
      source: title,
      fallback: false,
      engine: 'knowledge',
      sourceUrl,
      internal,
    } as const
    return { suggestion, found: kind, placed: { id, text, internal, conversationId }, cited: [] }
  })
  if (answer.kind !== 'given') return items
  const { id, text, citations } = answer
  const cited = citations.flatMap((each) => results.find((result) => result.id === each) ?? [])
  // What is made of something internal is no less so.
  const internal = cited.some((each) => each.internal) ? true : undefined
  const suggestion = { id, text, confidence: 0, source: '', fallback: false, internal } as const
  return [
    { suggestion, found: 'answer', placed: { id, text, internal, conversationId, isGenerated: true }, cited },
    ...items,
  ]
}

/** What the customer said last, as words to search for; empty where nobody said anything. */
export const proposalOf = (entries: ConversationSnapshot['transcript']): string => {
  const last = entries.findLast(({ data }) => data.speaker === 'customer')
  return last?.data.text.replaceAll(/\s+/gu, ' ').trim().slice(0, LONGEST_QUERY) ?? ''
}
