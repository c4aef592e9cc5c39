/** How requests of widgets are refused. */
import type { RequestRefusal, RequestRefusalCode } from '../shared/wire/refusal.ts'

export const refuse = (code: RequestRefusalCode, message: string): RequestRefusal => ({
  ok: false,
  error: { code, message },
})

/** Who may not see a conversation learns nothing about it, not even that there is none. */
export const NOT_COVERED = refuse('forbidden', 'the token does not cover this conversation')

export const NEVER_WAS = refuse('not_found', 'there is no such conversation, or nothing of that id in it')
