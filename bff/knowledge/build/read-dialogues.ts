/** Past conversations, with what nobody should keep taken out of every text. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { DialogueError, dialogueProblem, parseDialogueLine } from '../../../shared/dialogues/dialogue-line.ts'
import { type NotedTurn, readNotedTurns } from '../../../shared/dialogues/dialogue-turns.ts'
import type { Masker } from '../../../shared/domain/privacy/mask.ts'
import { codeOf } from '../../fault.ts'
import { linesOf } from '../../scoring/score-lines.ts'
import { KnowledgeSourceError, type Unread } from './source-item.ts'

/** A conversation is a line; none is so long. */
const LONGEST_LINE = 16 * 1024 * 1024

export interface Dialogue {
  readonly language: string | undefined
  readonly turns: readonly NotedTurn[]
}

export interface ReadDialogues {
  readonly file: string
  readonly sha256: string
  readonly dialogues: readonly Dialogue[]
  readonly unread: readonly Unread[]
}

const maskedTurns = (turns: readonly NotedTurn[], mask: Masker): readonly NotedTurn[] =>
  turns.map((turn) => ({ ...turn, text: mask(turn.text).text }))

const dialogueOf = (line: string, where: string, mask: Masker): Dialogue => {
  const { language, spoken } = parseDialogueLine(line, where)
  const turns = readNotedTurns(spoken)
  if (!turns.ok) throw dialogueProblem(where, turns.problems)
  return { language: language ?? undefined, turns: maskedTurns(turns.value, mask) }
}

/**
 * @param path JSON lines, gzipped where the name ends in `.gz`
 * @throws KnowledgeSourceError where the file cannot be read, or no line of it
 */
export const readDialogues = async (path: string, mask: Masker): Promise<ReadDialogues> => {
  const dialogues: Dialogue[] = []
  const unread: Unread[] = []
  let number = 0
  const takeLine = (line: string): void => {
    const where = `${path}, line ${number}`
    try {
      dialogues.push(dialogueOf(line, where, mask))
    } catch (error) {
      if (!(error instanceof DialogueError)) throw error
      unread.push({ where, why: error.message.slice(where.length).replace(/^:\s*/u, '') })
    }
  }
  const hashed = createHash('sha256')
  const take = async (input: AsyncIterable<Uint8Array>): Promise<void> => {
    for await (const lines of linesOf(input, LONGEST_LINE)) {
      for (const each of lines) {
        number += 1
        const line = number === 1 ? each.replace(/^\uFEFF/u, '') : each
        if (line.trim() !== '') takeLine(line)
      }
    }
  }
  try {
    const file = createReadStream(path)
    file.on('data', (bytes) => hashed.update(bytes))
    await (path.toLowerCase().endsWith('.gz') ? pipeline(file, createGunzip(), take) : pipeline(file, take))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    throw new KnowledgeSourceError(`${path} cannot be read (${codeOf(error)})`)
  }
  if (dialogues.length === 0) throw new KnowledgeSourceError(`${path} holds no conversation that can be read`)
  return { file: basename(path), sha256: hashed.digest('hex'), dialogues, unread }
}
