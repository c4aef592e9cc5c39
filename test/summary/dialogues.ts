/** Labelled dialogues from the disk, as conversations. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { parseDialogueLine } from '../../shared/dialogues/dialogue-line.ts'
import { readSpokenTurns } from '../../shared/dialogues/dialogue-turns.ts'
import type { SpokenUtterance } from '../../shared/domain/wrap-up/reading.ts'

export interface LabelledDialogue {
  readonly name: string
  readonly task: string
  readonly utterances: readonly SpokenUtterance[]
}

const FILES = { star: 'star-dialogues/dialogues.jsonl.gz', abcd: 'abcd/sample-dialogues.jsonl' } as const

const linesOf = (path: string): readonly string[] => {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** @param data the folder that holds `star-dialogues` and `abcd` */
export const readDialogues = (data: string, source: keyof typeof FILES): readonly LabelledDialogue[] =>
  linesOf(join(data, FILES[source])).flatMap((line, n) => {
    const where = `${FILES[source]} line ${n + 1}`
    const { id, tasks, spoken } = parseDialogueLine(line, where)
    const turns = readSpokenTurns(spoken)
    if (!turns.ok) throw new Error(`${where}: ${turns.problems[0]?.path}`)
    const [task = ''] = tasks ?? []
    // Of several tasks, nobody says which the customer came for.
    if (tasks !== undefined && tasks !== null && tasks.length > 1) return []
    const utterances = turns.value.map(({ speaker, text }, i) => ({ utteranceId: `u${i}`, speaker, text }))
    return [{ name: `${source} ${id ?? n}`, task, utterances }]
  })
