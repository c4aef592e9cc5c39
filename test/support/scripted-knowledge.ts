/** Knowledge that finds what a test lays down, and remembers what it was asked. */
import type { KnowledgeHit, KnowledgeOptions, KnowledgeSource } from '../../bff/ports/knowledge.ts'

export interface ScriptedKnowledge extends KnowledgeSource {
  /** From now on it finds these. */
  has(hits: readonly Partial<KnowledgeHit>[]): void
  /** From now on each search gives what this gives. */
  searchWith(search: KnowledgeSource['search']): void
  readonly asked: (KnowledgeOptions & { readonly query: string })[]
}

const keyOf = (n: number): string => n.toString(16).padStart(16, '0')

const someHit = (n: number, more: Partial<KnowledgeHit> = {}): KnowledgeHit => ({
  key: keyOf(n),
  of: `article-${n}`,
  kind: 'article',
  title: `Title ${n}`,
  text: `Text ${n}.`,
  isInternal: false,
  confidence: Math.max(0, 0.9 - n / 10),
  ...more,
})

export const createScriptedKnowledge = (): ScriptedKnowledge => {
  let hits: readonly KnowledgeHit[] = []
  let search: KnowledgeSource['search'] = async (_query, { most }) => hits.slice(0, most)
  const asked: ScriptedKnowledge['asked'] = []
  return {
    asked,
    has: (given) => {
      hits = given.map((each, n) => someHit(n, each))
    },
    searchWith: (given) => {
      search = given
    },
    suggest: async () => [],
    search: (query, options) => {
      asked.push({ query, ...options })
      return search(query, options)
    },
    find: async (key) => hits.find((hit) => hit.key === key),
  }
}
