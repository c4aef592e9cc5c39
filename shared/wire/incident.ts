/** The lines of a recording (`RECORD_LOG`, `cx-assist record`). Further fields may come; their meaning does not change. */
import * as z from 'zod/mini'
import { instant } from './identifiers.ts'

/** The first line of each file. */
export const incidentHead = z.object({ eventType: z.literal('INCIDENT_RECORDING'), formatVersion: z.int() })
export type IncidentHead = z.infer<typeof incidentHead>

const word = z.string().check(z.maxLength(1000))

/** One webhook. */
export const incidentLine = z.object({
  eventType: z.literal('WEBHOOK'),
  /** When it was taken. */
  at: instant,
  path: z.string().check(z.regex(/^\/webhook\/[\w/-]{1,200}$/, 'must be the path of a webhook')),
  /** Stands for the delivery's id; absent where it had none. */
  delivery: z.optional(word),
  /** Of the answer; absent where nobody waited for one. */
  status: z.optional(z.int().check(z.minimum(100), z.maximum(599))),
  /** What the answer says became of it, such as `routed Billing Support`. */
  outcome: z.optional(word),
  ms: z.number().check(z.minimum(0)),
  upstreams: z.array(z.object({ upstream: word, operation: word, outcome: word })),
  /** `excess`: more than is read; `no_json`: it could not be read. Neither has a body. */
  form: z.enum(['json', 'no_json', 'excess']),
  /** Masked. */
  body: z.optional(z.unknown()),
})
export type IncidentLine = z.infer<typeof incidentLine>

const told = z.catch(z.optional(z.string()), undefined)
const outcomeFields = z.object({
  status: told,
  skill: told,
  routedTo: told,
  escalationLevel: told,
  nextNode: told,
})

/** What an answer's JSON says became of a webhook, in the words of the contract and of the operator's rules. */
export const outcomeOf = (answer: unknown): string | undefined => {
  const { data } = outcomeFields.safeParse(answer)
  const { status, skill, routedTo, escalationLevel, nextNode } = data ?? {}
  const words = [status, skill ?? routedTo, escalationLevel, nextNode].filter((each) => each !== undefined)
  return words.length === 0 ? undefined : words.join(' ').slice(0, 1000)
}
