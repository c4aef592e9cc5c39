/** The searches that `METRICS_LOG` tells of. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import * as z from 'zod/mini'
import { codeOf } from '../../fault.ts'
import { linesOf } from '../../scoring/score-lines.ts'

/** A record is a few hundred characters; what is longer is none. */
const LONGEST_LINE = 1024 * 1024

const searchRecord = z.object({
  eventType: z.literal('KNOWLEDGE_SEARCH'),
  results: z.int().check(z.minimum(0)),
  withheld: z.int().check(z.minimum(0)),
  query: z.optional(z.string()),
})

export interface Searches {
  readonly count: number
  /** Those that found nothing at all. */
  readonly without: number
  /** Their words, one for each time, where they were kept. */
  readonly queries: readonly string[]
  /** Lines that are no JSON: cut off, or of another program. */
  readonly unread: number
}

/** A file cannot be read; the message is a sentence with its name. */
export class LogError extends Error {
  override readonly name = 'LogError'
}

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/**
 * Everything else in the files is passed over: they may be a service's whole output.
 *
 * @param paths JSON lines, gzipped where the name ends in `.gz`
 * @throws LogError where one cannot be read
 */
export const readSearches = async (paths: readonly string[]): Promise<Searches> => {
  let count = 0
  let without = 0
  let unread = 0
  const queries: string[] = []
  const takeLine = (line: string): void => {
    if (line.trim() === '') return
    const json = parsed(line)
    if (json === undefined) unread += 1
    const record = searchRecord.safeParse(json)
    if (!record.success) return
    count += 1
    const { results, withheld, query } = record.data
    if (results > 0 || withheld > 0) return
    without += 1
    if (query !== undefined) queries.push(query)
  }
  const take = async (input: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const lines of linesOf(input, LONGEST_LINE)) for (const line of lines) takeLine(line)
  }
  for (const path of paths) {
    try {
      const file = createReadStream(path)
      await (path.toLowerCase().endsWith('.gz') ? pipeline(file, createGunzip(), take) : pipeline(file, take))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error
      throw new LogError(`${path} cannot be read (${codeOf(error)})`)
    }
  }
  return { count, without, queries, unread }
}
