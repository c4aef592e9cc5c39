/** What stands beside our figures: MiniSearch as it comes (BM25+), over the same titles and texts. */
import MiniSearch from 'minisearch'
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'

/** Entries, best first. */
export type PlainSearch = (question: string) => readonly KnowledgeEntry[]

export const createPlainSearch = (entries: readonly KnowledgeEntry[]): PlainSearch => {
  const engine = new MiniSearch<{ id: number; title: string; text: string }>({ fields: ['title', 'text'] })
  engine.addAll(entries.map(({ title = '', text }, id) => ({ id, title, text })))
  return (question) =>
    engine.search(question).flatMap(({ id }): KnowledgeEntry[] => {
      const entry = typeof id === 'number' ? entries[id] : undefined
      return entry === undefined ? [] : [entry]
    })
}
