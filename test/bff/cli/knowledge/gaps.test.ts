/** What agents looked for in vain, out of METRICS_LOG as the service writes it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { findGaps, gapsText } from '../../../../bff/cli/knowledge/gaps.ts'
import { createQueryLog } from '../../../../bff/observe/query-log.ts'
import type { KnowledgeSearchRecord } from '../../../../bff/ports/observe.ts'

const root = mkdtempSync(join(tmpdir(), 'gaps-'))
afterAll(() => rmSync(root, { recursive: true }))

const recorded = (...records: readonly Partial<KnowledgeSearchRecord>[]): string => {
  const lines: string[] = []
  const log = createQueryLog({
    write: (line) => void lines.push(line),
    isFailing: () => false,
    drain: async () => undefined,
  })
  for (const record of records) {
    log.search({
      timestamp: '2026-01-31T09:30:00.000Z',
      conversationId: 'conv_1',
      results: 0,
      withheld: 0,
      tookMs: 1,
      eventType: 'KNOWLEDGE_SEARCH',
      ...record,
    })
  }
  return lines.join('')
}
let files = 0
const put = (text: string, name?: string): string => {
  files += 1
  const path = join(root, name ?? `${files}.jsonl`)
  writeFileSync(path, path.endsWith('.gz') ? gzipSync(text) : text)
  return path
}
const textOf = async (...paths: readonly string[]): Promise<string> => gapsText(await findGaps(paths), 50)

const LOST = [{ query: 'parcel lost abroad' }, { query: 'lost parcel  abroad' }, { query: 'Parcel lost abroad' }]

describe('knowledge gaps', () => {
  it('knowledge gaps are queries that found nothing, near duplicates as one, the most frequent first', async () => {
    const log = put(recorded({ query: 'gift card' }, ...LOST, { query: 'gift card' }, { results: 3 }, { withheld: 1 }))
    expect(await textOf(log)).toBe(
      [
        '7 searches, 5 of them without a result (71.4 %)',
        '',
        '     3  Parcel lost abroad  (3 wordings)',
        '     2  gift card',
        '',
      ].join('\n'),
    )
  })

  it('knowledge gaps are counted over several files, gzipped ones among them', async () => {
    const found = await findGaps([
      put(recorded({ query: 'gift card' })),
      put(recorded({ query: 'gift card' }), 'old.jsonl.gz'),
    ])
    expect(found.gaps).toEqual([{ query: 'gift card', count: 2, wordings: 1 }])
  })

  it('knowledge gaps without words say that they were not kept, and what keeps them', async () => {
    expect(await textOf(put(recorded({}, {})))).toMatch(
      /^2 searches, 2 of them without a result \(100\.0 %\)\nwhat was searched for was not kept: privacy\.keepQueries was off/,
    )
  })

  it('knowledge gaps of which some have words say how many have none', async () => {
    const text = await textOf(put(recorded({}, { query: 'gift card' })))
    expect(text).toContain('of 1 of them the words were not kept: privacy.keepQueries was off then')
    expect(text).toContain('     1  gift card')
  })

  it('knowledge gaps pass over all else that a service writes, and count what is no JSON', async () => {
    const other = '{"level":30,"msg":"listening"}\n{"eventType":"AGENT_ASSIST_QUERY","triggered":true}\n\n{"cut off'
    expect(await findGaps([put(recorded({ query: 'gift card' }) + other)])).toMatchObject({ count: 1, unread: 1 })
  })

  it('knowledge gaps are none where nobody searched, and that is said', async () => {
    expect(await textOf(put(''))).toMatch(/^no searches in there/)
  })

  it('knowledge gaps beyond the limit are counted', async () => {
    const found = await findGaps([put(recorded({ query: 'one' }, { query: 'two' }, { query: 'three' }))])
    expect(gapsText(found, 1)).toContain('and 2 more; --limit shows them')
  })

  it('knowledge gaps of a file that is not there are refused with its name', async () => {
    await expect(findGaps([join(root, 'nothing.jsonl')])).rejects.toThrow(/nothing\.jsonl cannot be read \(ENOENT\)/)
  })
})
