/**
 * Which ids belong together. A conversation grows by what is told of it in one breath; nothing is taken over that exists
 * under another kind of id, and conversations of two contacts (CXone's id) are never merged, unless CXone's ids are told to
 * be those of one contact.
 */
import type { AssistEnvelope } from '../../wire/assist.ts'
import type { Origin } from '../../wire/origin.ts'
import type { Changed } from './change.ts'
import { contactIdsIn, ID_KINDS, type KindedId, outranks, twinOf } from './conversation-ids.ts'
import { hasEnded } from './ended.ts'
import { merged } from './merge.ts'
import { type ConversationRecord, type Mentions, newRecord, renewed, withIds } from './record.ts'
import { remembering } from './remembering.ts'

/** Ids of one conversation: more than any contact has, and a bound where somebody tells of ever new ones. */
const MOST_IDS = 100

/** What a store knows of the ids that are told: each record as it is, and none of them twice under two names. */
export interface KnownConversations {
  /** The conversation that was told of by this id of this kind. */
  ownerOf(id: KindedId): ConversationRecord | undefined
  /** The conversation of that name. */
  named(conversationId: string): ConversationRecord | undefined
}

/** What a store brings to a linking; the domain makes no names. */
export interface Names {
  /** Names a conversation; never the same twice. */
  readonly newId: () => string
  readonly newEpoch: () => string
  /** Mentions that hold nothing, to be added to by one conversation alone. */
  readonly noMentions: () => Mentions
  /** Events that can be replayed, at most. */
  readonly replayable: number
}

/** One record that a linking or a change wrote. */
export interface Written {
  readonly record: ConversationRecord
  /** New events, in order. */
  readonly envelopes: readonly AssistEnvelope[]
  /** Its history is a new one: whoever follows it begins anew. */
  readonly isRenewed: boolean
}

/** Records in the making: what was written so far, before what the store holds. */
export class Draft {
  readonly #known: KnownConversations
  readonly #names: Names
  readonly #written = new Map<string, Written>()
  readonly #removed = new Set<string>()

  constructor(known: KnownConversations, names: Names) {
    this.#known = known
    this.#names = names
  }

