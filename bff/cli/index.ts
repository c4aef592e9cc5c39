/** `cx-assist index`: builds and measures the index that misunderstood utterances are ranked with. */

import { ModelError } from '../../shared/model/model-spec.ts'
import { buildIndex } from '../fallback-index/build/build.ts'
import { type Evaluation, type EvaluationRow, evaluate, evaluationRows } from '../fallback-index/build/evaluate.ts'
import type { Interval } from '../fallback-index/build/interval.ts'
import { readSentences } from '../fallback-index/build/read-sentences.ts'
import { readTable, TableError } from '../fallback-index/build/tables.ts'
import { usefulThreads } from '../fallback-index/build/training-threads.ts'
import { NpyError } from '../fallback-index/format/npy-error.ts'
import { readFallbackIndex } from '../fallback-index/read-index.ts'
import { openSentenceEncoder } from '../fallback-index/sentence/open-sentence-encoder.ts'
import { isEncoding } from '../files/decode-text.ts'
import { readRules } from '../files/rules-file.ts'
import { IndexError } from '../index-files.ts'
import { SHIPPED_SENTENCE_ENCODER } from '../start/shipped.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'

const USAGE = `Usage:
  cx-assist index build --training FILE [--log FILE …] --out DIR
  cx-assist index evaluate --index DIR --rows FILE

build: makes an index from an NLU training export and logs of what the bot took for what (predicted, actual, count).
Agents' choices, kept in DATA_DIR/confirmed-intents.jsonl, are such a log. An export is what Cognigy, Rasa, Dialogflow, LUIS,
Watson or CLINC give away (.csv, .json, .yml, .md, or the folder of a Dialogflow agent), or a .tsv, .csv or .jsonl file with the
columns text and intent. The intents "oos", "None" and "out_of_scope" mark utterances that belong to none.
  --encoding NAME          of an export that is neither UTF-8 nor says what it is, such as windows-1252
  --out-of-scope-share S   of what the bot does not understand, the share that is no intent of yours (default 0.2)
  --encoder sentence|ngram what reads utterances beside the n-grams of your export: a sentence encoder for English, which an
                           index is 8 MB larger with and the service some 120 MB, or nothing (default: sentence, where the
                           export is in English)
  --threads N              networks trained side by side (default: as many as there are cores, at most 4)

evaluate: measures an index on rows of actual, predicted, confidence and text; rows that the bot got right are left out.
  --config FILE            the rules file to decide by (default: the contract's figures)
  --json                   for programs
`

const DEFAULT_SHARE = 0.2

const demand = (value: string | undefined, option: string): string => {
  if (value === undefined || value === '') throw new UsageError(`--${option} is missing`)
  return value
}

const say = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const build = async (args: string[]): Promise<void> => {
  const { values } = readArguments(args, {
    training: { type: 'string' },
    log: { type: 'string', multiple: true, default: [] },
    out: { type: 'string' },
    encoding: { type: 'string' },
    encoder: { type: 'string' },
    'out-of-scope-share': { type: 'string', default: String(DEFAULT_SHARE) },
    threads: { type: 'string', default: String(usefulThreads()) },
  })
  if (values.encoding !== undefined && !isEncoding(values.encoding)) {
    throw new UsageError('--encoding is none that is known: windows-1252, iso-8859-15, utf-16le and shift_jis are')
  }
  const outOfScopeShare = Number(values['out-of-scope-share'])
  if (!(outOfScopeShare > 0 && outOfScopeShare < 1)) throw new UsageError('--out-of-scope-share is not between 0 and 1')
  const { encoder } = values
  if (encoder !== undefined && encoder !== 'sentence' && encoder !== 'ngram') {
    throw new UsageError('--encoder is neither sentence nor ngram')
  }
  const threads = Number(values.threads)
  if (!Number.isInteger(threads) || threads < 1) throw new UsageError('--threads is no number from 1 up')
  const startedAt = performance.now()
  const out = demand(values.out, 'out')
  const { intents, mistakes } = await buildIndex({
    training: demand(values.training, 'training'),
    encoding: values.encoding,
    logs: values.log,
    out,
    outOfScopeShare,
    sentenceEncoder:
      encoder === 'ngram' ? undefined : { folder: SHIPPED_SENTENCE_ENCODER, always: encoder === 'sentence' },
    threads,
    builtAt: new Date().toISOString(),
    builtBy: 'cx-assist index build',
    say,
  })
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  process.stdout.write(`${out}: ${intents} intents, ${mistakes} mistakes, built in ${seconds} s\n`)
}

