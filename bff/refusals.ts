/** How requests of widgets are refused. */
import type { RequestRefusal, RequestRefusalCode } from '../shared/wire/refusal.ts'

export const refuse = (code: RequestRefusalCode, message: string): RequestRefusal => ({
  ok: false,
  error: { code, message },
})

/** Who may not see a conversation learns nothing about it, not even that there is none. */
export const NOT_COVERED = refuse('forbidden', 'the token does not cover this conversation')

/** By whose token it is, what is refused that the other role alone may ask. */
export const NOT_THEIRS = {
  agent: refuse('forbidden', 'only a supervisor may ask this'),
  supervisor: refuse('forbidden', 'a supervisor reads, and leaves this to the agent'),
} as const

export const NEVER_WAS = refuse('not_found', 'there is no such conversation, or nothing of that id in it')
