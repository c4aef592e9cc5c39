/** What agents look for and knowledge does not have: like queries as one. */
import { nearDuplicates } from './near-duplicates.ts'

export interface Gap {
  /** The wording that was used most. */
  readonly query: string
  /** How often it was searched for, in whatever wording. */
  readonly count: number
  readonly wordings: number
}

const spaced = (query: string): string => query.trim().replace(/\s+/gu, ' ')

/** @param queries that found nothing, one for each time. @returns the most frequent first, equals by their words */
export const gapsOf = (queries: Iterable<string>): readonly Gap[] => {
  const counts = new Map<string, number>()
  for (const each of queries) {
    const query = spaced(each)
    if (query !== '') counts.set(query, (counts.get(query) ?? 0) + 1)
  }
  const heads = nearDuplicates(Array.from(counts, ([text, count]) => ({ text, count })))
  const gaps = new Map<string, Gap>()
  for (const [query, count] of counts) {
    const head = heads.get(query) ?? query
    const known = gaps.get(head)
    gaps.set(head, { query: head, count: (known?.count ?? 0) + count, wordings: (known?.wordings ?? 0) + 1 })
  }
  return [...gaps.values()].toSorted((a, b) => b.count - a.count || (a.query < b.query ? -1 : 1))
}
