/** What the bot understands in dialogues that do not say so themselves. */
import type { Dialogue, DialogueTurn } from './dialogues.ts'
import { seededRandom } from './random.ts'

/** The gate of docs/contract.md 1.1: a score below it makes the bot fall back. */
export const UNDERSTOOD_FROM = 0.85
const LOWEST = 0.6
const HIGHEST = 0.99
const WORDS_TO_UNDERSTAND = 4

const round = (score: number): number => Math.round(score * 100) / 100

const saysEnough = ({ speaker, text }: DialogueTurn): boolean =>
  speaker === 'customer' && text.trim().split(/\s+/u).length >= WORDS_TO_UNDERSTAND

/**
 * Gives the dialogue's task as intent to the first customer turns that say enough, with rising scores, until one is
 * understood. A dialogue with intents of its own, or without a task, stays as it is.
 */
export const withIntents = (dialogue: Dialogue): Dialogue => {
  const name = dialogue.tasks[0]
  if (name === undefined || dialogue.turns.some(({ intent }) => intent !== undefined)) return dialogue
  const random = seededRandom(dialogue.id)
  let score = 0
  const turns = dialogue.turns.map((turn) => {
    if (score >= UNDERSTOOD_FROM || !saysEnough(turn)) return turn
    const from = Math.max(LOWEST, score + 0.01)
    score = round(from + random() * (HIGHEST - from))
    return { ...turn, intent: { name, score } }
  })
  return { ...dialogue, turns }
}
