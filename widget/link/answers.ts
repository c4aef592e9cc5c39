/** What the server's answers to our requests come to: read by schema, and put into words where there is none. */

import { type JoinAnswer, joinAnswer, plainAnswer } from '../../shared/wire/socket-events.ts'
import { describeIssues } from './arriving.ts'
import { JoinFailed } from './follower.ts'
import type { Reply } from './link.ts'

/** @param ask rejects when no answer came in time. */
export const readJoin = async (ask: () => Promise<unknown>, withinMs: number): Promise<JoinAnswer> => {
  const answer = await ask().catch(() => {
    throw new JoinFailed('no_answer', `no answer to a join within ${withinMs / 1000} s`)
  })
  const parsed = joinAnswer.safeParse(answer)
  if (!parsed.success) throw new JoinFailed('bad_answer', describeIssues(parsed.error))
  return parsed.data
}

/**
 * Whether the server accepted, and else why not. What an answer holds beside that is read by whoever asked, so its schema
 * stays out of the core module.
 * @param ask rejects when no answer came in time.
 */
export const readReply = async (ask: () => Promise<unknown>): Promise<Reply> => {
  try {
    const answer = await ask()
    const parsed = plainAnswer.safeParse(answer)
    if (!parsed.success) return { refused: 'bad_answer' }
    const { data } = parsed
    return data.ok ? { answer } : { refused: data.error.code, message: data.error.message }
  } catch {
    return { refused: 'no_answer' }
  }
}
