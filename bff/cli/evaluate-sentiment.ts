/** `npm run evaluate:sentiment`: how good a model folder is, on the public rows that it was not trained on. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { ModelError } from '../../shared/model/model-spec.ts'
import { TableError } from '../fallback-index/build/tables.ts'
import { readRules } from '../files/rules-file.ts'
import { readDataSets } from '../scoring/evaluation/data-sets.ts'
import { evaluateSentiment } from '../scoring/evaluation/evaluate.ts'
import { intoCard } from '../scoring/evaluation/model-card.ts'
import { reportOf } from '../scoring/evaluation/report.ts'
import { openModel } from '../scoring/open-model.ts'

const USAGE = `Usage: npm run evaluate:sentiment -- --data DIR [--model DIR] [--config FILE] [--json | --card]

Macro-recall on validation tweets, ROC-AUC of each frustration rule on STAR dialogues and ABCD utterances, the share of
calm and annoyed dialogues that reach each level at any turn and at the end, and confusion matrices; with 95 % intervals.

  --data DIR      holds tweet-sentiment, star-dialogues and abcd
  --model DIR     a model folder as Hugging Face's tools write it, or one of ours (default: the shipped one)
  --config FILE   the rules file whose decay and matrix count (default: the contract's figures)
  --json          for programs
  --card          puts the tables into the model's card, between its two marks
`

/** From `dist/bff/cli/`, where this runs. */
const SHIPPED_MODEL = fileURLToPath(new URL('../../../models/full', import.meta.url))

const fail = (problem: string, code: number): never => {
  process.stderr.write(`evaluate:sentiment: ${problem}\n`)
  process.exit(code)
}

const readOptions = () => {
  try {
    return parseArgs({
      options: {
        data: { type: 'string' },
        model: { type: 'string', default: SHIPPED_MODEL },
        config: { type: 'string' },
        json: { type: 'boolean', default: false },
        card: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    return fail(error instanceof Error ? error.message : 'the options cannot be read', 2)
  }
}

const run = async (data: string, model: string, config: string | undefined): Promise<string | undefined> => {
  const reading = readRules(config)
  if (!reading.ok) return fail(`${config}: ${reading.problems[0]?.path} ${reading.problems[0]?.message}`, 2)
  try {
    const sets = readDataSets(data)
    const { scorer, spec } = await openModel(model)
    const evaluation = await evaluateSentiment(sets, scorer.score, reading.rules.escalation, spec.conversation)
    await scorer.release()
    if (options.json) return `${JSON.stringify(evaluation, null, 2)}\n`
    const report = reportOf(evaluation)
    if (!options.card) return report
    const card = join(model, 'README.md')
    writeFileSync(card, intoCard(readFileSync(card, 'utf8'), report))
    return `${card} is up to date\n`
  } catch (error) {
    if (error instanceof ModelError) return fail(`${model}: ${error.message}`, 1)
    if (error instanceof TableError) return fail(error.message, 1)
    throw error
  }
}

const options = readOptions()
if (options.help) process.stdout.write(USAGE)
else if (options.data === undefined) fail('--data is missing', 2)
else process.stdout.write((await run(options.data, options.model, options.config)) ?? '')
