/** `cx-assist score`: what the sentiment model makes of utterances, one a line, through the service's own scorer. */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { ModelError } from '../../shared/model/model-spec.ts'
import { openModel } from '../scoring/open-model.ts'
import { LineError, scoreLines } from '../scoring/score-lines.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'

const USAGE = `Usage: cx-assist score [--model DIR] < utterances

Reads utterances from standard input, one a line (UTF-8), and prints a line for each:

  negative TAB neutral TAB positive TAB frustration

The first three are probabilities; the last is the figure of the "calibrated" rule, whose cuts are .35 and .65.

  --model DIR   a model folder as Hugging Face's tools write it, or one of ours (default: the shipped one)
`

/** From `dist/bff/cli/`, where this runs. */
const SHIPPED_MODEL = fileURLToPath(new URL('../../../models/full', import.meta.url))

const fail = (problem: string, code: number): never => {
  process.stderr.write(`cx-assist score: ${problem}\n`)
  process.exit(code)
}

const readOptions = (): { readonly model: string; readonly help: boolean } => {
  try {
    return readArguments(process.argv.slice(2), { model: { type: 'string', default: SHIPPED_MODEL } }).values
  } catch (error) {
    if (error instanceof UsageError) return fail(error.message, WRONG_USAGE)
    throw error
  }
}

const write = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

const run = async (model: string): Promise<void> => {
  try {
    const { scorer } = await openModel(model)
    await scoreLines(process.stdin, scorer, write)
    await scorer.release()
  } catch (error) {
    if (error instanceof ModelError) fail(`${model}: ${error.message}`, 1)
    if (error instanceof LineError) fail(error.message, 1)
    throw error
  }
}

// Whoever reads has read enough, as `head` does.
process.stdout.on('error', (error) => {
  process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1)
})
const { model, help } = readOptions()
if (help) process.stdout.write(USAGE)
else await run(model)
