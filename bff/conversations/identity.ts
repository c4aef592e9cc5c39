/**
 * Which ids belong together. A conversation grows by what is told of it in one breath; nothing is taken over that exists
 * under another kind of id, and conversations of two contacts (CXone's id) are never merged.
 */
import AsyncLock from 'async-lock'
import { covers } from '../../shared/domain/conversation/access.ts'
import { type KindedId, kindedIds, outranks, type ToldIds } from '../../shared/domain/conversation/conversation-ids.ts'
import { hasEnded } from '../../shared/domain/conversation/ended.ts'
import type { Push } from '../ports/push.ts'
import type { ConversationRecord, ConversationStore } from '../ports/store.ts'
import type { Merge } from './merging.ts'

export interface IdentityParts {
  readonly store: ConversationStore
  readonly push: Pick<Push, 'rejoin'>
  /** Held for a conversation while it changes. Never held by who waits for an identity. */
  readonly lock: AsyncLock
  readonly merge: Merge
  /** A new history for a conversation that has ended. */
  readonly beginAnew: (record: ConversationRecord) => Promise<ConversationRecord>
  readonly newId: () => string
  /** Conversations whose ids may wait to be found out. */
  readonly longestQueue: number
}

export interface Identity {
  /** The name of the conversation that all these ids belong to, made or merged where needed. */
  identify(told: ToldIds): Promise<string>
  /** The name of the conversation that a bare id leads to; made, to be told of later, where it leads nowhere. */
  await(alias: string): Promise<string>
  /** Sends away who does not see the conversation any more. */
  judgeAnew(conversationId: string): Promise<void>
}

const IDENTITY = 'identity'

export const createIdentity = ({
  store,
  push,
  lock,
  merge,
  beginAnew,
  newId,
  longestQueue,
}: IdentityParts): Identity => {
  /** Who belongs together is found out by one at a time. */
  const identities = new AsyncLock({ maxPending: longestQueue })
  const oneAtATime = <T>(act: () => Promise<T>): Promise<T> => identities.acquire(IDENTITY, act)

  const judgeAnew = async (conversationId: string): Promise<void> => {
    const record = await store.named(conversationId)
    if (record === undefined) return
    const { aliases, agentId } = record
    push.rejoin(conversationId, (claims) => covers(claims, { aliases, agentId }))
  }

  const mergeInto = async (survivorId: string, absorbedId: string): Promise<void> => {
    await lock.acquire([survivorId, absorbedId], async () => {
      const [survivor, absorbed] = [await store.named(survivorId), await store.named(absorbedId)]
      if (survivor === undefined || absorbed === undefined) return
      await merge(survivor, absorbed)
      push.rejoin(absorbedId, () => false)
    })
  }

  /** The name leads elsewhere from now on, so its bearer takes another one. */
  const rename = async (bearer: ConversationRecord): Promise<void> => {
    const { contactId } = bearer
    const isFree = contactId !== undefined && contactId !== bearer.conversationId
    const { conversationId } = await store.create(isFree ? contactId : newId())
    await mergeInto(conversationId, bearer.conversationId)
  }

  const yieldNames = async (ids: readonly KindedId[], staying: readonly ConversationRecord[]): Promise<void> => {
    for (const { kind, id } of ids) {
      const bearer = await store.find(id)
      const isBearer = bearer?.conversationId === id && !staying.some((each) => each.conversationId === id)
      if (isBearer && outranks(kind, { id, ids: bearer.ids })) await rename(bearer)
    }
  }

  /** What is known of by these ids and may be one conversation, in the order in which they count. */
  const findTogether = async (ids: readonly KindedId[]): Promise<readonly ConversationRecord[]> => {
    const contactId = ids.find(({ kind }) => kind === 'conversation')?.id
    const found: ConversationRecord[] = []
    for (const each of ids) {
      const record = (await store.findBy(each)) ?? (await awaited(each.id))
      if (record === undefined || found.some(({ conversationId }) => conversationId === record.conversationId)) continue
      const contact = contactId ?? found[0]?.contactId
      const isOtherContact = contact !== undefined && record.contactId !== undefined && record.contactId !== contact
      if (!isOtherContact) found.push(record)
    }
    return found
  }

  /** A widget waits for something of that name, whatever kind of id it turns out to be. */
  const awaited = async (alias: string): Promise<ConversationRecord | undefined> => {
    const record = await store.find(alias)
    return record?.ids.length === 0 ? record : undefined
  }

  const create = async (ids: readonly KindedId[]): Promise<ConversationRecord> => {
    for (const { kind, id } of ids) {
      const leader = await store.find(id)
      const willLead = leader === undefined || outranks(kind, { id, ids: leader.ids })
      if (willLead && (await store.named(id)) === undefined) return await store.create(id)
    }
    return await store.create(newId())
  }

  const renewIfEnded = (conversationId: string): Promise<void> =>
    lock.acquire(conversationId, async () => {
      const record = await store.named(conversationId)
      if (record !== undefined && hasEnded(record.snapshot)) await beginAnew(record)
    })

  const linkTogether = async (told: ToldIds): Promise<string> => {
    const ids = kindedIds(told)
    const found = await findTogether(ids)
    await yieldNames(ids, found)
    // What has ended is not what the others go on with.
    if (found.length > 1) for (const each of found) await renewIfEnded(each.conversationId)
    const { conversationId } = found[0] ?? (await create(ids))
    for (const other of found.slice(1)) await mergeInto(conversationId, other.conversationId)
    const losers = new Set<string>()
    for (const each of ids) {
      for (const record of [await store.findBy(each), await store.find(each.id)]) {
        if (record !== undefined) losers.add(record.conversationId)
      }
    }
    losers.add(conversationId)
    await lock.acquire([...losers], async () => {
      await store.assignIds(conversationId, ids)
      for (const each of losers) await judgeAnew(each)
    })
    return conversationId
  }

  const knownTogether = async (told: ToldIds): Promise<string | undefined> => {
    const [first, ...others] = kindedIds(told)
    const record = first === undefined ? undefined : await store.findBy(first)
    if (record === undefined) return undefined
    const isTold = others.every(({ kind, id }) => record.ids.some((own) => own.kind === kind && own.id === id))
    const isNewestSession = told.sessionId == null || record.sessionId === told.sessionId
    return isTold && isNewestSession ? record.conversationId : undefined
  }

  return {
    judgeAnew,
    identify: async (told) => (await knownTogether(told)) ?? (await oneAtATime(() => linkTogether(told))),
    await: async (alias) => {
      // While ids are being told, where this one leads is not settled.
      const known = identities.isBusy(IDENTITY) ? undefined : await store.find(alias)
      if (known !== undefined) return known.conversationId
      return await oneAtATime(async () => ((await store.find(alias)) ?? (await store.create(alias))).conversationId)
    },
  }
}
