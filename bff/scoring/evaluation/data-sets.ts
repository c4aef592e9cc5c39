/** The public rows that models are measured on, read where they lie. They are nowhere copied to. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import * as z from 'zod/mini'
import { readTable, TableError } from '../../fallback-index/build/tables.ts'

export interface LabelledText {
  readonly text: string
  /** 0 negative, 1 neutral, 2 positive. */
  readonly label: number
}

export interface LabelledDialogue {
  /** Of all who spoke, oldest first. */
  readonly turns: readonly { readonly speaker: string; readonly text: string }[]
  /** What the person on the other side answered when asked whether the customer got annoyed. */
  readonly isAnnoyed: boolean
}

interface UpsetText {
  readonly text: string
  readonly isUpset: boolean
}

export interface DataSets {
  readonly tweets: readonly { readonly name: string; readonly rows: readonly LabelledText[] }[]
  readonly dialogues: readonly LabelledDialogue[]
  readonly support: readonly UpsetText[]
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** Some scrapes of the tweets hold literal escapes, which no customer writes. */
const decode = (text: string): string =>
  text
    .replace(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll('""', '"')
    .replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)

const readTweets = (path: string): LabelledText[] =>
  readTable(path, ['label', 'text']).rows.map(({ line, cells }) => {
    const label = Number(cells.get('label'))
    if (![0, 1, 2].includes(label)) throw new TableError(`${path}, line ${line}: the label is not 0, 1 or 2`)
    return { text: decode(cells.get('text') ?? ''), label }
  })

const dialogue = z.object({
  customer_annoyed: z.boolean(),
  turns: z.array(z.object({ speaker: z.string(), text: z.string() })),
})

const readDialogues = (path: string): LabelledDialogue[] => {
  if (!existsSync(path)) throw new TableError(`${path} cannot be read (ENOENT)`)
  const lines = gunzipSync(readFileSync(path)).toString('utf8').split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const parsed = dialogue.safeParse(JSON.parse(line))
    if (!parsed.success) throw new TableError(`${path}, line ${index + 1}: not a dialogue`)
    // A lookup that is noted between the turns was said by nobody.
    const turns = parsed.data.turns.filter(({ speaker }) => speaker !== 'action')
    return [{ turns, isAnnoyed: parsed.data.customer_annoyed }]
  })
}

const UPSET = 'feedback/upset'

/**
 * @param folder holds `tweet-sentiment`, `star-dialogues` and `abcd`
 * @throws {TableError} naming the file that is missing or not as described
 */
export const readDataSets = (folder: string): DataSets => ({
  tweets: [
    { name: 'tweets, validation', rows: readTweets(join(folder, 'tweet-sentiment', 'val.tsv')) },
    {
      name: 'tweets, SemEval 2016 devtest',
      rows: readTweets(join(folder, 'tweet-sentiment', 'extra-2016devtest.tsv')),
    },
  ],
  dialogues: readDialogues(join(folder, 'star-dialogues', 'dialogues.jsonl.gz')),
  support: readTable(join(folder, 'abcd', 'utterances.tsv'), ['intent', 'text']).rows.map(({ cells }) => ({
    text: cells.get('text') ?? '',
    isUpset: cells.get('intent') === UPSET,
  })),
})
