/** The ids of a conversation. Programs that know nothing of each other give them, so equal ids of two kinds mean nothing. */

/** CXone's id of the contact, the id of the bot's session, the agent-assist stream's id of the interaction. */
export type IdKind = 'conversation' | 'session' | 'interaction'

export interface KindedId {
  readonly kind: IdKind
  readonly id: string
}

/** The ids by which somebody tells of one conversation, at least one of them; told together, they belong together. */
export interface ToldIds {
  readonly conversationId?: string | null | undefined
  readonly sessionId?: string | null | undefined
  readonly interactionId?: string | null | undefined
}

/** The kind that says most comes first: a contact is one customer's, a session outlives it, an interaction is the agent's. */
export const kindedIds = ({ conversationId, sessionId, interactionId }: ToldIds): readonly KindedId[] => [
  ...(conversationId == null ? [] : [{ kind: 'conversation' as const, id: conversationId }]),
  ...(sessionId == null ? [] : [{ kind: 'session' as const, id: sessionId }]),
  ...(interactionId == null ? [] : [{ kind: 'interaction' as const, id: interactionId }]),
]

/** The one id that says most, to come back to the conversation by without telling anew what belongs together. */
export const foremostId = ({ conversationId, sessionId, interactionId }: ToldIds): ToldIds => {
  if (conversationId != null) return { conversationId }
  return sessionId == null ? { interactionId } : { sessionId }
}

/** As what it was told of by; `undefined` where nobody told of it yet. */
export const toldOf = (ids: readonly KindedId[]): ToldIds | undefined => {
  const newest = (kind: IdKind): string | undefined => ids.findLast((each) => each.kind === kind)?.id
  return ids.length === 0
    ? undefined
    : foremostId({
        conversationId: newest('conversation'),
        sessionId: newest('session'),
        interactionId: newest('interaction'),
      })
}

const PRECEDENCE: readonly IdKind[] = ['conversation', 'session', 'interaction']

/** Whether a bare id leads to who has it by `kind` rather than to who has it as one of `ids`, or as no more than a name. */
export const outranks = (kind: IdKind, has: { readonly id: string; readonly ids: readonly KindedId[] }): boolean => {
  const others = has.ids.filter((each) => each.id === has.id && each.kind !== kind)
  return others.every((each) => PRECEDENCE.indexOf(kind) < PRECEDENCE.indexOf(each.kind))
}
