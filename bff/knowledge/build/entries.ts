/** Items as entries: articles in passages, replies whole, each with an id that stays while its source stays. */
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/entry.ts'
import { passagesOf } from '../../../shared/domain/knowledge/passages.ts'
import { wordsIn } from '../../../shared/domain/knowledge/words.ts'
import type { SourceItem } from './source-item.ts'

const LONGEST_SLUG = 64

const slugOf = (text: string): string => wordsIn(text).join('-').slice(0, LONGEST_SLUG)

/** Gives each name once: the second `refund` is `refund-2`. */
export const uniqueNames = (): ((wanted: string) => string) => {
  const taken = new Set<string>()
  return (wanted) => {
    let name = wanted
    for (let n = 2; taken.has(name); n += 1) name = `${wanted}-${n}`
    taken.add(name)
    return name
  }
}

const given = <T extends object>(fields: T): T =>
  Object.assign(
    {},
    ...Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [{ [name]: value }])),
  )

/** @param language of items that name none */
export const entriesOf = (
  items: readonly SourceItem[],
  language: string | undefined,
  nameOf: (wanted: string) => string,
): readonly KnowledgeEntry[] =>
  items.flatMap((item) => {
    const wanted = item.id ?? item.shortcut ?? slugOf(item.title ?? item.blocks[0]?.text ?? '')
    const of = nameOf(wanted === '' ? item.kind : wanted)
    const common = {
      of,
      kind: item.kind,
      title: item.title,
      url: item.url,
      shortcut: item.shortcut,
      language: item.language ?? language,
      tags: item.tags.length === 0 ? undefined : item.tags,
      audience: item.audience,
    }
    const texts = item.kind === 'reply' ? [item.blocks.map(({ text }) => text).join('\n')] : passagesOf(item.blocks)
    return texts.map(
      (text, n): KnowledgeEntry => given({ ...common, id: texts.length === 1 ? of : `${of}#${n + 1}`, text }),
    )
  })
