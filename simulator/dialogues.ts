/** Reads dialogues from JSON lines, plain or gzipped, one at a time: such files have thousands of lines. */
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import * as z from 'zod/mini'
import { unitInterval } from '../shared/wire/identifiers.ts'
import { parseOrProblem } from '../shared/wire/problem.ts'
import { speaker } from '../shared/wire/vocabulary.ts'

/** What the bot understood from an utterance; a low score makes it fall back. */
export const dialogueIntent = z.object({ name: z.string().check(z.minLength(1)), score: unitInterval })
export type DialogueIntent = z.infer<typeof dialogueIntent>

const turnFields = z.object({
  speaker,
  text: z.string().check(z.refine((text) => text.trim() !== '', 'must not be blank')),
  /** Seconds since the conversation began. */
  t: z.number().check(z.minimum(0)),
  intent: z.optional(dialogueIntent),
  /** What Cognigy makes of the mood, from -1 (bad) to 1 (good); absent where it sends no score. */
  sentiment: z.optional(z.number().check(z.minimum(-1), z.maximum(1))),
  /** The bot is not sure enough of `intent`, and its next line is what the fallback webhook answers, not one of these. */
  misunderstood: z.optional(z.boolean()),
})
export const dialogueTurn = turnFields.check(
  z.refine(
    ({ misunderstood, intent }) => misunderstood !== true || intent !== undefined,
    'misunderstood needs an intent',
  ),
)
export type DialogueTurn = z.infer<typeof dialogueTurn>

/** Lookups that some data sets note between the utterances: nobody said them. */
const actionTurn = z.object({ speaker: z.literal('action') })

const dialogueLine = z.object({
  id: z.union([z.string(), z.number()]),
  tasks: z._default(z.array(z.string()), []),
  customerName: z.optional(z.string()),
  channel: z.optional(z.string()),
  language: z.optional(z.string()),
  turns: z.array(z.union([dialogueTurn, actionTurn])),
})

export interface Dialogue {
  readonly id: string
  readonly tasks: readonly string[]
  readonly customerName: string | undefined
  readonly channel: string | undefined
  readonly language: string | undefined
  /** In the order of their times. */
  readonly turns: readonly DialogueTurn[]
}

/** A line that is no dialogue. The message names file, line and what is wrong. */
export class DialogueError extends Error {
  override readonly name = 'DialogueError'
}

const isSpoken = (turn: DialogueTurn | z.infer<typeof actionTurn>): turn is DialogueTurn => turn.speaker !== 'action'

const parseLine = (line: string, where: string): Dialogue => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new DialogueError(`${where}: not JSON`)
  }
  const parsed = parseOrProblem(dialogueLine, value)
  if (!parsed.ok) {
    const findings = parsed.errors.map(({ path, message }) => `${path === '' ? 'the line' : path}: ${message}`)
    throw new DialogueError(`${where}: ${findings.join('; ')}`)
  }
  const { id, tasks, customerName, channel, language, turns } = parsed.value
  const spoken = turns.filter(isSpoken)
  if (spoken.length === 0) throw new DialogueError(`${where}: nobody says anything`)
  if (spoken.some((turn, n) => turn.t < (spoken[n - 1]?.t ?? 0))) throw new DialogueError(`${where}: t runs backwards`)
  return { id: String(id), tasks, customerName, channel, language, turns: spoken }
}

/**
 * Yields the dialogues of a `.jsonl` or `.jsonl.gz` file in order; blank lines are skipped. Throws a
 * {@link DialogueError} at the first line that is none, and the system's error for a file that cannot be read.
 */
export async function* readDialogues(path: string): AsyncGenerator<Dialogue, void> {
  const file = createReadStream(path)
  const bytes = path.endsWith('.gz') ? createGunzip() : undefined
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
    for await (const line of lines) {
      number += 1
      if (line.trim() !== '') yield parseLine(line, `${path}, line ${number}`)
    }
    if (failure !== undefined) throw failure
  } finally {
    lines.close()
    file.destroy()
    bytes?.destroy()
  }
}
