/** `npm run evaluate:summary`: how well summaries by rules name why customers came, on dialogues that are labelled with it. */
import { parseArgs } from 'node:util'
import { extract } from '../../shared/domain/wrap-up/extract.ts'
import type { Summary } from '../../shared/domain/wrap-up/material.ts'
import { type LabelledDialogue, readDialogues } from './dialogues.ts'
import { REASONS } from './reasons.ts'

const USAGE = `Usage: npm run evaluate:summary -- --data DIR [--count N] [--show N [--from N]] [--missed]

  --data DIR   holds star-dialogues and abcd; nothing of it is kept
  --count N    dialogues of STAR that are judged, spread over all with one task (default 200)
  --show N     prints so many dialogues with their summaries, for reading
  --from N     where those begin (default 0)
  --missed     prints the summaries that do not name the task
`
/** From this figure on the rules take an utterance for upset; dialogues in files come without figures. */
const ELEVATED_FROM = 0.35

const summaryOf = ({ utterances }: LabelledDialogue): Summary =>
  extract({ utterances, scores: [], elevatedFrom: ELEVATED_FROM })

const namesTask = (task: string, { points }: Summary): boolean => {
  const reason = points
    .filter(({ kind }) => kind === 'reason')
    .map(({ text }) => text.toLowerCase())
    .join(' ')
  return (REASONS[task] ?? []).some((word) => reason.includes(word))
}

/** Points that name nobody, or what is not in the conversation; and quotes that nobody said. */
const unfounded = ({ utterances }: LabelledDialogue, { points }: Summary): number => {
  const ids = new Set(utterances.map(({ utteranceId }) => utteranceId))
  return points.filter(({ utteranceIds }) => utteranceIds.length === 0 || !utteranceIds.every((id) => ids.has(id)))
    .length
}

const shown = (dialogue: LabelledDialogue, isWhole: boolean): string => {
  const { headline, points } = summaryOf(dialogue)
  const said = isWhole
    ? dialogue.utterances.map(({ utteranceId, speaker, text }) => `    ${utteranceId} ${speaker}: ${text}`)
    : []
  const lines = points.map(({ kind, text, utteranceIds }) => `  ${kind}: ${text} [${utteranceIds.join(' ')}]`)
  return [`== ${dialogue.name} ${dialogue.task}`, ...said, `  ${headline}`, ...lines, ''].join('\n')
}

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    count: { type: 'string', default: '200' },
    show: { type: 'string', default: '0' },
    from: { type: 'string', default: '0' },
    missed: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const run = (data: string): void => {
  const star = readDialogues(data, 'star').filter(({ task }) => REASONS[task] !== undefined)
  const count = Math.min(Number(values.count), star.length)
  // Spread over the whole file, which is sorted by nothing that matters here.
  const judged = Array.from({ length: count }, (_, n) => star[Math.floor((n * star.length) / count)]).filter(
    (dialogue) => dialogue !== undefined,
  )
  const abcd = readDialogues(data, 'abcd')
  const missed = judged.filter((dialogue) => !namesTask(dialogue.task, summaryOf(dialogue)))
  const wrong = [...judged, ...abcd].reduce((sum, dialogue) => sum + unfounded(dialogue, summaryOf(dialogue)), 0)
  const points = judged.reduce((sum, dialogue) => sum + summaryOf(dialogue).points.length, 0)
  const from = Number(values.from)
  const read = [...abcd, ...judged].slice(from, from + Number(values.show))
  process.stdout.write(read.map((dialogue) => shown(dialogue, true)).join('\n'))
  if (values.missed) process.stdout.write(missed.map((dialogue) => shown(dialogue, true)).join('\n'))
  const named = count - missed.length
  process.stdout.write(`the task is named in ${named} of ${count} (${((100 * named) / count).toFixed(1)} %)\n`)
  process.stdout.write(
    `points without an utterance behind them: ${wrong}; points a summary: ${(points / count).toFixed(1)}\n`,
  )
}

if (values.help) process.stdout.write(USAGE)
else if (values.data === undefined) {
  process.stderr.write(`evaluate:summary: --data is missing\n${USAGE}`)
  process.exitCode = 2
} else run(values.data)
