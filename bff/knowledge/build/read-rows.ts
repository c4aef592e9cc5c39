/** Rows of tables and of other systems' exports, by what they hold, whatever it is called there. */
import * as z from 'zod/mini'
import { LONGEST_PASSAGE } from '../../../shared/domain/knowledge/passages.ts'
import { wordCount } from '../../../shared/domain/knowledge/words.ts'
import { looksLikeHtml, readHtml, readPlain } from './markup.ts'
import { type Reading, type SourceItem, type Unread, webAddress } from './source-item.ts'

/** What a field is called, surest first: ours, Zendesk's, Chatwoot's, other help desks'. */
const CALLED = {
  id: ['id'],
  title: ['title', 'name', 'subject', 'question', 'headline'],
  text: ['text', 'body', 'content', 'answer', 'reply', 'message', 'response'],
  url: ['url', 'html_url', 'link', 'source_url', 'sourceurl'],
  kind: ['kind', 'type'],
  shortcut: ['shortcut', 'short_code', 'shortcode', 'macro'],
  language: ['language', 'locale', 'lang'],
  tags: ['tags', 'label_names', 'labels'],
  audience: ['audience', 'visibility'],
  draft: ['draft', 'status'],
} as const
type Field = keyof typeof CALLED

export const isTextColumn = (names: readonly string[]): boolean =>
  names.some((name) => CALLED.text.some((called) => called === name.trim().toLowerCase()))

const cell = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number()])), z.null()])

const fieldsOf = (row: Readonly<Record<string, unknown>>): Partial<Record<Field, string | readonly string[]>> => {
  const byName = new Map(Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), value]))
  return Object.fromEntries(
    Object.entries(CALLED).flatMap(([field, names]) => {
      const found = names
        .map((name) => cell.safeParse(byName.get(name)).data)
        .find((value) => value !== undefined && value !== null && value !== '')
      if (found === undefined || found === null) return []
      return [[field, Array.isArray(found) ? found.map(String) : String(found)]]
    }),
  )
}

const single = (value: string | readonly string[] | undefined): string | undefined => {
  const text = (typeof value === 'string' ? value : value?.join(', '))?.trim()
  return text === '' ? undefined : text
}

const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  (typeof value === 'string' ? value.split(/[,;|]/u) : (value ?? []))
    .map((each) => each.trim())
    .filter((each) => each !== '')

const INTERNAL = new Set(['internal', 'agent', 'agents', 'private', 'staff'])
const DRAFT = new Set(['true', 'draft', '1'])

/** A row in fields; `undefined` is a draft. */
export const rowItem = (row: Readonly<Record<string, unknown>>, where: string): SourceItem | Unread | undefined => {
  const fields = fieldsOf(row)
  if (DRAFT.has(single(fields.draft)?.toLowerCase() ?? '')) return undefined
  const text = single(fields.text)
  if (text === undefined) return { where, why: 'has no text' }
  const blocks = looksLikeHtml(text) ? readHtml(text).blocks : readPlain(text)
  if (blocks.length === 0) return { where, why: 'has no text but markup' }
  const kind = single(fields.kind)?.toLowerCase()
  const title = single(fields.title)
  const shortcut = single(fields.shortcut)
  const isShort = wordCount(text) <= LONGEST_PASSAGE
  const guessed = shortcut !== undefined || (title === undefined && isShort) ? 'reply' : 'article'
  const url = single(fields.url)
  return {
    where,
    kind: kind === 'article' || kind === 'reply' ? kind : guessed,
    id: single(fields.id),
    title,
    blocks,
    url: webAddress(url),
    shortcut,
    language: single(fields.language),
    tags: listOf(fields.tags),
    audience: INTERNAL.has(single(fields.audience)?.toLowerCase() ?? '') ? 'internal' : 'customer',
  }
}

export const rowsReading = (rows: readonly (readonly [row: unknown, where: string])[]): Reading => {
  const items: SourceItem[] = []
  const unread: Unread[] = []
  let drafts = 0
  for (const [row, where] of rows) {
    const fields = z.record(z.string(), z.unknown()).safeParse(row).data
    const read = fields === undefined ? { where, why: 'is no object with fields' } : rowItem(fields, where)
    if (read === undefined) drafts += 1
    else if ('why' in read) unread.push(read)
    else items.push(read)
  }
  return { items, unread, drafts }
}

/** What exports wrap their list in. */
const WRAPPERS = ['articles', 'canned_responses', 'payload', 'data', 'items', 'results', 'rows', 'replies', 'macros']

/** The rows of a JSON value: a list, or an export that holds one; `undefined` where there is none. */
export const listIn = (value: unknown): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value
  const object = z.record(z.string(), z.unknown()).safeParse(value).data
  if (object === undefined) return undefined
  for (const name of WRAPPERS) {
    const inner = object[name]
    if (Array.isArray(inner)) return inner
  }
  return undefined
}
