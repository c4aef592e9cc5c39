/** Reads the body of `POST /webhook/handover`: all that is wrong with its form at once, and whatever of it can be read. */
import * as z from 'zod/mini'
import { isNothing, lenientId } from './lenient.ts'
import { givenOrigin, isUnsaid } from './origin.ts'
import { valueAt } from './problem.ts'
import type { HandoverFinding } from './vocabulary.ts'
import { handoverWebhook } from './webhooks.ts'

const readable = <S extends z.ZodMiniType>(schema: S) => z.catch(z.optional(schema), undefined)
const anId = readable(z.nullable(lenientId))

/** A handover as far as it can be read: a field that is missing or ill-typed is `undefined`. */
const handoverDraft = z.object({
  conversationId: readable(lenientId),
  transferTo: readable(z.object({ type: readable(z.string()), id: anId })),
  transferType: readable(z.string()),
  wrapupCode: readable(z.object({ id: anId })),
  contextData: readable(z.record(z.string(), z.unknown())),
  origin: readable(givenOrigin),
})
export type HandoverDraft = z.infer<typeof handoverDraft>

export interface HandoverReading {
  readonly draft: HandoverDraft
  /** One for each field that does not fit the schema, all of them errors. */
  readonly findings: readonly HandoverFinding[]
}

const openObject = z.record(z.string(), z.unknown())

/** Where the body names no conversation, what it says of where it comes from may. */
const withStandIn = (body: unknown): unknown => {
  const members = openObject.safeParse(body).data
  const origin = givenOrigin.safeParse(members?.['origin']).data
  const own = members?.['conversationId']
  if (members === undefined || origin === undefined || !(isNothing(own) || isUnsaid(own))) return body
  const { conversationId, contactNumber, contactId, spawnedContactId } = origin
  const standIn = conversationId ?? contactNumber ?? contactId ?? spawnedContactId
  return standIn === undefined ? body : { ...members, conversationId: standIn }
}

/** What belongs in a field, for whoever has to mend it. */
const FIXES: Readonly<Record<string, string>> = {
  conversationId: 'send the id that CXone gave the conversation, for example from session.cxone.conversationId',
  transferTo: 'send {"type": "queue", "id": "<queue id>"}',
  'transferTo.type': 'send "queue"',
  'transferTo.id': 'send the id of the queue, as GET /api/v2/routing/queues/{id} knows it',
  transferType: 'send "blind", or "consult" where an agent is asked first',
  wrapupCode: 'send {"id": "<wrap-up code id>"}',
  'wrapupCode.id': 'send the id of a wrap-up code of the target queue',
  contextData: 'send an object with what the bot knows, for example {"intent": "…", "customerName": "…"}',
}

/** Reads a body that is JSON already. Messages never repeat what was sent. */
export const readHandover = (sent: unknown): HandoverReading => {
  const body = withStandIn(sent)
  const draft = handoverDraft.safeParse(body)
  const strict = handoverWebhook.safeParse(body)
  const findings = (strict.error?.issues ?? []).map((issue): HandoverFinding => {
    const path = issue.path.map(String).join('.')
    const value = valueAt(body, issue.path)
    const isMissing = issue.path.length > 0 && (value === undefined || value === null)
    return {
      path,
      code: isMissing ? 'missing' : issue.code === 'invalid_type' ? 'wrong_type' : 'invalid',
      message: isMissing ? 'is missing' : issue.message,
      fix: FIXES[path] ?? 'send the body that CXone’s transfer takes, with the conversationId beside it',
      severity: 'error',
    }
  })
  return { draft: draft.success ? draft.data : handoverDraft.parse({}), findings }
}
