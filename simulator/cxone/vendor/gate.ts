/** What every call of the two APIs goes through, and how each of them words a refusal. */
import { randomUUID } from 'node:crypto'
import { type Answer, type Call, Refused } from '../../http/answer.ts'
import type { CxoneVendorParts, Handle } from './parts.ts'
import type { Opens } from './tokens.ts'

const demandAccept = (call: Call): void => {
  const accepted = (call.header('accept') ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase())
  if (!accepted.includes('application/json')) throw new Refused(406, 'No known way to render data: Accept is missing')
}

const WORDING = {
  acd: (status: number, reason: string) => ({ error: `error_${status}`, error_description: reason }),
  digital: (_status: number, reason: string) => ({ errors: [{ message: reason }], uid: randomUUID() }),
} satisfies Record<Opens, (status: number, reason: string) => unknown>

const correlated = (answer: Answer): Answer => ({
  ...answer,
  headers: { ...answer.headers, correlationid: randomUUID() },
})

/** A route of one of the APIs: let in by a token, answered in its own words, each answer with an id for the log. */
export const gated =
  (parts: CxoneVendorParts, what: Opens, handle: (call: Call) => Answer | Promise<Answer>): Handle =>
  async (call) => {
    try {
      parts.enter(call, what)
      demandAccept(call)
      return correlated(await handle(call))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const { status, headers } = error.answer
      const body = WORDING[what](status, error.message)
      throw new Refused(status, error.message, correlated({ status, body, ...(headers !== undefined && { headers }) }))
    }
  }
