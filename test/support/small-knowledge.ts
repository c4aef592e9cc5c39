/** Knowledge folders of a few replies, built as operators build them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildKnowledge } from '../../bff/knowledge/build/build.ts'

export interface SmallKnowledge {
  readonly folder: string
  /** Builds the folder anew, of rows as an operator has them. */
  build(rows: readonly object[]): Promise<void>
  remove(): void
}

export const PARCEL = {
  id: 'parcel',
  title: 'Where parcels are',
  text: 'Your parcel is with the carrier.',
  kind: 'article',
}
export const REFUND = { id: 'refund', text: 'A refund takes five days.', kind: 'reply', audience: 'internal' }

export const createSmallKnowledge = async (rows: readonly object[] = [PARCEL, REFUND]): Promise<SmallKnowledge> => {
  const root = mkdtempSync(join(tmpdir(), 'cx-assist-knowledge-'))
  const folder = join(root, 'knowledge')
  const build = async (wanted: readonly object[]): Promise<void> => {
    const source = join(root, 'rows.jsonl')
    writeFileSync(source, wanted.map((row) => JSON.stringify(row)).join('\n'))
    await buildKnowledge({
      from: [source],
      dialogues: [],
      out: folder,
      language: 'en',
      mask: (text) => ({ text, masked: [] }),
      threads: 1,
      builtBy: 'a test',
      say: () => undefined,
    })
  }
  await build(rows)
  return { folder, build, remove: () => rmSync(root, { recursive: true }) }
}
