/** `cx-assist score`: what the sentiment model makes of utterances, one a line, through the service's own scorer. */
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createGunzip } from 'node:zlib'
import { DialogueError } from '../../shared/dialogues/dialogue-line.ts'
import { ModelError } from '../../shared/model/model-spec.ts'
import { openModel } from '../scoring/open-model.ts'
import { scoreDialogues } from '../scoring/score-dialogues.ts'
import { LineError, scoreLines } from '../scoring/score-lines.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'

const USAGE = `Usage: cx-assist score [--model DIR] < utterances
       cx-assist score [--model DIR] --dialogues FILE

Reads utterances from standard input, one a line (UTF-8), and prints a line for each:

  negative TAB neutral TAB positive TAB frustration

The first three are probabilities; the last is the figure of the "calibrated" rule, whose cuts are .35 and .65.

With --dialogues, reads conversations (JSON lines, gzipped where the name ends in .gz; each with an id and turns of
speaker and text) and prints a line for each turn of a customer, as it sounded where it was said:

  id TAB turn TAB frustration TAB conversation TAB level

The turn is counted from 0 among all turns of its conversation; the conversation is scored up to there.

  --model DIR        a model folder as Hugging Face's tools write it, or one of ours (default: the shipped one)
  --dialogues FILE   scores whole conversations instead
`

/** From `dist/bff/cli/`, where this runs. */
const SHIPPED_MODEL = fileURLToPath(new URL('../../../models/full', import.meta.url))

const fail = (problem: string, code: number): never => {
  process.stderr.write(`cx-assist score: ${problem}\n`)
  process.exit(code)
}

interface Options {
  readonly model: string
  readonly dialogues?: string | undefined
  readonly help: boolean
}

const readOptions = (): Options => {
  try {
    const options = { model: { type: 'string', default: SHIPPED_MODEL }, dialogues: { type: 'string' } } as const
    return readArguments(process.argv.slice(2), options).values
  } catch (error) {
    if (error instanceof UsageError) return fail(error.message, WRONG_USAGE)
    throw error
  }
}

const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

const isGzipped = (file: string): boolean => file.toLowerCase().endsWith('.gz')

const run = async ({ model, dialogues }: Options): Promise<void> => {
  try {
    const { scorer, spec } = await openModel(model)
    if (dialogues === undefined) await scoreLines(process.stdin, scorer, write)
    else {
      const take = (input: AsyncIterable<Uint8Array>): Promise<void> =>
        scoreDialogues(input, dialogues, scorer, spec.conversation, write)
      const file = createReadStream(dialogues)
      await (isGzipped(dialogues) ? pipeline(file, createGunzip(), take) : pipeline(file, take))
    }
    await scorer.release()
  } catch (error) {
    if (error instanceof ModelError) fail(`${model}: ${error.message}`, 1)
    if (error instanceof LineError || error instanceof DialogueError) fail(error.message, 1)
    if (dialogues !== undefined && error instanceof Error && 'code' in error) {
      fail(`${dialogues} cannot be read (${error.code})`, 1)
    }
    throw error
  }
}

// Whoever reads has read enough, as `head` does.
process.stdout.on('error', (error) => {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1)
})
const options = readOptions()
if (options.help) process.stdout.write(USAGE)
else await run(options)
