/** One file, by its ending and its shape. */
import { basename, extname } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parse as parseYaml, YAMLParseError } from 'yaml'
import * as z from 'zod/mini'
import { readDelimited } from '../../fallback-index/build/delimited.ts'
import { decodeText } from '../../files/decode-text.ts'
import { readCtxt } from './ctxt.ts'
import { type MarkedUp, readHtml, readMarkdown, readPlain } from './markup.ts'
import { isTextColumn, listIn, rowItem, rowsReading } from './read-rows.ts'
import type { Reading, Unread } from './source-item.ts'

/** Bytes of a file once it is unpacked: more is no help centre. */
const LARGEST_FILE = 1024 ** 3
const GZIP = [0x1f, 0x8b]

const withoutGz = (name: string): string => name.replace(/\.gz$/iu, '')

/** Lower case, without `.gz`. */
const kindOf = (path: string): string => extname(withoutGz(path)).toLowerCase()

const nothing = (...unread: readonly Unread[]): Reading => ({ items: [], unread, drafts: 0 })

const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/mu

const text = z.catch(z.optional(z.union([z.string(), z.number()])), undefined)
const frontMatter = z.object({
  id: text,
  title: text,
  url: text,
  language: text,
  tags: z.catch(z.optional(z.union([z.string(), z.array(z.union([z.string(), z.number()]))])), undefined),
  audience: text,
  draft: z.catch(z.optional(z.boolean()), undefined),
})

interface Parted {
  readonly front: Readonly<Record<string, unknown>>
  readonly content: string
}

const parted = (content: string): Parted => {
  const found = content.startsWith('---') ? FRONT_MATTER.exec(content) : null
  if (found === null || found.index !== 0) return { front: {}, content }
  const front = frontMatter.safeParse(parseYaml(found[1] ?? '') ?? {}).data ?? {}
  return { front, content: content.slice(found[0].length) }
}

const named = (path: string): string =>
  basename(withoutGz(path), extname(withoutGz(path)))
    .replace(/[-_]+/gu, ' ')
    .trim()

const plainDocument = (content: string): MarkedUp => ({
  blocks: readPlain(content),
  heading: undefined,
  title: undefined,
  language: undefined,
  url: undefined,
})

const READERS: Readonly<Record<string, (content: string) => MarkedUp>> = {
  '.md': readMarkdown,
  '.markdown': readMarkdown,
  '.html': readHtml,
  '.htm': readHtml,
  '.txt': plainDocument,
}

const document = (path: string, whole: string, read: (content: string) => MarkedUp): Reading => {
  let front: Parted
  try {
    front = parted(whole)
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error
    return nothing({
      where: `${path}, line ${(error.linePos?.[0].line ?? 0) + 1}`,
      why: 'has front matter that is no YAML',
    })
  }
  const { blocks, heading, title, language, url } = read(front.content)
  const carried = heading ?? title
  const rest = heading === undefined || blocks[0]?.text !== heading ? blocks : blocks.slice(1)
  const row = { id: named(path).replaceAll(' ', '-'), title: carried ?? named(path), language, url, ...front.front }
  const item = rowItem({ ...row, kind: 'article', text: 'stands in blocks' }, path)
  if (item === undefined) return { items: [], unread: [], drafts: 1 }
  if ('why' in item) return nothing(item)
  const kept = rest.some(({ kind }) => kind === 'paragraph') ? rest : blocks
  return kept.length === 0
    ? nothing({ where: path, why: 'has no text' })
    : { items: [{ ...item, blocks: kept }], unread: [], drafts: 0 }
}

const table = (path: string, content: string): Reading => {
  const [header, ...lines] = readDelimited(content, isTextColumn)
  if (header === undefined) return nothing({ where: path, why: 'is empty' })
  if (!isTextColumn(header.cells)) {
    return nothing({
      where: `${path}, line ${header.line}`,
      why: 'names no column "text": name the columns in the first line',
    })
  }
  const rows: [unknown, string][] = []
  const unread: Unread[] = []
  for (const { line, cells } of lines) {
    const where = `${path}, line ${line}`
    const extra = cells.slice(header.cells.length).some((each) => each.trim() !== '')
    if (extra) {
      unread.push({
        where,
        why: `has ${cells.length} columns where the header has ${header.cells.length}: put texts that hold the delimiter in double quotes`,
      })
    } else rows.push([Object.fromEntries(header.cells.map((name, n) => [name, cells[n] ?? ''])), where])
  }
  const read = rowsReading(rows)
  return { ...read, unread: [...unread, ...read.unread] }
}

const parsed = (content: string): { readonly value: unknown } | undefined => {
  try {
    return { value: JSON.parse(content) }
  } catch {
    return undefined
  }
}

const jsonLines = (path: string, content: string): Reading => {
  const unread: Unread[] = []
  const rows = content.split('\n').flatMap((line, n): [unknown, string][] => {
    if (line.trim() === '') return []
    const where = `${path}, line ${n + 1}`
    const read = parsed(line)
    if (read === undefined) unread.push({ where, why: 'is no JSON' })
    return read === undefined ? [] : [[read.value, where]]
  })
  const read = rowsReading(rows)
  return { ...read, unread: [...unread, ...read.unread] }
}

const hasObjectLines = (content: string): boolean =>
  content.split('\n').some((line, n) => n > 0 && line.trimStart().startsWith('{'))

const json = (path: string, content: string): Reading => {
  const read = parsed(content)
  // Some call their JSON lines ".json".
  if (read === undefined)
    return hasObjectLines(content) ? jsonLines(path, content) : nothing({ where: path, why: 'is no JSON' })
  const list = listIn(read.value)
  if (list === undefined) {
    const only = rowsReading([[read.value, path]])
    return only.items.length > 0 || only.drafts > 0
      ? only
      : nothing({ where: path, why: 'holds no list of articles or replies' })
  }
  return rowsReading(list.map((row, n) => [row, `${path}, entry ${n + 1}`]))
}

const OTHERS: Readonly<Record<string, (path: string, content: string) => Reading>> = {
  '.csv': table,
  '.tsv': table,
  '.jsonl': jsonLines,
  '.ndjson': jsonLines,
  '.json': json,
  '.ctxt': readCtxt,
}

/** Whether a file of a folder is one to read; others may lie beside them. */
export const isReadable = (path: string): boolean =>
  Object.hasOwn(READERS, kindOf(path)) || Object.hasOwn(OTHERS, kindOf(path))

/** @param path for what is said of it */
export const readFileBytes = (path: string, bytes: Uint8Array): Reading => {
  let unpacked = bytes
  if (GZIP.every((byte, at) => bytes[at] === byte)) {
    try {
      unpacked = gunzipSync(bytes, { maxOutputLength: LARGEST_FILE })
    } catch {
      return nothing({ where: path, why: 'is no whole gzip file, or unpacks to more than 1 GiB' })
    }
  }
  const decoded = decodeText(unpacked)
  if (!decoded.ok) return nothing({ where: path, why: decoded.problem })
  const reader = READERS[kindOf(path)]
  if (reader !== undefined) return document(path, decoded.text, reader)
  const other = OTHERS[kindOf(path)]
  return other === undefined ? nothing({ where: path, why: 'is of no format that is read' }) : other(path, decoded.text)
}
