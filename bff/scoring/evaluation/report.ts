/** An evaluation as the Markdown that model cards carry. */
import type { SentimentEvaluation } from './evaluate.ts'
import type { Estimate } from './figures.ts'

const percent = (value: number): string => (Number.isNaN(value) ? '-' : (value * 100).toFixed(1))
const withInterval = ({ value, from, to }: Estimate): string => `${percent(value)} (${percent(from)} to ${percent(to)})`

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

const CLASSES = ['negative', 'neutral', 'positive']

const reachedTable = (rules: SentimentEvaluation['rules'], when: 'ever' | 'end'): string =>
  table(
    ['rule', 'calm: supervisor', 'calm: manager', 'annoyed: supervisor', 'annoyed: manager'],
    rules.map(({ rule, calm, annoyed }) => [
      rule,
      ...[calm[when].supervisor, calm[when].manager, annoyed[when].supervisor, annoyed[when].manager].map(withInterval),
    ]),
  )

/** Figures in percent, 95 % intervals in brackets. */
export const reportOf = ({ tweets, dialogues, support, rules }: SentimentEvaluation): string => {
  const parts = [
    `Macro-averaged recall over negative, neutral and positive, in percent (95 % interval):`,
    table(
      ['rows', 'number', 'macro-recall'],
      tweets.map(({ name, rows, macroRecall }) => [name, String(rows), withInterval(macroRecall)]),
    ),
    ...tweets.map(({ name, confusion }) =>
      [
        `Confusion on ${name}: rows are what was meant, columns what the model said.`,
        table(
          ['', ...CLASSES],
          confusion.map((row, i) => [CLASSES[i] ?? '', ...row.map(String)]),
        ),
      ].join('\n\n'),
    ),
    `ROC-AUC of each rule, in percent (95 % interval): ${dialogues.annoyed} annoyed against ${dialogues.calm} calm STAR dialogues, by the highest and by the last figure of the conversation, and ${support.upset} upset ABCD utterances against ${support.others} others:`,
    table(
      ['rule', 'annoyed dialogues, highest', 'annoyed dialogues, at the end', 'upset utterances'],
      rules.map((each) => [
        each.rule,
        ...[each.annoyedByHighest, each.annoyedByLast, each.upsetUtterances].map(withInterval),
      ]),
    ),
    `STAR dialogues that ever reach a level, in percent (95 % interval):`,
    reachedTable(rules, 'ever'),
    `STAR dialogues that have a level at their end, in percent (95 % interval):`,
    reachedTable(rules, 'end'),
  ]
  return `${parts.join('\n\n')}\n`
}
