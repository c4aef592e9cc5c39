/** What goes between the service and the thread that has the database. Read by schema on both sides: it comes from another world. */
import * as z from 'zod/mini'
import { statementNames } from './statements.ts'

const value = z.union([z.string(), z.number(), z.null()])

/** One statement with its values. */
const step = z.tuple([z.enum(statementNames), z.array(value)])
export type Step = z.infer<typeof step>

/** What a thread is started with. */
export const threadTask = z.object({ folder: z.string(), mostPages: z.optional(z.int()) })
export type ThreadTask = z.infer<typeof threadTask>

/**
 * `commit`: all of it is kept or nothing, and nothing is answered before it is on the disk. `read` sees what was committed.
 * `tidy`: nothing is left on the disk of what was taken out; it fails where somebody reads meanwhile.
 */
export const threadRequest = z.object({
  kind: z.enum(['commit', 'read', 'tidy', 'close']),
  id: z.int(),
  steps: z.array(step),
})
export type ThreadRequest = z.infer<typeof threadRequest>

/** Each row is read by the schema of whoever asked for it. */
const rows = z.array(z.unknown())
export type Rows = z.infer<typeof rows>

export const threadNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  /** `problem` is a sentence for operators. */
  z.object({ kind: z.literal('refused'), problem: z.string() }),
  /** The rows of each step; none of a step that writes. */
  z.object({ kind: z.literal('done'), id: z.int(), rows: z.array(rows) }),
  /** `cause` is a code, and never a text. */
  z.object({ kind: z.literal('failed'), id: z.int(), cause: z.string() }),
])
export type ThreadNews = z.infer<typeof threadNews>
