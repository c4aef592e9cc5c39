/** One line of a dialogue file: a conversation as JSON, with its turns still as they were written. */
import * as z from 'zod/mini'
import { parseOrProblem } from '../wire/problem.ts'

const known = z.nullish(z.string())
const list = z.optional(z.array(z.unknown(), 'must be a list'))

const dialogueLine = z.object({
  id: z.nullish(z.union([z.string(), z.number()], 'must be a text or a number')),
  tasks: z.nullish(z.array(z.string())),
  customerName: known,
  channel: known,
  language: known,
  turns: list,
  messages: list,
})

interface DialogueLine extends Omit<z.infer<typeof dialogueLine>, 'turns' | 'messages'> {
  /** `turns` or `messages`, unread. */
  readonly spoken: readonly unknown[]
}

/** A line that is no dialogue. The message names file, line and what is wrong. */
export class DialogueError extends Error {
  override readonly name = 'DialogueError'
}

/** @param where file and line */
export const dialogueProblem = (
  where: string,
  problems: readonly { readonly path: string; readonly message: string }[],
): DialogueError =>
  new DialogueError(
    `${where}: ${problems.map(({ path, message }) => `${path === '' ? 'the line' : path}: ${message}`).join('; ')}`,
  )

/**
 * @param where file and line, for what is wrong with it
 * @throws {DialogueError}
 */
export const parseDialogueLine = (line: string, where: string): DialogueLine => {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new DialogueError(`${where}: not JSON`)
  }
  const parsed = parseOrProblem(dialogueLine, value)
  if (!parsed.ok) throw dialogueProblem(where, parsed.errors)
  const { turns, messages, ...rest } = parsed.value
  const spoken = turns ?? messages
  if (spoken === undefined) {
    throw dialogueProblem(where, [{ path: 'turns', message: 'is missing: a list of what was said' }])
  }
  return { ...rest, spoken }
}
