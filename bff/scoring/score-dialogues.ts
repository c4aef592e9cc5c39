/** Dialogues in, a line for each of the customer's turns out: what agents and Cognigy would have been told then. */
import { DialogueError, dialogueProblem, parseDialogueLine } from '../../shared/dialogues/dialogue-line.ts'
import { readSpokenTurns } from '../../shared/dialogues/dialogue-turns.ts'
import { saidBefore } from '../../shared/domain/frustration/cues.ts'
import {
  type ConversationFigures,
  conversationFrustration,
  levelOf,
  type SentimentScores,
  utteranceFrustration,
} from '../../shared/domain/frustration/frustration.ts'
import type { Scorer } from '../../shared/model/scorer.ts'
import { defaultRules } from '../../shared/rules.ts'
import { linesOf } from './score-lines.ts'

/** A dialogue is a line; no conversation is so long. */
const LONGEST_DIALOGUE = 16 * 1024 * 1024

interface SaidTurn {
  readonly speaker: string
  readonly text: string
}

/**
 * Scores of the customer's turns, in order, each as it sounded where it was said.
 *
 * @param turns of all who spoke, oldest first
 */
export const scoresInContext = async <T extends SaidTurn>(
  turns: readonly T[],
  score: Scorer['score'],
): Promise<readonly { readonly turn: T; readonly scores: SentimentScores }[]> => {
  const scored: { turn: T; scores: SentimentScores }[] = []
  for (const [at, turn] of turns.entries()) {
    if (turn.speaker === 'customer') scored.push({ turn, scores: await score(turn.text, saidBefore(turns, at)) })
  }
  return scored
}

/** Tabs and line ends would make columns and lines of their own. */
const inOneCell = (text: string): string => text.replace(/\s+/gu, ' ').trim()

const linesOfDialogue = async (
  line: string,
  where: string,
  number: number,
  score: Scorer['score'],
  ofModel: ConversationFigures | undefined,
): Promise<string> => {
  const { id, spoken } = parseDialogueLine(line, where)
  const read = readSpokenTurns(spoken)
  if (!read.ok) throw dialogueProblem(where, read.problems)
  const scored = await scoresInContext(read.value, score)
  const name = inOneCell(String(id ?? `line-${number}`))
  const rules = defaultRules.escalation
  const figures = scored.map(({ scores }) => utteranceFrustration(scores, rules))
  const lines = scored.map(({ turn }, i) => {
    const conversation = conversationFrustration(figures.slice(0, i + 1), rules, ofModel)
    const cells = [(figures[i] ?? 0).toFixed(6), conversation.toFixed(6), levelOf(conversation, rules.matrix)]
    return `${[name, turn.index, ...cells].join('\t')}\n`
  })
  return lines.join('')
}

/**
 * @param input JSON lines, a dialogue each
 * @param file its name, for what is wrong with a line
 * @param write resolves when more may be written
 * @throws {DialogueError} at the first line that is no dialogue
 */
export const scoreDialogues = async (
  input: AsyncIterable<Uint8Array>,
  file: string,
  { score }: Pick<Scorer, 'score'>,
  ofModel: ConversationFigures | undefined,
  write: (text: string) => Promise<void>,
): Promise<void> => {
  let number = 0
  for await (const lines of linesOf(input, LONGEST_DIALOGUE)) {
    for (const each of lines) {
      number += 1
      const line = number === 1 ? each.replace(/^\uFEFF/, '') : each
      if (line.trim() === '') continue
      if (line.length >= LONGEST_DIALOGUE) throw new DialogueError(`${file}, line ${number}: longer than is read`)
      await write(await linesOfDialogue(line, `${file}, line ${number}`, number, score, ofModel))
    }
  }
}
