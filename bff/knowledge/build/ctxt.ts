/** Cognigy Knowledge's `.ctxt`: chunks with blank lines or rules between them; lines within backticks say things of them. */
import type { Block } from '../../../shared/domain/knowledge/passages.ts'
import { readPlain } from './markup.ts'
import { rowItem } from './read-rows.ts'
import type { Reading, SourceItem, Unread } from './source-item.ts'

const NAME = /^[\p{L}\p{N}_ -]+$/u
const RULE = /^\s*(?:-\s*){3,}$/u

const LONGEST_HEADING = 150

interface Chunk {
  readonly said: Readonly<Record<string, string>>
  readonly blocks: readonly Block[]
}

/** What a line within backticks says: name, colon, value. */
const saidIn = (line: string): { readonly name: string; readonly value: string } | undefined => {
  const colon = line.indexOf(':')
  if (colon < 0 || !line.startsWith('`') || !line.endsWith('`')) return undefined
  const name = line.slice(1, colon).trim()
  return NAME.test(name) ? { name, value: line.slice(colon + 1, -1).trim() } : undefined
}

const MARKS = ['""', "''", '[]']
/** A value may stand in quotes, a list in brackets. */
const withoutMarks = (value: string): string =>
  value.length > 1 && MARKS.includes(`${value.charAt(0)}${value.charAt(value.length - 1)}`) ? value.slice(1, -1) : value

const chunkOf = (lines: readonly string[]): Chunk => {
  const said: Record<string, string> = {}
  const text = lines.filter((line) => {
    const told = saidIn(line.trim())
    if (told !== undefined) said[told.name.toLowerCase()] = withoutMarks(told.value)
    return told === undefined
  })
  const [first = '', ...rest] = text
  // A chunk with an address of its own stands for itself: its first line asks what the others answer.
  const isHeaded =
    said['url'] !== undefined && said['title'] === undefined && rest.length > 0 && first.length <= LONGEST_HEADING
  return isHeaded
    ? { said: { ...said, title: first.trim() }, blocks: readPlain(rest.join('\n')) }
    : { said, blocks: readPlain(text.join('\n')) }
}

const chunksOf = (content: string): readonly Chunk[] => {
  const groups: string[][] = [[]]
  for (const line of content.split(/\r?\n/u)) {
    if (line.trim() === '' || RULE.test(line)) groups.push([])
    else groups.at(-1)?.push(line)
  }
  return groups.filter((lines) => lines.length > 0).map(chunkOf)
}

const isOwn = (said: Chunk['said']): boolean => said['title'] !== undefined || said['url'] !== undefined

/** Chunks with a title or an address of their own are articles of their own; the others are one, together. */
export const readCtxt = (path: string, content: string): Reading => {
  const chunks = chunksOf(content)
  const firstText = chunks.findIndex(({ blocks }) => blocks.length > 0)
  const head = Object.assign({}, ...chunks.slice(0, Math.max(0, firstText)).map(({ said }) => said))
  const texts = chunks.slice(Math.max(0, firstText)).filter(({ blocks }) => blocks.length > 0)
  const own = texts.filter(({ said }) => isOwn(said))
  const together = texts.filter(({ said }) => !isOwn(said))
  const first = together[0]
  const articles = [
    ...(first === undefined
      ? []
      : [{ said: { ...first.said, ...head }, blocks: together.flatMap(({ blocks }) => blocks) }]),
    ...own.map(({ said, blocks }) => ({ said: { ...head, ...said }, blocks })),
  ]
  const items: SourceItem[] = []
  const unread: Unread[] = []
  for (const { said, blocks } of articles) {
    const title = said['title'] ?? path.replace(/^.*[/\\]|\.ctxt(?:\.gz)?$/giu, '').replace(/[-_]+/gu, ' ')
    const item = rowItem({ ...said, title, kind: 'article', text: 'stands in blocks' }, path)
    if (item !== undefined && 'blocks' in item) items.push({ ...item, blocks })
  }
  if (articles.length === 0) unread.push({ where: path, why: 'has no text' })
  return { items, unread, drafts: 0 }
}
