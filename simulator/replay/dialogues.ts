/** Reads dialogues from JSON lines, plain or gzipped, one at a time: such files have thousands of lines. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { DialogueError, dialogueProblem, parseDialogueLine } from '../../shared/dialogues/dialogue-line.ts'
import { type DialogueTurn, readTurns } from '../../shared/dialogues/dialogue-turns.ts'

export type { DialogueIntent, DialogueTurn } from '../../shared/dialogues/dialogue-turns.ts'

export interface Dialogue {
  readonly id: string
  readonly tasks: readonly string[]
  readonly customerName: string | undefined
  readonly channel: string | undefined
  readonly language: string | undefined
  /** In the order of their times. */
  readonly turns: readonly DialogueTurn[]
}

/** @param number of the line, which names a dialogue that has no id */
const parseLine = (line: string, where: string, number: number): Dialogue => {
  const { id, tasks, customerName, channel, language, spoken } = parseDialogueLine(line, where)
  const read = readTurns(spoken)
  if (!read.ok) throw dialogueProblem(where, read.problems)
  const backwards = read.value.findIndex(({ t }, n) => t < (read.value[n - 1]?.t ?? 0))
  if (backwards >= 0) throw new DialogueError(`${where}: t runs backwards (at utterance ${backwards + 1})`)
  if (read.value.length === 0) throw new DialogueError(`${where}: nobody says anything`)
  return {
    id: String(id ?? `line-${number}`),
    tasks: tasks ?? [],
    customerName: customerName ?? undefined,
    channel: channel ?? undefined,
    language: language ?? undefined,
    turns: read.value,
  }
}

/**
 * Yields the dialogues of a `.jsonl` or `.jsonl.gz` file in order; blank lines are skipped, and turns nobody spoke. Throws a
 * {@link DialogueError} at the first line that is none, and the system's error for a file that cannot be read.
 */
export async function* readDialogues(path: string): AsyncGenerator<Dialogue, void> {
  const file = createReadStream(path)
  const bytes = path.toLowerCase().endsWith('.gz') ? createGunzip() : undefined
  // `pipe` passes no errors on, and readline would wait for ever for a stream that failed.
  let failure: Error | undefined
  const lines = createInterface({ input: bytes === undefined ? file : file.pipe(bytes), crlfDelay: Infinity })
  for (const stream of [file, bytes]) {
    stream?.once('error', (error: Error) => {
      failure = error
      lines.close()
    })
  }
  try {
    let number = 0
    for await (const read of lines) {
      number += 1
      // A byte order mark.
      const line = number === 1 ? read.replace(/^\uFEFF/, '') : read
      if (line.trim() !== '') yield parseLine(line, `${path}, line ${number}`, number)
    }
    if (failure !== undefined) throw failure
  } finally {
    lines.close()
    file.destroy()
    bytes?.destroy()
  }
}
