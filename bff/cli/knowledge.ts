/** `cx-assist knowledge`: builds, measures and searches what agents are helped with, and tells what it lacks. */
import { createMasker } from '../../shared/domain/privacy/mask.ts'
import { readTable, TableError } from '../fallback-index/build/tables.ts'
import { usefulThreads } from '../fallback-index/build/training-threads.ts'
import { IndexError } from '../index-files.ts'
import { buildKnowledge } from '../knowledge/build/build.ts'
import { readDialogues } from '../knowledge/build/read-dialogues.ts'
import { KnowledgeSourceError } from '../knowledge/build/source-item.ts'
import { type Evaluation, evaluateDialogues, evaluateQuestions, type Question } from '../knowledge/evaluate/evaluate.ts'
import { readKnowledge } from '../knowledge/read-knowledge.ts'
import { numberChecks } from '../privacy/number-checks.ts'
import { readArguments, UsageError, WRONG_USAGE } from './arguments.ts'
import { findGaps, gapsText } from './knowledge/gaps.ts'
import { LogError } from './knowledge/read-searches.ts'

const USAGE = `Usage:
  cx-assist knowledge build --from PATH … [--language TAG] [--dialogues FILE …] --out DIR
  cx-assist knowledge evaluate --index DIR (--rows FILE | --dialogues FILE)
  cx-assist knowledge search --index DIR WORDS…
  cx-assist knowledge gaps --log FILE…

build: makes a knowledge folder from what you have. PATH is a file or a folder with all below it; .gz is unpacked.
  .md .html .txt             an article each, with front matter (title, url, language, tags, audience) where there is some
  .csv .tsv .jsonl .json     rows of title, text, url, kind (article or reply), shortcut, language, tags, audience;
                             exports of Zendesk Help Center and Chatwoot's canned responses as they are
  .ctxt                      Cognigy Knowledge
  --dialogues FILE           past conversations (JSON lines, .gz): answers that recur become replies, and what led to each
                             is what ranks them
  --language TAG             of what names none
  --threads N                networks trained side by side (default: as many as there are cores, at most 4)

evaluate: recall@1, recall@3, mean reciprocal rank and the share answered, with plain BM25 beside.
  --rows FILE                query and expected (an id, title or text); several rows may have one query
  --dialogues FILE           each turn of an agent: what would have been offered before it
  --json                     for programs

search: prints what the words find.
  --limit N                  1 to 20 (default 6)

gaps: what agents searched for without a result, like queries as one, the most frequent first. Their words are only known
where privacy.keepQueries of the rules file was on.
  --log FILE                 what METRICS_LOG wrote (JSON lines, .gz)
  --limit N                  at most so many (default 50)
  --json                     for programs
`

const BUILT_BY = 'cx-assist knowledge build'
const DEFAULT_LIMIT = 6
const MOST_HITS = 20

const demand = (value: string | undefined, option: string): string => {
  if (value === undefined || value === '') throw new UsageError(`--${option} is missing`)
  return value
}

const wholeNumber = (value: string, option: string, most: number): number => {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new UsageError(`--${option} is no number from 1 to ${most}`)
}

const MOST_THREADS = 64

/** Past conversations are kept without anything that names somebody, whatever the rules of the service hide. */
const mask = createMasker(
  { mask: ['card', 'iban', 'email', 'phone', 'us_ssn'], patterns: {}, phoneCountries: ['US'] },
  numberChecks,
)

const build = async (args: readonly string[]): Promise<void> => {
  const options = {
    from: { type: 'string', multiple: true, default: [] as string[] },
    language: { type: 'string' },
    dialogues: { type: 'string', multiple: true, default: [] as string[] },
    out: { type: 'string' },
    threads: { type: 'string', default: String(usefulThreads()) },
  } as const
  // "--from a b" is what a shell makes of "--from articles/*".
  const { values, positionals } = readArguments(args, options, true)
  const from = [...values.from, ...positionals]
  if (from.length === 0 && values.dialogues.length === 0) throw new UsageError('--from is missing')
  const { language } = values
  if (language !== undefined && !/^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/u.test(language)) {
    throw new UsageError('--language is no language tag, such as en or de-AT')
  }
  const startedAt = performance.now()
  const out = demand(values.out, 'out')
  const { articles, passages, replies, mined, unread, drafts, answers } = await buildKnowledge({
    from,
    language,
    dialogues: values.dialogues,
    out,
    mask,
    threads: wholeNumber(values.threads, 'threads', MOST_THREADS),
    builtBy: BUILT_BY,
    say: (line) => process.stderr.write(`${line}\n`),
  })
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10
  const parts = [
    `${articles} articles in ${passages} passages`,
    `${replies} replies${mined > 0 ? ` (${mined} of them found in conversations)` : ''}`,
    ...(answers > 0 ? [`ranked by ${answers} answers`] : []),
    ...(drafts > 0 ? [`${drafts} drafts left out`] : []),
    `${unread} rows unread`,
  ]
  process.stdout.write(`${out}: ${parts.join(', ')}, built in ${seconds} s\n`)
}

const percent = (share: number | undefined): string => (share === undefined ? '-' : `${(share * 100).toFixed(1)} %`)