const percent = (share: number | undefined, interval?: Interval): string => {
  if (share === undefined) return '-'
  const within = interval && ` (${(interval.from * 100).toFixed(1)}-${(interval.to * 100).toFixed(1)})`
  return `${(share * 100).toFixed(1)} %${within ?? ''}`
}

const tableOf = ({ rows, outOfScopeRows, understood, figures, calibration }: Evaluation): string => {
  const lines = [
    ['', 'recall@3', 'resolved', 'escalated', 'out of scope escalated'],
    ...figures.map((each) => [
      each.rule,
      percent(each.recallAt3, each.intervals.recallAt3),
      percent(each.resolved, each.intervals.resolved),
      percent(each.escalated),
      percent(each.outOfScopeEscalated, each.intervals.outOfScopeEscalated),
    ]),
  ]
  const bins = calibration.flatMap((bin) =>
    bin.rows === 0 ? [] : [[bin.score.toFixed(2), bin.held.toFixed(2), String(bin.rows)]],
  )
  return [
    `${rows} misunderstood rows, ${outOfScopeRows} of them out of scope; ${understood} rows that the bot got right are left out`,
    '',
    ...aligned(lines),
    '',
    'highest score, and how often the suggested intents held what was meant:',
    ...aligned([['score', 'held', 'rows'], ...bins]),
    '',
  ].join('\n')
}

const aligned = (lines: readonly (readonly string[])[]): string[] => {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines.map((line) =>
    line
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('   ')
      .trimEnd(),
  )
}

const evaluateIndex = async (args: string[]): Promise<void> => {
  const { values } = readArguments(args, {
    index: { type: 'string' },
    rows: { type: 'string' },
    config: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  const reading = readRules(values.config)
  if (!reading.ok) {
    throw new UsageError(reading.problems.map(({ path, message }) => `--config: ${path} ${message}`).join('; '))
  }
  const folder = demand(values.index, 'index')
  const { index, sentence } = await readFallbackIndex(folder)
  const table = readTable(demand(values.rows, 'rows'), ['actual', 'predicted', 'confidence', 'text'])
  const rows = evaluationRows(table)
  const heard = sentence === undefined ? rows : await readAll(folder, rows)
  const evaluation = evaluate(index, heard, reading.rules.fallback)
  process.stdout.write(values.json ? `${JSON.stringify(evaluation)}\n` : tableOf(evaluation))
}

const readAll = async (folder: string, rows: readonly EvaluationRow[]): Promise<EvaluationRow[]> => {
  const encoder = await openSentenceEncoder(folder)
  const vectors = await readSentences(
    encoder,
    rows.map(({ text }) => text),
  )
  await encoder.release()
  return rows.map((row, n) => ({ ...row, sentence: vectors[n] }))
}

const isOperatorError = (error: unknown): error is Error =>
  error instanceof TableError || error instanceof IndexError || error instanceof NpyError || error instanceof ModelError

const [command, ...rest] = process.argv.slice(2)
try {
  if (command === '--help' || command === '-h' || rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(USAGE)
  } else if (command === 'build') await build(rest)
  else if (command === 'evaluate') await evaluateIndex(rest)
  else throw new UsageError(command === undefined ? 'build or evaluate?' : `there is no "index ${command}"`)
} catch (error) {
  const isUsage = error instanceof UsageError
  if (!isUsage && !isOperatorError(error)) throw error
  process.stderr.write(`cx-assist index: ${error.message}\n`)
  process.exitCode = isUsage ? WRONG_USAGE : 1
}
