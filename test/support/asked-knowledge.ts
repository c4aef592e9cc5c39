/** Knowledge as operators have it, built and read by the real code, and asked in the process. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildKnowledge } from '../../bff/knowledge/build/build.ts'
import { readKnowledge } from '../../bff/knowledge/read-knowledge.ts'
import type { KnowledgeHit, KnowledgeSource } from '../../bff/ports/knowledge.ts'
import { numberChecks } from '../../bff/privacy/number-checks.ts'
import type { KnowledgeEntry } from '../../shared/domain/knowledge/entry.ts'
import { createMasker } from '../../shared/domain/privacy/mask.ts'

export interface KnowledgeRow {
  readonly id: string
  readonly title?: string
  readonly text: string
  readonly url?: string
  readonly kind?: 'article' | 'reply'
  readonly language?: string
  readonly audience?: 'customer' | 'internal'
}

const keyOf = ({ id, text }: KnowledgeEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([id, text]))
    .digest('hex')
    .slice(0, 16)

const hitOf = (entry: KnowledgeEntry, confidence: number): KnowledgeHit => ({
  key: keyOf(entry),
  of: entry.of,
  kind: entry.kind,
  title: entry.title,
  text: entry.text,
  url: entry.url,
  isInternal: entry.audience === 'internal',
  language: entry.language,
  confidence,
})

export const smallKnowledge = async (rows: readonly KnowledgeRow[]): Promise<KnowledgeSource> => {
  const folder = mkdtempSync(join(tmpdir(), 'small-knowledge-'))
  try {
    const file = join(folder, 'rows.jsonl')
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const mask = createMasker({ mask: ['card'], patterns: {}, phoneCountries: [] }, numberChecks)
    const out = join(folder, 'knowledge')
    const sources = { from: [file], dialogues: [], language: undefined }
    await buildKnowledge({ ...sources, out, mask, threads: 1, builtBy: 'a test', say: () => undefined })
    const { knowledge } = await readKnowledge(out)
    return {
      suggest: async (situation, { most }) =>
        knowledge.suggest(situation, most).map(({ entry, confidence }) => hitOf(entry, confidence)),
      search: async (query, { most }) =>
        knowledge.search(query, most).map(({ entry, confidence }) => hitOf(entry, confidence)),
      find: async (key) => {
        const entry = knowledge.entries.find((each) => keyOf(each) === key)
        return entry === undefined ? undefined : hitOf(entry, 1)
      },
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
