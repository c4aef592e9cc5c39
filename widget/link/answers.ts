/** What the server's answers to our requests come to: read by schema, and put into words where there is none. */

import { type JoinAnswer, joinAnswer, plainAnswer } from '../../shared/wire/socket-events.ts'
import { escalationAck } from '../../shared/wire/socket-reports.ts'
import { describeIssues } from './arriving.ts'
import { JoinFailed } from './follower.ts'
import type { EscalationOutcome, ReportOutcome } from './link.ts'

/** @param ask rejects when no answer came in time. */
export const readJoin = async (ask: () => Promise<unknown>, withinMs: number): Promise<JoinAnswer> => {
  const answer = await ask().catch(() => {
    throw new JoinFailed('no_answer', `no answer to a join within ${withinMs / 1000} s`)
  })
  const parsed = joinAnswer.safeParse(answer)
  if (!parsed.success) throw new JoinFailed('bad_answer', describeIssues(parsed.error))
  return parsed.data
}

/** @param ask rejects when no answer came in time. */
export const readReport = async (ask: () => Promise<unknown>): Promise<ReportOutcome> => {
  try {
    const parsed = plainAnswer.safeParse(await ask())
    if (!parsed.success) return { refused: 'bad_answer' }
    return parsed.data.ok ? 'recorded' : { refused: parsed.data.error.code }
  } catch {
    return { refused: 'no_answer' }
  }
}

/** @param ask rejects when no answer came in time. */
export const readEscalation = async (ask: () => Promise<unknown>): Promise<EscalationOutcome> => {
  try {
    const parsed = escalationAck.safeParse(await ask())
    if (!parsed.success) return { refused: 'bad_answer' }
    const { data } = parsed
    return data.ok ? 'told' : { refused: data.error.code, message: data.error.message }
  } catch {
    return { refused: 'no_answer' }
  }
}
