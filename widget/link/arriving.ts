/** What arrives from the server stays unknown until a schema says otherwise. */
import * as z from 'zod/mini'
import { type AssistEnvelope, assistEnvelope } from '../../shared/wire/assist.ts'

const later = z.object({ conversationId: z.string(), seq: z.number(), type: z.string() })
/** An event of a type that this version does not know: it has its number, and nothing that could be shown. */
export type LaterEvent = z.infer<typeof later>

/** What arrived as an event, and which conversation it is for as far as that can be told. */
export type Arrival =
  | { readonly isEvent: true; readonly conversationId: string; readonly envelope: AssistEnvelope | LaterEvent }
  | { readonly isEvent: false; readonly conversationId: string | undefined; readonly message: string }

/** Where it does not fit the schema. Paths only: what stood there is a customer's. */
export const describeIssues = ({ issues }: z.core.$ZodError): string =>
  `does not fit the wire schema: ${issues.map((issue) => issue.path.join('.') || '(all)').join(', ')}`

const addressed = z.object({ conversationId: z.string() })

export const readEnvelope = (arrived: unknown): Arrival => {
  const parsed = assistEnvelope.safeParse(arrived)
  if (parsed.success) return { isEvent: true, conversationId: parsed.data.conversationId, envelope: parsed.data }
  // Nothing else is said of an event whose type is unknown, and nothing else is said of its type.
  const { data } = parsed.error.issues.every(({ path }) => path[0] === 'type') ? later.safeParse(arrived) : {}
  if (data) return { isEvent: true, conversationId: data.conversationId, envelope: data }
  const address = addressed.safeParse(arrived)
  return { isEvent: false, conversationId: address.data?.conversationId, message: describeIssues(parsed.error) }
}

const refusedHandshake = z.object({ code: z.literal('unauthorized') })

/** Whether the data of a refused connection says that it is for the token. */
export const isUnauthorized = (data: unknown): boolean => refusedHandshake.safeParse(data).success