const report = (evaluation: Evaluation, noun: string): string => {
  const { count, leftOut, ours, plain, bins, calibrationError, errorByChance } = evaluation
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(10), ...cells.map((each) => each.padStart(10))].join('')
  const figures = ({ recallAt1, recallAt3, mrr, answered }: Evaluation['ours']): readonly string[] => [
    percent(recallAt1),
    percent(recallAt3),
    mrr.toFixed(3),
    percent(answered),
  ]
  return [
    ...(leftOut > 0 ? [`${leftOut} turns of agents name no canned reply: left out`] : []),
    line('', ['recall@1', 'recall@3', 'MRR', 'answered']),
    line('knowledge', figures(ours)),
    line('plain BM25', figures(plain)),
    '',
    `answered: the first hit has a confidence of .5 or more; right of those: ${percent(ours.rightOfAnswered)}`,
    `confidence of the first hit, and how often it was right (off by ${calibrationError.toFixed(3)} on average; by chance alone ${errorByChance.mean.toFixed(3)}, in one of twenty ${errorByChance.below.toFixed(3)} or more):`,
    ...bins.flatMap(({ said, held, count: rows }) =>
      rows === 0 ? [] : [line(said.toFixed(2), [held.toFixed(2), String(rows)])],
    ),
    '',
    `recall@3 ${ours.recallAt3.toFixed(4)} of ${count} ${noun}`,
    '',
  ].join('\n')
}

const questionsOf = (path: string): readonly Question[] => {
  const expected = new Map<string, string[]>()
  for (const { line, cells } of readTable(path, ['query', 'expected']).rows) {
    const query = cells.get('query')?.trim() ?? ''
    const right = cells.get('expected')?.trim() ?? ''
    if (query === '' || right === '') throw new TableError(`${path}, line ${line}: query or expected is empty`)
    expected.set(query, [...(expected.get(query) ?? []), right])
  }
  if (expected.size === 0) throw new TableError(`${path} has no rows`)
  return [...expected].map(([query, each]) => ({ query, expected: each }))
}

const evaluate = async (args: readonly string[]): Promise<void> => {
  const { values } = readArguments(args, {
    index: { type: 'string' },
    rows: { type: 'string' },
    dialogues: { type: 'string' },
    json: { type: 'boolean', default: false },
  })
  if ((values.rows === undefined) === (values.dialogues === undefined))
    throw new UsageError('give --rows or --dialogues, one of them')
  const { knowledge } = await readKnowledge(demand(values.index, 'index'))
  const result =
    values.dialogues === undefined
      ? evaluateQuestions(knowledge, questionsOf(values.rows ?? ''))
      : evaluateDialogues(knowledge, (await readDialogues(values.dialogues, mask)).dialogues)
  process.stdout.write(
    values.json ? `${JSON.stringify(result)}\n` : report(result, values.dialogues === undefined ? 'queries' : 'turns'),
  )
}

const LONGEST_SHOWN = 160

const search = async (args: readonly string[]): Promise<void> => {
  const options = { index: { type: 'string' }, limit: { type: 'string', default: String(DEFAULT_LIMIT) } } as const
  const { values, positionals } = readArguments(args, options, true)
  const words = positionals.join(' ').trim()
  if (words === '') throw new UsageError('what should be searched for?')
  const limit = wholeNumber(values.limit, 'limit', MOST_HITS)
  const { knowledge } = await readKnowledge(demand(values.index, 'index'))
  const hits = knowledge.search(words, limit, { isTyping: true })
  const lines = hits.flatMap(({ entry, confidence }) => {
    const text = entry.text.replace(/\s+/gu, ' ')
    const marks = [entry.kind, entry.language, entry.audience === 'internal' ? 'internal' : undefined].filter(
      (each) => each !== undefined,
    )
    return [
      `${confidence.toFixed(2)}  ${entry.title ?? entry.shortcut ?? entry.id}  [${entry.id}; ${marks.join(', ')}]`,
      `      ${text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text}`,
      ...(entry.url === undefined ? [] : [`      ${entry.url}`]),
    ]
  })
  process.stdout.write(hits.length === 0 ? 'nothing found\n' : `${lines.join('\n')}\n`)
}

const DEFAULT_GAPS = 50
const MOST_GAPS = 10_000

const gaps = async (args: readonly string[]): Promise<void> => {
  const options = {
    log: { type: 'string', multiple: true, default: [] as string[] },
    limit: { type: 'string', default: String(DEFAULT_GAPS) },
    json: { type: 'boolean', default: false },
  } as const
  // "--log a b" is what a shell makes of "--log metrics*.jsonl".
  const { values, positionals } = readArguments(args, options, true)
  const logs = [...values.log, ...positionals]
  if (logs.length === 0) throw new UsageError('--log is missing')
  const limit = wholeNumber(values.limit, 'limit', MOST_GAPS)
  const found = await findGaps(logs)
  if (found.unread > 0) process.stderr.write(`${found.unread} lines are no JSON: passed over\n`)
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : gapsText(found, limit))
}

const isOperatorError = (error: unknown): error is Error =>
  error instanceof KnowledgeSourceError ||
  error instanceof IndexError ||
  error instanceof TableError ||
  error instanceof LogError

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = { build, evaluate, search, gaps }

const [command = '', ...rest] = process.argv.slice(2)
try {
  const wanted = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined
  if (command === '--help' || command === '-h' || rest.includes('--help') || rest.includes('-h'))
    process.stdout.write(USAGE)
  else if (wanted !== undefined) await wanted(rest)
  else throw new UsageError(command === '' ? 'build, evaluate, search or gaps?' : `there is no "knowledge ${command}"`)
} catch (error) {
  const isUsage = error instanceof UsageError
  if (!isUsage && !isOperatorError(error)) throw error
  process.stderr.write(`cx-assist knowledge: ${error.message}\n`)
  process.exitCode = isUsage ? WRONG_USAGE : 1
}
