/** The ids of a conversation. Programs that know nothing of each other give them, so equal ids of two kinds mean nothing. */
import type { Origin } from '../../wire/origin.ts'

/** The kind that says most comes first: a contact is one customer's, a session outlives it, an interaction is the agent's. */
export const ID_KINDS = ['conversation', 'contact', 'session', 'interaction'] as const

/**
 * The id that CXone's contact is told by; further ids that CXone has for the same contact; the id of the bot's session; the
 * agent-assist stream's id of the interaction. Only the first two are given by one program: an id of the one kind may
 * turn up as the other.
 */
export type IdKind = (typeof ID_KINDS)[number]

export interface KindedId {
  readonly kind: IdKind
  readonly id: string
}

/** The ids by which somebody tells of one conversation, at least one of them; told together, they belong together. */
export interface ToldIds {
  readonly conversationId?: string | null | undefined
  /** What else CXone calls the contact; each stands in for a `conversationId` that is not told. */
  readonly contactIds?: readonly string[] | undefined
  readonly sessionId?: string | null | undefined
  readonly interactionId?: string | null | undefined
  /** Where it comes from, to be remembered with the conversation. Its ids are among those above already. */
  readonly origin?: Origin | undefined
}

/** The id of contacts that are none: the vendor's flows are tried with it. */
export const TEST_CONTACT = '100000000000'

/** All ids that a webhook tells, its own before those of where it comes from. */
export const withOrigin = (own: ToldIds, origin: Origin | undefined): ToldIds => {
  if (origin === undefined) return own
  const { contactNumber, contactId, spawnedContactId } = origin
  const contactIds = [contactNumber, contactId, spawnedContactId].filter((id) => id !== undefined)
  return {
    ...own,
    conversationId: own.conversationId ?? origin.conversationId,
    sessionId: own.sessionId ?? origin.sessionId,
    contactIds: [...(own.contactIds ?? []), ...contactIds],
    origin,
  }
}

export const kindedIds = ({
  conversationId,
  contactIds = [],
  sessionId,
  interactionId,
}: ToldIds): readonly KindedId[] => {
  const further = [...new Set(contactIds)].filter((id) => id !== conversationId)
  // All tests share it: it names a conversation only where nothing else does.
  const real = further.filter((id) => id !== TEST_CONTACT)
  const others = conversationId == null && real.length === 0 ? further : real
  return [
    ...(conversationId == null ? [] : [{ kind: 'conversation' as const, id: conversationId }]),
    ...others.map((id) => ({ kind: 'contact' as const, id })),
    ...(sessionId == null ? [] : [{ kind: 'session' as const, id: sessionId }]),
    ...(interactionId == null ? [] : [{ kind: 'interaction' as const, id: interactionId }]),
  ]
}

const toldBy = ({ kind, id }: KindedId): ToldIds => {
  switch (kind) {
    case 'conversation':
      return { conversationId: id }
    case 'contact':
      return { contactIds: [id] }
    case 'session':
      return { sessionId: id }
    case 'interaction':
      return { interactionId: id }
  }
}

/** The one id that says most, to come back to the conversation by without telling anew what belongs together. */
export const foremostId = (told: ToldIds): ToldIds => {
  const [first] = kindedIds(told)
  return first === undefined ? {} : toldBy(first)
}

/** Those that CXone gave. */
export const contactIdsIn = (ids: readonly KindedId[]): readonly KindedId[] =>
  ids.filter((each) => twinOf(each) !== undefined)

/** The ids that say most: those that CXone gave, else the first one. */
export const foremostIds = (told: ToldIds): readonly KindedId[] => {
  const ids = kindedIds(told)
  const given = contactIdsIn(ids)
  return given.length > 0 ? given : ids.slice(0, 1)
}

/** As what it was told of by; `undefined` where nobody told of it yet. */
export const toldOf = (ids: readonly KindedId[]): ToldIds | undefined => {
  const newest = ID_KINDS.map((kind) => ids.findLast((each) => each.kind === kind)).find((each) => each !== undefined)
  return newest === undefined ? undefined : toldBy(newest)
}

/** The same id as the other of the two kinds that CXone gives; `undefined` for what others give. */
export const twinOf = ({ kind, id }: KindedId): KindedId | undefined => {
  if (kind === 'conversation') return { kind: 'contact', id }
  return kind === 'contact' ? { kind: 'conversation', id } : undefined
}

/** Whether a bare id leads to who has it by `kind` rather than to who has it as one of `ids`, or as no more than a name. */
export const outranks = (kind: IdKind, has: { readonly id: string; readonly ids: readonly KindedId[] }): boolean => {
  const others = has.ids.filter((each) => each.id === has.id && each.kind !== kind)
  return others.every((each) => ID_KINDS.indexOf(kind) < ID_KINDS.indexOf(each.kind))
}