  /** Everything that was written, in the order in which it was written first. */
  get written(): readonly Written[] {
    return [...this.#written.values()]
  }

  /** Names that lead nowhere any more. */
  get removed(): readonly string[] {
    return [...this.#removed]
  }

  named(conversationId: string): ConversationRecord | undefined {
    if (this.#removed.has(conversationId)) return undefined
    return this.#written.get(conversationId)?.record ?? this.#known.named(conversationId)
  }

  ownerOf(id: KindedId): ConversationRecord | undefined {
    for (const { record } of this.#written.values()) if (has(record, id)) return record
    const known = this.#known.ownerOf(id)
    if (known === undefined) return undefined
    const { conversationId } = known
    // What was written instead of it has the id no more.
    return this.#removed.has(conversationId) || this.#written.has(conversationId) ? undefined : known
  }

  /** Where a bare id leads: to whoever has it by the kind that says most, else to the conversation of that name. */
  leaderOf(id: string): ConversationRecord | undefined {
    for (const kind of ID_KINDS) {
      const owner = this.ownerOf({ kind, id })
      if (owner !== undefined) return owner
    }
    return this.named(id)
  }

  write({ record, envelopes }: Changed, isRenewed = false): void {
    const earlier = this.#written.get(record.conversationId)
    this.#written.set(record.conversationId, {
      record,
      envelopes: [...(earlier?.envelopes ?? []), ...envelopes],
      isRenewed: isRenewed || earlier?.isRenewed === true,
    })
  }

  create(conversationId: string): ConversationRecord {
    const record = newRecord(conversationId, this.#names.newEpoch(), this.#names.noMentions())
    this.#removed.delete(conversationId)
    this.write({ record, envelopes: [] })
    return record
  }

  renew(record: ConversationRecord): void {
    this.write({ record: renewed(record, this.#names.newEpoch()), envelopes: [] }, true)
  }

  absorb(survivorId: string, absorbedId: string): void {
    const survivor = this.named(survivorId)
    const absorbed = this.named(absorbedId)
    if (survivor === undefined || absorbed === undefined) return
    this.#written.delete(absorbedId)
    this.#removed.add(absorbedId)
    this.write(merged(survivor, absorbed, this.#names.replayable))
  }

  newId(): string {
    return this.#names.newId()
  }
}

/**
 * The conversation that all these ids belong to, made or merged where needed; a new one is named by the first id that is
 * free. An id that two contacts share goes to the one it is told of now.
 *
 * @param told together, the one that says most first; at least one
 * @param origin where it comes from, remembered with the conversation
 */
export const link = (draft: Draft, told: readonly KindedId[], origin: Origin = {}): ConversationRecord => {
  const ids = asKnown(draft, told)
  const record = knownTogether(draft, ids) ?? join(draft, ids)
  const remembered = remembering(record.origin, origin)
  if (remembered === record.origin) return record
  const linked = { ...record, origin: remembered }
  draft.write({ record: linked, envelopes: [] })
  return linked
}

const join = (draft: Draft, ids: readonly KindedId[]): ConversationRecord => {
  const found = findTogether(draft, ids)
  yieldNames(draft, ids, found)
  // What has ended is not what the others go on with.
  if (found.length > 1) for (const each of found) if (hasEnded(each.snapshot)) draft.renew(each)
  const { conversationId } = found[0] ?? create(draft, ids)
  for (const other of found.slice(1)) draft.absorb(conversationId, other.conversationId)
  return assign(draft, conversationId, ids)
}

/** Whoever asks for a bare id waits for something of that name, whatever kind of id it turns out to be. */
export const linkBare = (draft: Draft, id: string): ConversationRecord => draft.leaderOf(id) ?? draft.create(id)

/**
 * The ids by the kinds that they are known by. Which of CXone's ids a contact is told by is up to whoever tells: what was
 * told as a conversation's own id is found by it as a further one, and the other way round. Where both are told together,
 * they are one contact's, and what was told before by the further one alone is a part of it.
 */
const asKnown = (draft: Draft, told: readonly KindedId[]): readonly KindedId[] => {
  const ids: KindedId[] = []
  let isContactTold = told.some(({ kind }) => kind === 'conversation')
  for (const each of told) {
    const twin = twinOf(each)
    const owner = twin === undefined || draft.ownerOf(each) !== undefined ? undefined : draft.ownerOf(twin)
    if (twin === undefined || owner === undefined) ids.push(each)
    else if (each.kind === 'conversation') {
      // The contact has an id of its own already, or gets it now.
      if (owner.contactId === undefined) ids.push(each)
      else isContactTold = false
      ids.push(twin)
    } else if (isContactTold) {
      const further = owner.ids.map((own) => (isSame(own, twin) ? each : own))
      draft.write({ record: withIds(owner, further), envelopes: [] })
      ids.push(each)
    } else {
      isContactTold = true
      ids.push(twin)
    }
  }
  return ids
}

const has = (record: ConversationRecord, { kind, id }: KindedId): boolean =>
  record.ids.some((own) => own.kind === kind && own.id === id)

const knownTogether = (draft: Draft, ids: readonly KindedId[]): ConversationRecord | undefined => {
  const [first, ...others] = ids
  const record = first === undefined ? undefined : draft.ownerOf(first)
  if (record === undefined || !others.every((each) => has(record, each))) return undefined
  const session = ids.find(({ kind }) => kind === 'session')
  return session === undefined || record.sessionId === session.id ? record : undefined
}

/** What is known of by these ids and may be one conversation, in the order in which they count. */
const findTogether = (draft: Draft, ids: readonly KindedId[]): readonly ConversationRecord[] => {
  const found: ConversationRecord[] = []
  for (const each of ids) {
    const record = draft.ownerOf(each) ?? awaited(draft, each.id)
    if (record === undefined || found.some(({ conversationId }) => conversationId === record.conversationId)) continue
    const told = contactIdsIn(ids).length > 0 ? ids : (found[0]?.ids ?? [])
    if (!areOfTwoContacts(told, record.ids)) found.push(record)
  }
  return found
}

/**
 * By CXone's ids: conversations' own ids of which none is the same are of two contacts, and so are all of them where one has none
 * of its own. A contact has several of its own where its conversations turned out to be one.
 */
const areOfTwoContacts = (some: readonly KindedId[], others: readonly KindedId[]): boolean => {
  const ownIn = (ids: readonly KindedId[]): readonly KindedId[] => ids.filter(({ kind }) => kind === 'conversation')
  return areApart(ownIn(some), ownIn(others)) ?? areApart(contactIdsIn(some), contactIdsIn(others)) ?? false
}

/** `undefined` where that cannot be told, since one has none. */
const areApart = (some: readonly KindedId[], others: readonly KindedId[]): boolean | undefined =>
  some.length === 0 || others.length === 0 ? undefined : !some.some(({ id }) => others.some((each) => each.id === id))

/** A widget waits for something of that name, whatever kind of id it turns out to be. */
const awaited = (draft: Draft, id: string): ConversationRecord | undefined => {
  const record = draft.leaderOf(id)
  return record?.ids.length === 0 ? record : undefined
}

/** A name that leads elsewhere from now on: its bearer takes another one. */
const yieldNames = (draft: Draft, ids: readonly KindedId[], staying: readonly ConversationRecord[]): void => {
  for (const { kind, id } of ids) {
    const bearer = draft.leaderOf(id)
    const isBearer = bearer?.conversationId === id && !staying.some((each) => each.conversationId === id)
    if (isBearer && outranks(kind, { id, ids: bearer.ids })) rename(draft, bearer)
  }
}

const rename = (draft: Draft, { conversationId, contactId }: ConversationRecord): void => {
  const isFree = contactId !== undefined && contactId !== conversationId && draft.named(contactId) === undefined
  const other = draft.create(isFree ? contactId : draft.newId())
  draft.absorb(other.conversationId, conversationId)
}

const create = (draft: Draft, ids: readonly KindedId[]): ConversationRecord => {
  for (const { kind, id } of ids) {
    const leader = draft.leaderOf(id)
    const willLead = leader === undefined || outranks(kind, { id, ids: leader.ids })
    if (willLead && draft.named(id) === undefined) return draft.create(id)
  }
  return draft.create(draft.newId())
}

/** The ids are this conversation's from now on, and nobody else's. The oldest of very many are forgotten. */
const assign = (draft: Draft, conversationId: string, ids: readonly KindedId[]): ConversationRecord => {
  for (const each of ids) {
    for (const loser of [draft.ownerOf(each), draft.leaderOf(each.id)]) {
      if (loser === undefined || loser.conversationId === conversationId) continue
      // Written also where it keeps all its ids: a bare one of them may lead elsewhere from now on.
      const kept = loser.ids.filter((own) => !isSame(own, each))
      draft.write({ record: withIds(draft.named(loser.conversationId) ?? loser, kept), envelopes: [] })
    }
  }
  const record = draft.named(conversationId)
  if (record === undefined) throw new Error('ids were told of a conversation that is not there')
  const all = [...record.ids.filter((own) => !ids.some((each) => isSame(own, each))), ...ids]
  const forgotten = new Set(all.filter(({ kind }) => kind !== 'conversation').slice(0, -MOST_IDS))
  const linked = withIds(
    record,
    all.filter((each) => !forgotten.has(each)),
  )
  draft.write({ record: linked, envelopes: [] })
  return linked
}

const isSame = (a: KindedId, b: KindedId): boolean => a.kind === b.kind && a.id === b.id
