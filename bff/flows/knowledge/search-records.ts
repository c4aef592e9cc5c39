/**
 * What is recorded of searches. Panels search as agents type, so the last query of a burst stands for all of it: what came
 * before are its beginnings.
 */
import type { Rules } from '../../../shared/rules.ts'
import type { Masking } from '../../ports/masking.ts'
import type { KnowledgeSearchRecord, Metrics, QueryLog } from '../../ports/observe.ts'
import type { Clock, Timer } from '../../ports/time.ts'
import { type Found, searchOutcome } from './searching.ts'

/** So long after a query another one is another search. */
const BURST_MS = 2000
const LOOKED_AT_EVERY_MS = 1000

interface Searched {
  readonly agentId: string
  readonly conversationId: string
  readonly query: string
  readonly found: Found
}

export interface SearchRecords {
  note(searched: Searched): void
  /** Records what still waits, and what comes from now on at once. */
  close(): void
  /** Nothing is kept of a conversation that is erased. */
  forget(conversationId: string): void
}

export interface SearchRecordsParts {
  readonly mask: Pick<Masking, 'text'>
  readonly rules: () => Pick<Rules, 'privacy'>
  readonly queryLog: Pick<QueryLog, 'search'>
  readonly clock: Clock
  readonly timer: Timer
  readonly metrics: Metrics
}

interface Waiting {
  /** By the monotonic clock, in milliseconds. */
  readonly at: number
  readonly record: KnowledgeSearchRecord
}

export const createSearchRecords = (parts: SearchRecordsParts): SearchRecords => {
  const { mask, rules, queryLog, clock, timer, metrics } = parts
  /** By agent and conversation. */
  const waiting = new Map<string, Waiting>()
  let stopLooking: (() => void) | undefined
  let isClosed = false

  const write = (record: KnowledgeSearchRecord): void => {
    queryLog.search(record)
    metrics.knowledgeQueried(searchOutcome({ results: { length: record.results }, withheld: record.withheld }))
  }

  const rest = (): void => {
    if (waiting.size > 0) return
    stopLooking?.()
    stopLooking = undefined
  }

  const settle = (until: number): void => {
    for (const [key, { at, record }] of waiting) {
      if (at > until) continue
      waiting.delete(key)
      write(record)
    }
    rest()
  }

  const recordOf = ({ conversationId, query, found }: Searched): KnowledgeSearchRecord => {
    const { results, withheld, tookMs } = found
    const isGap = searchOutcome(found) === 'none'
    return {
      timestamp: new Date(clock.now()).toISOString(),
      conversationId,
      results: results.length,
      withheld,
      ...(results[0] === undefined ? {} : { confidence: results[0].confidence }),
      tookMs,
      // Held only where it will be written.
      ...(isGap && rules().privacy.keepQueries ? { query: mask.text(query.trim()).text } : {}),
      eventType: 'KNOWLEDGE_SEARCH',
    }
  }

  return {
    note: (searched) => {
      const record = recordOf(searched)
      if (isClosed) {
        write(record)
        return
      }
      waiting.set(JSON.stringify([searched.agentId, searched.conversationId]), { at: clock.monotonic(), record })
      stopLooking ??= timer.every(LOOKED_AT_EVERY_MS, () => settle(clock.monotonic() - BURST_MS))
    },
    close: () => {
      isClosed = true
      settle(Number.POSITIVE_INFINITY)
    },
    forget: (conversationId) => {
      for (const [key, { record }] of waiting) if (record.conversationId === conversationId) waiting.delete(key)
      rest()
    },
  }
}
